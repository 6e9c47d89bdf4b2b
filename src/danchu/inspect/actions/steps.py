"""Finding out the truth: verification and dialogue (Law on complaints, arts. 29, 30; Law on denunciations, art. 31)."""

from datetime import date, datetime, time

from danchu.core.actors import Actor
from danchu.core.models import StoredFile
from danchu.core.official import official
from danchu.core.refusals import Objection, Refused, refuse_if
from danchu.inspect.clocks import CLAUSE
from danchu.inspect.lines import write_line
from danchu.inspect.models import Case, CaseFile, CaseStep
from danchu.inspect.states import FileOf, StepKind
from danchu.lib import clock
from danchu.lib.vntext import clean, vn_date


@official(
    label="Lên kế hoạch xác minh, đối thoại", clause=CLAUSE, policy="inspect.handle", personal=("people", "place")
)
def plan_step(
    *,
    case: Case,
    kind: StepKind,
    planned_on: date,
    starts: time | None = None,
    place: str = "",
    people: str = "",
    by: Actor,
    at: datetime,
) -> CaseStep:
    """Say when and where something will be found out, and with whom. Raises ``Refused`` after the end of the case."""
    if not case.is_open:
        raise Refused("Vụ việc đã kết thúc.")
    if kind == StepKind.DIALOGUE:
        refuse_if([] if place.strip() else [Objection("Hãy ghi địa điểm đối thoại.", "place")])
    step = CaseStep.objects.create(
        ward_id=case.ward_id,
        case=case,
        kind=kind,
        planned_on=planned_on,
        starts=starts,
        place=clean(place)[:200],
        people=clean(people)[:500],
    )
    write_line(case, f"{step.get_kind_display()} dự kiến ngày {vn_date(planned_on)}.", by, at, is_told=False)
    return step


@official(label="Ghi kết quả xác minh, đối thoại", clause=CLAUSE, policy="inspect.handle", personal=("people", "text"))
def record_step(
    *,
    step: CaseStep,
    done_on: date,
    text: str,
    people: str = "",
    files: tuple[StoredFile, ...] = (),
    by: Actor,
    at: datetime,
) -> CaseStep:
    """Write down what was found out; ``files`` (signed minutes, photographs) stay at the desk."""
    refuse_if([] if text.strip() else [Objection("Hãy ghi nội dung, kết quả.", "text")])
    refuse_if(
        [Objection("Ngày làm không thể ở sau hôm nay.", "done_on")] if done_on > clock.local_day(at) else [],
    )
    case = step.case
    if step.done_on is None and not case.is_open:
        raise Refused("Vụ việc đã kết thúc.")
    step.done_on, step.text, step.people = done_on, text.strip(), clean(people)[:500] or step.people
    step.save()
    CaseFile.objects.bulk_create(
        CaseFile(ward_id=case.ward_id, case=case, file=each, whose=FileOf.DESK, at=at) for each in files
    )
    write_line(case, f"Đã {step.get_kind_display().lower()} ngày {vn_date(done_on)}.", by, at, is_told=False)
    return step


@official(label="Bỏ buổi xác minh, đối thoại", clause=CLAUSE, policy="inspect.handle", personal=("reason",))
def drop_step(*, step: CaseStep, reason: str, by: Actor, at: datetime) -> Case:
    """Give up what was planned and not done yet, for ``reason``."""
    refuse_if([] if reason.strip() else [Objection("Hãy ghi lý do.", "reason")])
    if step.done_on is not None:
        raise Refused("Việc này đã làm và đã ghi kết quả.")
    case = step.case
    words = f"Bỏ {step.get_kind_display().lower()} dự kiến ngày {vn_date(step.planned_on)}: {reason.strip()}"
    step.delete()
    write_line(case, words, by, at, is_told=False)
    return case
