"""From a template with its variables to what can still be changed of a document before it is issued.

A template (``templates/<room>/papers/<kind>.txt``) is text with two parts, a line ``---`` between them. Above stand
lines ``Trích yếu:``, ``Nơi nhận:`` (one a recipient), ``Đại diện:`` (one a party that signs: capacity | name; capacity
lines are parted by " / ") and ``Mã QR:`` (address | caption). Below stands the text in the markup of ``markup``.

Variables are plain values. Whatever they hold stands in the document as it is: it cannot become markup. Only text
marked as ``Markup`` is read as markup, such as what an officer wrote elsewhere in the same markup.
"""

import re
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.template import Context, Engine

from danchu.core.records import markup
from danchu.core.records.blocks import Party

_NOT_ESCAPED_BAR = re.compile(r"(?<!\\)\|")
_MANY_EMPTY = re.compile(r"\n\s*\n\s*\n+")


class Markup(str):
    """Text that is already in the markup of documents."""

    __slots__ = ()


@dataclass(frozen=True)
class Source:
    """What a document says, apart from number, date and signer: ``body`` in markup, the rest as plain lines."""

    subject: str
    body: str
    recipients: tuple[str, ...] = ()
    parties: tuple[Party, ...] = ()
    link: str = ""
    caption: str = ""

    def plain(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_plain(cls, data: dict[str, Any]) -> "Source":
        parties = tuple(Party(**each) for each in data["parties"])
        return cls(**{**data, "recipients": tuple(data["recipients"]), "parties": parties})


@lru_cache(maxsize=1)
def _engine() -> Engine:
    return Engine(app_dirs=True, autoescape=False, builtins=["danchu.core.templatetags.danchu"])


def render(template: str, variables: dict[str, Any]) -> Source:
    """The source that ``template`` makes of ``variables``. ``ValueError`` for a line that it does not know."""
    text = _engine().get_template(template).render(Context(_guarded(variables), autoescape=False))
    head, _, body = text.partition("\n---\n")
    found: dict[str, list[list[str]]] = {}
    for each in filter(str.strip, head.splitlines()):
        key, colon, value = each.strip().partition(":")
        if not colon:
            raise ValueError(f"{template}: dòng {each!r} không có nhãn")
        found.setdefault(key, []).append([markup.line(part) for part in _NOT_ESCAPED_BAR.split(value)])
    if unknown := found.keys() - {"Trích yếu", "Nơi nhận", "Đại diện", "Mã QR"}:
        raise ValueError(f"{template}: không có nhãn {', '.join(sorted(unknown))}")
    [link, caption] = found.get("Mã QR", [["", ""]])[0]
    return Source(
        subject=found["Trích yếu"][0][0],
        body=_MANY_EMPTY.sub("\n\n", markup.fit(body)).strip(),
        recipients=tuple(value[0] for value in found.get("Nơi nhận", ())),
        parties=tuple(party_of(*value) for value in found.get("Đại diện", ())),
        link=link,
        caption=caption,
    )


def party_of(capacity: str, name: str = "") -> Party:
    """One who signs minutes, from "ĐẠI DIỆN ỦY BAN NHÂN DÂN / PHƯỜNG" and a name that may still be missing."""
    return Party("\n".join(part.strip() for part in capacity.split("/")), name.strip(), "(Ký, ghi rõ họ tên)")


def _guarded(value: Any) -> Any:
    match value:
        case Markup():
            return markup.fit(value)
        case str():
            return markup.literal(value)
        case None | bool() | int() | date():
            return value
        case dict():
            return {key: _guarded(each) for key, each in value.items()}
        case list() | tuple():
            return [_guarded(each) for each in value]
        case _:
            raise TypeError(f"a document takes plain values, not {type(value).__name__}")
