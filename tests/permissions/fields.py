"""The fields of the forms of a page, as a browser would send them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from danchu.lib import clock

LETTER = "ữ"
UNBOUNDED = 3_000


@dataclass
class Control:
    """One field: its kind, what stands in it, how many letters may be typed, what may be chosen."""

    kind: str
    value: str = ""
    most: int = UNBOUNDED
    choices: list[str] = field(default_factory=list)


class Fields(HTMLParser):
    """The fields of all forms of a page, by name."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: dict[str, Control] = {}
        self._open = ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "option" and self._open:
            self._choose(self.found[self._open], given.get("value") or "", "selected" in given)
        name = given.get("name")
        if not name or tag not in {"input", "select", "textarea"} or name == "csrfmiddlewaretoken":
            return
        control = self.found.setdefault(
            name, Control(kind_of(tag, given), most=int(given.get("maxlength") or UNBOUNDED))
        )
        if tag == "select":
            self._open = name
        elif given.get("type") in {"radio", "checkbox"}:
            self._choose(control, given.get("value") or "on", "checked" in given)
        else:
            control.value = given.get("value") or ""

    def handle_endtag(self, tag):
        if tag == "select":
            self._open = ""

    @staticmethod
    def _choose(control: Control, value: str, chosen: bool) -> None:
        control.choices.append(value)
        if chosen:
            control.value = value


def kind_of(tag: str, given: dict[str, str | None]) -> str:
    kind = given.get("type") or "text"
    if "data-day" in given:
        return "day"
    if "data-hour" in given or kind == "time":
        return "hour"
    if tag == "select" or kind in {"radio", "checkbox", "hidden"}:
        return "choice"
    if kind == "number" or given.get("inputmode") == "numeric":
        return "number"
    return "text"


def longest(fields: dict[str, Control]) -> dict[str, str]:
    """What stands on the page, and as many letters as each box takes."""
    today = f"{clock.today():%d/%m/%Y}"
    usual = {"day": today, "hour": "08:00", "number": "1"}
    told = {}
    for name, each in fields.items():
        if each.kind == "text":
            told[name] = LETTER * each.most
        elif value := each.value or next(filter(None, each.choices), "") or usual.get(each.kind, ""):
            told[name] = value
    return told
