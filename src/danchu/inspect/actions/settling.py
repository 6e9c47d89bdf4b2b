"""What the ward does with a case, step by step. Which step is possible when is data: ``casework.toml``."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from danchu.core import rows
from danchu.core.actors import Actor
from danchu.core.following import Done, Effect
from danchu.core.models import StoredFile, User
from danchu.core.official import official
from danchu.core.refusals import Objection, Refused, refuse_if
from danchu.inspect import law
from danchu.inspect.clocks import CLAUSE, in_time, restart, wanted_after
from danchu.inspect.lines import write_line
from danchu.inspect.models import Case, CaseExtension, CaseFile, CasePause
from danchu.inspect.policies import blockers_before_answering, blockers_before_handling
from danchu.inspect.states import FOLLOW_UP, SETTLED, Complexity, FileOf, State
from danchu.inspect.telling import told
from danchu.lib import clock
from danchu.lib.vntext import clean, vn_date
from danchu.ward.models import Organisation


@official(label="Nhận giải quyết, thụ lý", clause=CLAUSE, policy="inspect.handle", life=law.life_of, move="accept")
def accept_case(
    *, case: Case, unit: Organisation | None = None, handler: User | None = None, by: Actor, at: datetime
) -> Done[Case]:
    """Take ``case`` up; the clock of settling begins. ``unit`` and ``handler`` settle it (those before where left out).

    Raises ``Refused`` without anyone to settle it.
    """
    case.unit, case.handler = unit or case.unit, handler or case.handler
    if case.unit is None and case.handler is None:
        raise Refused(Objection("Hãy chọn đơn vị hoặc người giải quyết.", "unit"))
    refuse_if(blockers_before_handling(case, handler))
    return _moved(case, "accept", f"Phường nhận giải quyết. Đơn vị giải quyết: {_who(case)}.", by, at)


@official(
    label="Trả lời, kết luận",
    clause=CLAUSE,
    policy="inspect.handle",
    personal=("answer", "no_dialogue"),
    life=law.life_of,
    move="answer",
)
def answer_case(
    *,
    case: Case,
    answer: str,
    outcome: str = "",
    no_dialogue: str = "",
    files: Sequence[StoredFile] = (),
    by: Actor,
    at: datetime,
) -> Done[Case]:
    """End ``case`` with ``answer`` and, where the law knows outcomes, the ``outcome``; ``files`` (a photograph of the
    repair, the decision) go with it. ``no_dialogue`` says why none was held where the law wants one.

    Raises ``Refused`` for what ``blockers_before_answering`` names.
    """
    refuse_if(blockers_before_answering(case, answer=answer, outcome=outcome, no_dialogue=no_dialogue))
    case.answer, case.outcome = answer.strip(), outcome
    if no_dialogue.strip():
        write_line(case, f"Không tổ chức đối thoại: {no_dialogue.strip()}", by, at, is_told=False)
    CaseFile.objects.bulk_create(
        CaseFile(
            ward_id=case.ward_id,
            case=case,
            file=each,
            whose=FileOf.ANSWER,
            is_public=case.published_at is not None,
            at=at,
        )
        for each in files
    )
    return _moved(case, "answer", case.answer, by, at)


@official(
    label="Không xử lý, không thụ lý",
    clause=CLAUSE,
    policy="inspect.handle",
    personal=("answer",),
    life=law.life_of,
    move="refuse",
)
def refuse_case(*, case: Case, ground: str, answer: str = "", by: Actor, at: datetime) -> Done[Case]:
    """End ``case`` on one of the law's grounds; ``answer`` explains it to the sender."""
    found = law.kind_of(case.kind).ground(ground)
    if found is None:
        raise Refused(Objection("Hãy chọn căn cứ của luật.", "ground"))
    case.ground, case.answer = ground, answer.strip()
    return _moved(case, "refuse", " ".join(filter(None, [f"{found.label} ({found.citation}).", case.answer])), by, at)


@official(
    label="Chuyển cơ quan có thẩm quyền",
    clause=CLAUSE,
    policy="inspect.handle",
    personal=("forwarded_to", "answer"),
    life=law.life_of,
    move="forward",
)
def forward_case(*, case: Case, forwarded_to: str, answer: str = "", by: Actor, at: datetime) -> Done[Case]:
    """End ``case`` here by sending it to ``forwarded_to``, which is competent for it."""
    refuse_if([] if forwarded_to.strip() else [Objection("Hãy ghi cơ quan nhận.", "forwarded_to")])
    case.forwarded_to, case.answer = clean(forwarded_to)[:200], answer.strip()
    return _moved(case, "forward", f"Chuyển đến {case.forwarded_to}. {case.answer}".strip(), by, at)


