"""Several cases given to somebody at once: each by its own act, those that refuse named with the reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied

from danchu.core.actors import Actor
from danchu.core.models import User
from danchu.core.refusals import Refused
from danchu.inspect.actions.settling import assign_case
from danchu.inspect.models import Case
from danchu.ward.models import Organisation


@dataclass(frozen=True)
class Kept:
    """A case that was not handed over, and why."""

    case: Case
    why: str


def hand_over(
    cases: Iterable[Case], *, unit: Organisation | None, handler: User | None, note: str, by: Actor, at: datetime
) -> list[Kept]:
    """Give each of ``cases`` to ``unit`` and ``handler``; returns those that stayed where they were."""
    kept = []
    for case in cases:
        try:
            assign_case(case=case, unit=unit, handler=handler, note=note, by=by, at=at)
        except Refused as refused:
            kept.append(Kept(case, " ".join(each.text for each in refused.objections)))
        except PermissionDenied:
            kept.append(Kept(case, "Ông/bà không có quyền giao vụ việc này."))
    return kept
