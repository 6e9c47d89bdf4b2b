"""What happens to the books themselves: they are checked, they come back from a backup. The trail tells it."""

from datetime import datetime, timedelta

from danchu.core import queries
from danchu.core.actors import Actor, Outsider
from danchu.core.models import AuditCheck, Ward
from danchu.core.official import WITHIN, official
from danchu.core.trust.walking import Checked

CLAUSE = "4.2"
GIVEN_UP_AFTER = timedelta(hours=1)
"""A check that has not ended by then was broken off with its worker."""


@official(label="Yêu cầu kiểm tra sổ nhật ký", clause=CLAUSE, policy="core.see_audit")
def ask_for_check(*, ward: Ward, by: Actor, at: datetime) -> AuditCheck:
    """Ask for a check of every book; one that was asked for lately and is under way is returned as it is."""
    waiting = queries.checks_of(ward).filter(finished_at=None, asked_at__gt=at - GIVEN_UP_AFTER).first()
    if waiting is not None:
        return waiting
    asked_by = None if isinstance(by, Outsider) else by
    return AuditCheck.objects.create(ward=ward, asked_at=at, asked_by=asked_by, total=queries.entries_kept(ward))


@official(label="Ghi kết quả kiểm tra sổ nhật ký", clause=CLAUSE, policy=WITHIN)
def report_check(*, check: AuditCheck, found: list[Checked], by: Actor, at: datetime) -> AuditCheck:
    """Keep what a check found."""
    check.finished_at, check.books = at, len(found)
    check.done = check.total = sum(each.entries for each in found)
    check.broken = [vars(each.broken) for each in found if each.broken]
    check.save()
    return check


@official(label="Khôi phục dữ liệu từ bản sao lưu", clause=CLAUSE, policy=WITHIN)
def report_restore(*, ward: Ward, made_at: datetime, by: Actor, at: datetime) -> None:
    """Say in the trail that a backup of ``made_at`` was put back: what was entered between that moment and ``at`` is no
    longer there."""
