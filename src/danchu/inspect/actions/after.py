"""What the law wants done after a step of a case: sending, acting on a conclusion, making it public."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from danchu.core.actors import Actor
from danchu.core.following import Done, by_system
from danchu.core.official import official
from danchu.core.refusals import Objection, Refused, refuse_if
from danchu.duties.effects import fulfil
from danchu.inspect import law, queries
from danchu.inspect.clocks import CLAUSE
from danchu.inspect.lines import write_line
from danchu.inspect.models import Case, CaseFollowUp
from danchu.lib import clock
from danchu.lib.vntext import clean, vn_date
from statute import casework


@official(label="Ghi việc đã làm sau khi giải quyết", clause=CLAUSE, policy="inspect.handle", personal=("note",))
def record_follow_up(
    *,
    case: Case,
    what: str,
    on: date,
    ways: Sequence[str] = (),
    until: date | None = None,
    note: str = "",
    by: Actor,
    at: datetime,
) -> Done[CaseFollowUp]:
    """Write down that ``what`` the law wants after a step was done ``on`` that day; its duty ends.

    A publication says in which ``ways``, and ``until`` when it stands where the law knows a least time. Raises
    ``Refused`` for what the law does not want of this case now, and for a day to come.
    """
    wanted = next((each for each in law.kind_of(case.kind).after if each.key == what), None)
    duty = queries.follow_up_duty(case, what)
    if wanted is None or duty is None:
        raise Refused("Việc này đã ghi rồi, hoặc vụ việc chưa đến bước đó. Hãy tải lại trang.")
    refuse_if([Objection("Ngày làm không thể ở sau hôm nay.", "on")] if on > clock.local_day(at) else [])
    if wanted.publishes:
        refuse_if(_publication_faults(case, on, ways, until))
    row = CaseFollowUp(ward_id=case.ward_id, case=case, what=what, done_on=on, note=clean(note)[:300])
    if wanted.publishes:
        row.ways, row.until = list(ways), until
    row.save()
    write_line(case, f"{wanted.label}: đã làm ngày {vn_date(on)}. {row.note}".strip(), by, at, is_told=False)
    return Done(row, by_system(fulfil(duty.key, f"Đã làm ngày {vn_date(on)}")))


def _publication_faults(case: Case, on: date, ways: Sequence[str], until: date | None) -> Iterator[Objection]:
    chosen = [each for each in casework.ways() if each.key in ways]
    if not chosen:
        yield Objection("Hãy chọn ít nhất một hình thức công khai.", "ways")
    for each in chosen:
        if not each.rule:
            continue
        rule = law.rule_for(case, each.rule)
        least = law.last_day(rule, on)
        if until is None or until < least:
            text = f"{each.label} {rule.words()}: ngày gỡ từ {vn_date(least)} trở đi."
            yield Objection(text, "until", rule.citation)
            return
