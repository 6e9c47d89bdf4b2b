"""How an action says no, in words that the person reads."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the law takes a tenth of a second to load, and who reads a foreign file needs none of it
    from statute import Citation, Verdict


@dataclass(frozen=True)
class Objection:
    """One reason for a refusal: what is wrong and how to mend it, the form field it belongs to, the article, and the
    address of the page where it is mended when that is another."""

    text: str
    field: str = ""
    citation: "Citation | None" = None
    address: str = ""


class Refused(Exception):
    """The act is not possible now. Views show the objections beside what was typed."""

    def __init__(self, *objections: Objection | str) -> None:
        self.objections = tuple(Objection(each) if isinstance(each, str) else each for each in objections)
        super().__init__("; ".join(each.text for each in self.objections))

    @classmethod
    def by(cls, verdict: "Verdict", field: str = "") -> "Refused":
        """The refusal that a verdict of the law implies."""
        return cls(*(Objection(reason.text, field, reason.citation) for reason in verdict.reasons))


def needs(words: str, text: str, field: str = "reason") -> str:
    """``words`` without white space around. Raises ``Refused`` with ``text`` at ``field`` when nothing is left."""
    if not (found := words.strip()):
        raise Refused(Objection(text, field))
    return found


def refuse_if(objections: Iterable[Objection]) -> None:
    """Raise ``Refused`` when there is any objection."""
    found = tuple(objections)
    if found:
        raise Refused(*found)