@official(
    label="Ghi nhận người gửi rút đơn",
    clause=CLAUSE,
    policy="inspect.send",
    personal=("reason",),
    unnamed="inspect.handle",
    life=law.life_of,
    move="withdraw",
)
def withdraw_case(*, case: Case, reason: str, by: Actor, at: datetime) -> Done[Case]:
    """End ``case`` because its sender takes it back. The view has asked for the code, or an officer for the letter."""
    refuse_if(_needs(reason, "Hãy ghi lý do rút."))
    return _moved(case, "withdraw", f"Người gửi rút: {reason.strip()}", by, at)


@official(
    label="Đình chỉ giải quyết",
    clause=CLAUSE,
    policy="inspect.handle",
    personal=("reason",),
    life=law.life_of,
    move="stop",
)
def stop_case(*, case: Case, reason: str, by: Actor, at: datetime) -> Done[Case]:
    """End ``case`` without a conclusion, for ``reason``."""
    refuse_if(_needs(reason, "Hãy ghi lý do và căn cứ đình chỉ."))
    case.answer = reason.strip()
    return _moved(case, "stop", f"Đình chỉ giải quyết: {case.answer}", by, at)


@official(
    label="Tạm dừng tính hạn",
    clause=CLAUSE,
    policy="inspect.handle",
    personal=("reason",),
    life=law.life_of,
    move="pause",
)
def pause_case(*, case: Case, reason: str, by: Actor, at: datetime) -> Done[Case]:
    """Stop the clock of ``case`` from today."""
    refuse_if(_needs(reason, "Hãy ghi lý do tạm dừng."))
    CasePause.objects.create(ward_id=case.ward_id, case=case, since=clock.local_day(at), reason=clean(reason)[:300])
    return _moved(case, "pause", f"Tạm dừng: {reason.strip()}", by, at, stage_goes_on=True)


@official(label="Tiếp tục tính hạn", clause=CLAUSE, policy="inspect.handle", life=law.life_of, move="resume")
def resume_case(*, case: Case, by: Actor, at: datetime) -> Done[Case]:
    """Let the clock of ``case`` run on from today; the days of the pause do not count."""
    CasePause.objects.filter(case=case, until=None).update(until=clock.local_day(at))
    return _moved(case, "resume", "Tiếp tục giải quyết.", by, at, stage_goes_on=True)


@official(label="Gia hạn giải quyết", clause=CLAUSE, policy="inspect.handle", personal=("reason",))
def extend_case(*, case: Case, days: int, reason: str, by: Actor, at: datetime) -> Done[Case]:
    """Lengthen the running stage by ``days``, at most what the law allows of one extension. Raises ``Refused`` when it
    allows none or no more, and after the period has run out."""
    today = clock.local_day(at)
    refuse_if(_extension_faults(case, days, reason, today))
    extension = CaseExtension(ward_id=case.ward_id, case=case, days=days, decided_on=today, reason=clean(reason)[:300])
    extension.save()
    follows = restart(case, at)
    write_line(case, f"Gia hạn {days} ngày, đến hết ngày {vn_date(_due(case))}: {extension.reason}", by, at)
    return Done(case, *follows)


@official(
    label="Xem lại vụ việc đã trả lời",
    clause=CLAUSE,
    policy="inspect.send",
    personal=("reason",),
    unnamed="inspect.handle",
    life=law.life_of,
    move="reopen",
)
def reopen_case(*, case: Case, reason: str, by: Actor, at: datetime) -> Done[Case]:
    """Open an answered ``case`` again, once, because its sender says that it is not settled. Counted from today."""
    refuse_if(_needs(reason, "Hãy ghi điều gì chưa được giải quyết."))
    if case.reopened_at is not None:
        raise Refused("Vụ việc này đã được xem lại một lần. Hãy gửi phản ánh mới nếu có việc mới.")
    case.reopened_at = at
    case.satisfaction, case.satisfaction_note = None, ""
    return _moved(case, "reopen", f"Người gửi đề nghị xem lại: {reason.strip()}", by, at)


@official(label="Nhập vào vụ việc đã có", clause=CLAUSE, policy="inspect.handle", life=law.life_of, move="merge")
def merge_case(*, case: Case, into: Case, by: Actor, at: datetime) -> Done[Case]:
    """End ``case`` because ``into`` is about the same; its sender follows that one from now on."""
    rows.lock(into)
    refuse_if(_merge_faults(case, into))
    case.merged_into = into
    into.joined += 1
    into.save(update_fields=["joined"])
    return _moved(case, "merge", f"Cùng nội dung với {into.symbol}; được giải quyết chung.", by, at)


