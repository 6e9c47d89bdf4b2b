"""Reading what stands on open papers: two people, neither of whom sees what the other read, must agree."""

from datetime import datetime

from danchu.core.actors import Actor
from danchu.core.models import User
from danchu.core.official import official
from danchu.core.refusals import Objection, Refused, refuse_if
from danchu.discuss import paper_locks
from danchu.discuss.actions.papers import CLAUSE
from danchu.discuss.actions.voting import NO_NAMES, read_open_voice
from danchu.discuss.models import Decision, Paper, Voice
from danchu.discuss.policies import must_count_in
from danchu.discuss.states import PAPER_LIFE, PaperState, State
from danchu.lib.vntext import clean

NOT_READABLE = "Chỉ đọc phiếu đã thu về và chưa được hai người đọc khớp."


@official(label="Đọc phiếu lấy ý kiến", clause=CLAUSE, policy="discuss.count", own_chain=True)
def read_paper(
    *, decision: Decision, paper: Paper, choices: tuple[int, ...], invalid_because: str = "", by: Actor, at: datetime
) -> Paper:
    """Enter what ``by`` reads from ``paper``; nothing chosen needs ``invalid_because``. When a second person read the
    same, it enters the chain; when not, both readings are put aside and both read anew.

    Raises ``Refused`` for what cannot stand on a paper, or when two others have read it.
    """
    paper = paper_locks.locked_one(decision, paper)
    must_count_in(by, decision, paper.elector.group_id)
    if decision.is_secret:
        raise Refused(NO_NAMES)
    if decision.state != State.OPEN or paper.state != PaperState.RETURNED or paper.read_at is not None:
        raise Refused(NOT_READABLE)
    chosen, reason = sorted(set(choices)), clean(invalid_because)
    refuse_if(_reading_faults(decision, chosen, reason))
    _place_reading(paper, [] if reason else chosen, reason, by)
    if paper.first_choices is not None and paper.second_choices is not None:
        if paper.first_choices == paper.second_choices:
            _agree(decision, paper, by, at)
        else:
            _differ(paper)
    paper.save()
    return paper


@official(label="Đọc lại phiếu lấy ý kiến", clause=CLAUSE, policy="discuss.count")
def read_anew(*, decision: Decision, paper: Paper, reason: str, by: Actor, at: datetime) -> Paper:
    """Let two people read ``paper`` once more, in a recount or where a mistake was seen. What was read before counts
    until they agree. Raises ``Refused`` without a reason or when nobody has read it yet."""
    paper = paper_locks.locked_one(decision, paper)
    must_count_in(by, decision, paper.elector.group_id)
    refuse_if([] if reason.strip() else [Objection("Hãy ghi lý do đọc lại.", "reason")])
    if decision.state != State.OPEN or decision.is_secret or (paper.read_at is None and paper.first_by_id is None):
        raise Refused("Phiếu này chưa được đọc, hoặc việc đã kết thúc.")
    paper.state = PAPER_LIFE.step(paper.state, "read_anew")
    _clear(paper)
    paper.read_at, paper.note = None, f"Đọc lại: {clean(reason)}"[:300]
    paper.save()
    return paper


def _reading_faults(decision: Decision, chosen: list[int], reason: str) -> list[Objection]:
    most = decision.seats or 1
    known = set(decision.options.values_list("position", flat=True))
    if reason:
        return []
    if not chosen:
        return [Objection("Hãy gõ số của phương án; phiếu không hợp lệ thì chọn lý do.", "choices")]
    if not set(chosen) <= known:
        return [Objection(f"Chỉ có phương án 1 đến {max(known)}.", "choices")]
    if len(chosen) > most:
        return [Objection(f"Chọn quá {most} thì phiếu không hợp lệ: hãy chọn lý do.", "choices")]
    return []


def _place_reading(paper: Paper, choices: list[int], reason: str, by: Actor) -> None:
    """As first or second reader; who has read already corrects the own reading."""
    if not isinstance(by, User):
        raise Refused("Phiếu phải do hai người có tài khoản đọc.")
    if paper.first_by_id in {None, by.pk}:
        paper.first_by, paper.first_choices, paper.first_invalid = by, choices, reason
    elif paper.second_by_id in {None, by.pk}:
        paper.second_by, paper.second_choices, paper.second_invalid = by, choices, reason
    else:
        raise Refused("Hai người khác đang đọc phiếu này.")


def _agree(decision: Decision, paper: Paper, by: Actor, at: datetime) -> None:
    voice = Voice.objects.select_related("elector").get(elector=paper.elector_id)
    choices = tuple(paper.first_choices or ())
    read_open_voice(decision=decision, voice=voice, choices=choices, by=by, at=at)
    paper.read_at = at
    if not choices:
        paper.state = PAPER_LIFE.step(paper.state, "invalidate")


def _differ(paper: Paper) -> None:
    read = " / ".join(
        ", ".join(map(str, choices)) or f"không hợp lệ ({reason})"
        for choices, reason in (
            (paper.first_choices or (), paper.first_invalid),
            (paper.second_choices or (), paper.second_invalid),
        )
    )
    paper.note = f"Hai người đọc khác nhau: {read}"[:300]
    _clear(paper)


def _clear(paper: Paper) -> None:
    paper.first_choices = paper.second_choices = paper.first_by = paper.second_by = None
    paper.first_invalid = paper.second_invalid = ""
