"""Another kind for what was sent in under a wrong one: by content, not by title (Circular 05/2021, art. 6.1)."""

from collections.abc import Iterator
from datetime import datetime

from danchu.core.actors import Actor
from danchu.core.following import Done, by_system
from danchu.core.official import official
from danchu.core.refusals import Objection, refuse_if
from danchu.duties.effects import drop_about
from danchu.inspect import law
from danchu.inspect.books import next_number, symbol_of
from danchu.inspect.clocks import CLAUSE, restart
from danchu.inspect.lines import write_line
from danchu.inspect.models import Case, CaseFile, Sender
from danchu.inspect.states import State
from danchu.inspect.telling import told


@official(label="Phân loại lại", clause=CLAUSE, policy="inspect.handle", personal=("reason",))
def reclassify_case(*, case: Case, kind: str, reason: str, by: Actor, at: datetime) -> Done[Case]:
    """Make ``case`` one of another ``kind`` while nobody has taken it up: it gets a number of that kind's book and
    that kind's clock, counted from the day of receipt; a line keeps the old number.

    Raises ``Refused`` after it was taken up, for sealed kinds (what was in the clear is not made secret by a word), and
    without a name where the new kind wants one.
    """
    found = law.kind_of(kind)
    refuse_if(_faults(case, found, reason))
    old, old_kind, is_shown = case.symbol, case.get_kind_display(), case.published_at is not None
    case.kind, case.rule = kind, law.snapshot(found, case.received_on)
    case.number = next_number(case.ward, case.year, found.letters)
    case.symbol = symbol_of(found.letters, case.number, case.year)
    if not found.may_be_public:
        case.wants_public, case.published_at, case.topic = False, None, None
        CaseFile.objects.filter(case=case).update(is_public=False)
    case.counted_from = case.stage_on = case.received_on
    words = f"Phân loại lại từ {old_kind.lower()} số {old} thành {case.get_kind_display().lower()} số {case.symbol}."
    return Done(
        case,
        by_system(drop_about(case, "Vụ việc được phân loại lại.")),
        *restart(case, at),
        *told(case, write_line(case, f"{words} {reason.strip()}", by, at)),
        public=is_shown,
    )


def _faults(case: Case, found: law.CaseKind, reason: str) -> Iterator[Objection]:
    if case.state != State.RECEIVED:
        yield Objection("Chỉ phân loại lại được khi chưa nhận giải quyết.")
    if found.key == case.kind:
        yield Objection("Hãy chọn loại khác loại đang có.", "kind")
    if found.is_sealed or law.kind_of(case.kind).is_sealed:
        yield Objection("Tố cáo được niêm phong khi vào sổ, không đổi loại tại đây.", "kind")
    elif not found.may_be_anonymous and not Sender.objects.filter(case=case).exclude(name="", account=None).exists():
        yield Objection(f"{found.label} cần có họ tên người gửi.", "kind", found.citation)
    if not reason.strip():
        yield Objection("Hãy ghi vì sao phân loại lại.", "reason")