@official(label="Giao, chuyển người giải quyết", clause=CLAUSE, policy="inspect.assign", personal=("note",))
def assign_case(
    *, case: Case, unit: Organisation | None, handler: User | None, note: str = "", by: Actor, at: datetime
) -> Done[Case]:
    """Hand ``case`` over to ``unit`` and ``handler``; the day by which it must be done stays."""
    _must_be_open(case)
    if unit is None and handler is None:
        raise Refused(Objection("Hãy chọn đơn vị hoặc người giải quyết.", "unit"))
    refuse_if(blockers_before_handling(case, handler))
    case.unit, case.handler = unit, handler
    write_line(case, " ".join(filter(None, [f"Giao {_who(case)} giải quyết.", note.strip()])), by, at, is_told=False)
    return Done(case, *restart(case, at))


@official(label="Xác định mức độ, phạm vi", clause=CLAUSE, policy="inspect.handle", personal=("reason",))
def weigh_case(
    *,
    case: Case,
    complexity: Complexity,
    is_remote: bool,
    in_several_places: bool,
    reason: str = "",
    by: Actor,
    at: datetime,
) -> Done[Case]:
    """Say how difficult ``case`` is; its period follows. ``reason`` is asked for more than a plain one."""
    _must_be_open(case)
    if complexity != Complexity.PLAIN:
        refuse_if(_needs(reason, "Hãy ghi vì sao vụ việc phức tạp."))
    case.complexity, case.is_remote, case.in_several_places = complexity, is_remote, in_several_places
    words = Complexity(complexity).label
    write_line(case, " ".join(filter(None, [f"Mức độ: {words}.", reason.strip()])), by, at, is_told=False)
    return Done(case, *restart(case, at))


def _moved(case: Case, move: str, words: str, by: Actor, at: datetime, *, stage_goes_on: bool = False) -> Done[Case]:
    """What follows when a case has taken the step ``move``: its clock, its duties, its line, word to its sender."""
    found, today = law.kind_of(case.kind).move(move, law.began_on(case)), clock.local_day(at)
    follows: list[Effect] = []
    if case.due_on is not None and case.ended_at is None and not stage_goes_on:
        follows.append(in_time(case, found.label if found else words))
    if found is not None and found.restarts:
        case.counted_from = today
    if case.is_open:
        case.ended_at = case.ended_on = None
        if not stage_goes_on:
            case.stage_on = today
        if case.state == State.SETTLING and case.accepted_on is None:
            case.accepted_on = today
        follows.extend(restart(case, at))
    else:
        case.ended_at, case.ended_on = at, today
    return Done(
        case,
        *follows,
        wanted_after(case, move, at),
        *told(case, write_line(case, words, by, at, move=move)),
        public=case.published_at is not None,
        keeps=(FOLLOW_UP,) if case.state in SETTLED else (),
        because="Vụ việc đã kết thúc.",
    )


def _who(case: Case) -> str:
    return ", ".join(str(each) for each in (case.unit, case.handler) if each)


def _due(case: Case) -> date:
    return case.due_on or case.received_on


def _must_be_open(case: Case) -> None:
    if not case.is_open:
        raise Refused("Vụ việc đã kết thúc.")


def _needs(words: str, text: str) -> list[Objection]:
    return [] if words.strip() else [Objection(text, "reason")]


def _extension_faults(case: Case, days: int, reason: str, today: date) -> Iterator[Objection]:
    allowed = law.extension_allowed(case, case.extensions.count())
    if allowed is None:
        yield Objection("Luật không cho gia hạn thêm vụ việc này. Nếu vụ việc phức tạp, hãy xác định mức độ trước.")
        return
    if not 1 <= days <= allowed.number:
        yield Objection(f"Mỗi lần gia hạn {allowed.words()}.", "days", allowed.citation)
    if case.due_on is not None and today > case.due_on:
        yield Objection("Hạn đã hết nên không gia hạn được nữa.", citation=allowed.citation)
    yield from _needs(reason, "Hãy ghi lý do gia hạn.")


def _merge_faults(case: Case, into: Case) -> Iterator[Objection]:
    if into.pk == case.pk or into.ward_id != case.ward_id or into.kind != case.kind:
        yield Objection("Hãy chọn một vụ việc khác, cùng loại.", "into")
    elif into.state == State.MERGED:
        yield Objection(f"Vụ việc đó đã nhập vào {into.merged_into.symbol if into.merged_into else 'vụ khác'}.", "into")
