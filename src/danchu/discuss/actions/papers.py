"""Ballot papers go out to households and come back (Điều 19). A code exists on paper only; the software keeps its hash.

A paper that comes back makes its household heard at once, so that nothing else can speak for it meanwhile; what stands
on an open paper is read afterwards (``reading.py``), what lies in the box is counted on sheets (``closing.py``).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from danchu.core.actors import Actor
from danchu.core.addresses import address_of
from danchu.core.official import official
from danchu.core.refusals import Objection, Refused, refuse_if
from danchu.discuss import box, law, paper_locks, queries, queries_papers
from danchu.discuss.actions.voting import mark_heard
from danchu.discuss.models import Ballot, Decision, Elector, Paper, PaperBatch, Voice
from danchu.discuss.policies import must_count_in
from danchu.discuss.states import PAPER_LIFE, Form, PaperState, State
from danchu.lib import clock, codes
from danchu.lib.vntext import clean, vn_date
from danchu.ward.models import ResidentialGroup

CLAUSE = "2.2.c.1"


@dataclass(frozen=True)
class Printed:
    """A paper to print: the one moment at which its code is known."""

    paper: Paper
    elector: Elector
    code: str


@dataclass(frozen=True)
class Printing:
    """What was printed in which batch, and how many earlier papers it made void."""

    batch: PaperBatch
    papers: tuple[Printed, ...]
    voided: int


@official(label="Lập đợt phát phiếu", clause=CLAUSE, policy="discuss.count", personal=("team",))
def plan_papers(
    *,
    decision: Decision,
    group: ResidentialGroup | None,
    team: Sequence[str],
    noticed_on: date,
    hands_out_from: date,
    place: str,
    by: Actor,
    at: datetime,
) -> PaperBatch:
    """Write down who hands out papers in ``group``, when that was announced, from when, and where papers are handed in
    (khoản 2 Điều 19). Raises ``Refused`` for a team or days that the law does not allow."""
    must_count_in(by, decision, _key(group))
    _must_take_papers(decision)
    refuse_if([] if _in_scope(decision, group) else [Objection("Tổ này không có trong phạm vi của việc.", "group")])
    names = list(dict.fromkeys(filter(None, map(clean, team))))
    batch = PaperBatch.objects.filter(decision=decision, group=group).first()
    batch = batch or PaperBatch(ward=decision.ward, decision=decision, group=group)
    batch.team, batch.place = "; ".join(names), clean(place)
    batch.noticed_on, batch.hands_out_from = noticed_on, hands_out_from
    refuse_if(_batch_faults(batch, at))
    batch.save()
    return batch


@official(label="In phiếu lấy ý kiến", clause=CLAUSE, policy="discuss.count")
def print_papers(
    *,
    decision: Decision,
    group: ResidentialGroup | None,
    electors: tuple[int, ...] = (),
    only_missing: bool = False,
    by: Actor,
    at: datetime,
) -> Printing:
    """New papers for the electors of ``group`` that were not heard (those in ``electors``, if any; with
    ``only_missing`` not those that hold one). Their earlier papers are void from now on.

    The caller draws them before the transaction ends. Raises ``Refused`` when papers are not taken, the batch is not
    planned, or everybody was heard.
    """
    must_count_in(by, decision, _key(group))
    _must_take_papers(decision)
    batch = queries_papers.batch_of(decision, group)
    if batch is None:
        text = "Hãy lập đợt phát phiếu (tổ phát phiếu, ngày công khai, nơi nộp) trước khi in."
        raise Refused(Objection(text, address=address_of("discuss:plan-papers", decision.pk, _key(group) or 0)))
    if decision.closes_at is not None and at >= decision.closes_at:
        raise Refused("Đã quá thời điểm kết thúc lấy ý kiến; không in thêm phiếu.")
    wanted = queries.not_heard(decision).filter(group=group)
    if electors:
        wanted = wanted.filter(pk__in=electors)
    holding = Paper.objects.filter(elector__in=wanted).exclude(state=PaperState.VOID)
    if only_missing:
        wanted = wanted.exclude(pk__in=holding.values("elector"))
    found = list(wanted.order_by("number"))
    if not found:
        raise Refused("Không còn hộ nào cần in phiếu: các hộ đã có ý kiến hoặc đã có phiếu.")
    earlier = Paper.objects.filter(elector__in=found, state__in=queries_papers.OUTSTANDING)
    voided = _void(earlier, f"In lại ngày {_day(at)}")
    fresh = [(each, codes.new_code(box.PAPER_SIGNS)) for each in found]
    papers = Paper.objects.bulk_create(
        [
            Paper(
                ward_id=decision.ward_id,
                decision=decision,
                elector=each,
                code_hash=box.receipt_hash(decision.pk, code),
                printed_at=at,
            )
            for each, code in fresh
        ],
        batch_size=500,
    )
    printed = (Printed(paper, elector, code) for paper, (elector, code) in zip(papers, fresh, strict=True))
    return Printing(batch, tuple(printed), voided)


@official(label="Ghi nhận đã phát phiếu", clause=CLAUSE, policy="discuss.count", personal=("handed_out_by",))
def hand_out(
    *, decision: Decision, papers: tuple[int, ...], handed_out_by: str = "", by: Actor, at: datetime
) -> Decision:
    """Mark the papers with these keys as handed out, by whom of the team. Papers of households that were heard
    otherwise meanwhile become void instead. Raises ``Refused`` before the day that the notice allows."""
    _must_take_papers(decision)
    found = list(paper_locks.locked(decision, papers))
    refuse_if([] if found else [Objection("Hãy chọn phiếu đã phát.")])
    for group in {each.elector.group_id for each in found}:
        must_count_in(by, decision, group)
        batch = decision.batches.filter(group=group).first()
        if batch is None or clock.local_day(at) < batch.hands_out_from:
            since = f" từ ngày {vn_date(batch.hands_out_from)}" if batch else ""
            raise Refused(Objection(f"Chưa đến ngày phát phiếu: chỉ phát{since} sau khi đã công khai."))
    heard = set(Voice.objects.filter(elector__in=[each.elector_id for each in found]).values_list("elector", flat=True))
    for each in found:
        if each.elector_id in heard:
            each.state, each.note = PAPER_LIFE.step(each.state, "void"), "Hộ đã có ý kiến trước khi phát phiếu"
        else:
            each.state = PAPER_LIFE.step(each.state, "hand_out")
            each.handed_out_at, each.handed_out_by = at, clean(handed_out_by)
    Paper.objects.bulk_update(found, ["state", "note", "handed_out_at", "handed_out_by"], batch_size=500)
    return decision


@official(label="Thu phiếu lấy ý kiến", clause=CLAUSE, policy="discuss.count")
def return_paper(*, decision: Decision, paper: Paper, in_time: bool, by: Actor, at: datetime) -> Paper:
    """Take ``paper`` back: its household is heard from now on. ``in_time``: it came before the close and is entered
    only now. Raises ``Refused`` for a void or used paper, a household that was heard otherwise, a late paper."""
    paper = paper_locks.locked_one(decision, paper)
    must_count_in(by, decision, paper.elector.group_id)
    refuse_if(_return_faults(decision, paper))
    if not in_time:
        refuse_if(_late_faults(decision, at))
    paper.state = PAPER_LIFE.step(paper.state, "return")
    mark_heard(decision=decision, elector=paper.elector, form=Form.BALLOT, receipt_hash=paper.code_hash, by=by, at=at)
    paper.returned_at = at
    if decision.closes_at is not None and at >= decision.closes_at:
        paper.note = "Nộp trước thời điểm kết thúc, ghi sau"
    paper.save()
    return paper


@official(label="Bỏ ghi nhận thu phiếu", clause=CLAUSE, policy="discuss.count")
def give_back(*, decision: Decision, paper: Paper, reason: str, by: Actor, at: datetime) -> Paper:
    """Undo that ``paper`` was marked as returned by mistake: its household is not heard again. Only before anything was
    read from it, and in a secret vote before the box is counted."""
    paper = paper_locks.locked_one(decision, paper)
    must_count_in(by, decision, paper.elector.group_id)
    refuse_if([] if reason.strip() else [Objection("Hãy ghi lý do.", "reason")])
    if decision.state != State.OPEN or decision.is_recounted:
        raise Refused("Chỉ bỏ ghi nhận khi việc còn đang lấy ý kiến.")
    paper.state = PAPER_LIFE.step(paper.state, "give_back")
    if Ballot.objects.filter(voice__elector=paper.elector_id).exists() or paper.first_by_id:
        raise Refused("Phiếu này đã được đọc, không bỏ ghi nhận được nữa.")
    counted = decision.sheets.filter(group=paper.elector.group_id, form=Form.BALLOT, superseded_reason="")
    if decision.is_secret and counted.exists():
        raise Refused("Hòm phiếu đã kiểm. Nếu ghi nhầm hộ, hãy kiểm lại từ đầu, ghi rõ lý do.")
    Voice.objects.filter(elector=paper.elector_id, form=Form.BALLOT, receipt_hash=paper.code_hash).delete()
    paper.returned_at, paper.note = None, f"Bỏ ghi nhận thu: {clean(reason)}"[:300]
    paper.save()
    return paper


@official(label="Hủy phiếu lấy ý kiến", clause=CLAUSE, policy="discuss.count")
def void_papers(*, decision: Decision, papers: tuple[int, ...], reason: str, by: Actor, at: datetime) -> Decision:
    """Make papers that did not come back void: lost, spoilt, or of a household that was heard otherwise."""
    refuse_if([] if reason.strip() else [Objection("Hãy ghi lý do hủy phiếu.", "reason")])
    found = list(paper_locks.locked(decision, papers))
    for each in found:
        must_count_in(by, decision, each.elector.group_id)
        PAPER_LIFE.step(each.state, "void")
    _void(Paper.objects.filter(pk__in=[each.pk for each in found]), clean(reason))
    return decision


def _void(rows: QuerySet[Paper], note: str) -> int:
    return rows.update(state=PaperState.VOID, note=note[:300])


def _must_take_papers(decision: Decision) -> None:
    if decision.state != State.OPEN:
        raise Refused("Việc này không còn (hoặc chưa) lấy ý kiến, nên không phát phiếu.")
    if not decision.by_ballot:
        raise Refused("Việc này không lấy ý kiến bằng phiếu.")
    if decision.is_recounted:
        raise Refused("Đang kiểm phiếu lại: không phát thêm phiếu.")


def _return_faults(decision: Decision, paper: Paper) -> Iterator[Objection]:
    if decision.state != State.OPEN:
        yield Objection(f"Không nhận phiếu: việc này {decision.get_state_display().lower()}.")
        return
    match paper.state:
        case PaperState.VOID:
            yield Objection(f"Phiếu này đã hủy ({paper.note}). Hãy dùng phiếu mới nhất của hộ.")
        case PaperState.RETURNED | PaperState.INVALID:
            day = vn_date(clock.local_day(paper.returned_at)) if paper.returned_at else ""
            yield Objection(f"Phiếu này đã thu ngày {day}; mỗi phiếu chỉ dùng một lần.")
        case _:
            voice = Voice.objects.filter(elector=paper.elector_id).first()
            if voice is not None:
                said = f"{voice.get_form_display().lower()}, ngày {vn_date(clock.local_day(voice.at))}"
                yield Objection(f"Hộ này đã có ý kiến rồi ({said}); mỗi hộ chỉ có một tiếng nói. Hãy hủy phiếu này.")


def _late_faults(decision: Decision, at: datetime) -> Iterator[Objection]:
    if decision.closes_at is not None and at >= decision.closes_at:
        text = f"Đã quá thời điểm kết thúc ({_moment(decision.closes_at)}): phiếu nộp muộn không được nhận."
        yield Objection(f"{text} Nếu phiếu đã nộp đúng hạn mà nay mới ghi, hãy chọn “đã nộp đúng hạn”.", "in_time")


def _batch_faults(batch: PaperBatch, at: datetime) -> Iterator[Objection]:
    if not batch.place:
        yield Objection("Hãy ghi nơi nộp phiếu và người nhận.", "place")
    if batch.noticed_on > clock.local_day(at):
        yield Objection("Ngày công khai việc phát phiếu ở tương lai. Hãy ghi khi đã công khai.", "noticed_on")
    if batch.hands_out_from < batch.noticed_on:
        yield Objection("Ngày phát phiếu không thể trước ngày công khai.", "hands_out_from")
    elif not batch.decision.organisation_id:
        yield from _notice_faults(batch)
    if batch.decision.organisation_id:
        if not batch.team:
            yield Objection("Hãy ghi họ tên người phát phiếu.", "team")
    else:
        yield from _team_faults(batch)


def _team_faults(batch: PaperBatch) -> Iterator[Objection]:
    on = law.began_on(batch.decision.rule)
    least, most = law.book().value("ballot.team_least", on), law.book().value("ballot.team_most", on)
    if not least.number <= len(batch.members) <= most.number:
        text = f"Tổ phát phiếu có từ {least.number} đến {most.number} người, đang ghi {len(batch.members)}."
        yield Objection(text, "team", least.citation)


def _notice_faults(batch: PaperBatch) -> Iterator[Objection]:
    notice = law.book().value("ballot.notice", law.began_on(batch.decision.rule))
    earliest = batch.noticed_on + timedelta(days=notice.number)
    if batch.hands_out_from < earliest:
        text = f"Phải công khai trước ngày phát {notice.number} ngày: chỉ phát từ ngày {vn_date(earliest)}."
        yield Objection(text, "hands_out_from", notice.citation)


def _in_scope(decision: Decision, group: ResidentialGroup | None) -> bool:
    if decision.organisation_id:
        return group is None
    return group is not None and decision.groups.filter(group=group).exists()


def _key(group: ResidentialGroup | None) -> int | None:
    return group.pk if group else None


def _day(at: datetime) -> str:
    return vn_date(clock.local_day(at))


def _moment(at: datetime) -> str:
    return f"{at.astimezone(clock.VIETNAM):%H:%M} ngày {_day(at)}"
