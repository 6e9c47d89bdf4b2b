"""Writing what happened to a case, within an act."""

from datetime import datetime

from danchu.core.actors import Actor
from danchu.core.models import User
from danchu.inspect.models import Case, CaseLine


def write_line(case: Case, words: str, by: Actor, at: datetime, *, move: str = "", is_told: bool = True) -> CaseLine:
    """Add a line; it names ``by`` when that is somebody of the ward, never who sent the case in."""
    who = by if isinstance(by, User) and by.is_staff_member else None
    return CaseLine.objects.create(
        ward_id=case.ward_id, case=case, at=at, by=who, move=move, text=words, is_told=is_told
    )
