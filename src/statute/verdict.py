"""The law's answer to a question: yes or no, with every reason and its article."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from statute.citation import Citation


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the answer is no: a plain Vietnamese sentence that says how to mend it, and the article."""

    text: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Verdict:
    """``ok``, or the reasons against. Truth value is ``ok``. A refusal without a reason is a ``ValueError``."""

    ok: bool
    reasons: tuple[Reason, ...] = ()

    def __post_init__(self) -> None:
        if self.ok == bool(self.reasons):
            raise ValueError("a verdict is either ok without reasons or not ok with reasons")

    def __bool__(self) -> bool:
        return self.ok

    @classmethod
    def of(cls, reasons: Iterable[Reason]) -> Verdict:
        """The verdict that ``reasons`` make: ok when there is none."""
        against = tuple(reasons)
        return cls(False, against) if against else OK


OK = Verdict(True)
