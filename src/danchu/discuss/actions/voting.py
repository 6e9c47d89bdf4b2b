"""Giving a voice. The order in which voices come never matters; a second one of the same elector is refused.

Open voices enter the decision's own hash chain; secret ones raise a counter that knows neither elector nor time.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import rules
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from danchu.core import rows
from danchu.core.actors import Actor, account_of
from danchu.core.models import User
from danchu.core.official import WITHIN, official
from danchu.core.refusals import Objection, Refused, refuse_if
from danchu.core.trust import seals
from danchu.discuss import box, queries
from danchu.discuss.law import age_band
from danchu.discuss.models import Ballot, Decision, Elector, SecretTally, Voice
from danchu.discuss.policies import must_count_in
from danchu.discuss.states import Form, State
from danchu.lib import clock

CLAUSE = "2.2.c.1"
HEARD = "Hộ này đã có ý kiến rồi; mỗi hộ chỉ có một tiếng nói."
NO_NAMES = "Phiếu kín không được ghi từng hộ chọn gì."
VOICE = ("ward_id", "decision_id", "elector_id", "form", "at", "by_id", "age_band", "receipt_hash")
BALLOT = ("ward_id", "decision_id", "voice_id", "number", "choices", "at", "previous", "digest", "seal")
OVER = "Việc lấy ý kiến đã kết thúc hoặc chưa bắt đầu."


@dataclass(frozen=True)
class Given:
    """A voice that was taken, and the receipt that only the elector gets to see."""

    voice: Voice
    receipt: str


@dataclass(frozen=True)
class Vote:
    """What ``by`` says online for ``elector``. ``choices`` are positions of options; ``receipt`` is a code that was
    made for this very sending (``box.new_receipt``), by which one that arrives twice is known."""

    elector: Elector
    choices: tuple[int, ...]
    by: Actor
    at: datetime
    receipt: str = ""


@official(label="Biểu quyết trực tuyến", clause=CLAUSE, policy="discuss.vote", own_chain=True)
def vote_online(*, decision: Decision, votes: Sequence[Vote], by: Actor, at: datetime) -> list[Given | Exception]:
    """Take the ``votes`` that arrived at this moment (``polling.vote`` is how one is given) as if each came by itself:
    of each what it gave, or what stands against it.

    ``by`` is the system where several people's votes are taken at once; the policy is asked of everyone whose vote it
    is. An answer is ``PermissionDenied`` for who may not vote or does not speak for that elector, ``Refused`` when the
    vote is not open or not online, what was chosen is not on the paper, or the elector was heard already.
    """
    return _take_online(decision, votes)


@official(label="Đổi ý kiến trực tuyến", clause=CLAUSE, policy="discuss.vote", own_chain=True)
def change_voice(*, decision: Decision, elector: Elector, choices: tuple[int, ...], by: Actor, at: datetime) -> Voice:
    """Let ``elector`` change an open voice given online, while the plan allows it; the receipt stays the same."""
    _must_speak_for(by, decision, elector)
    _must_be_open(decision, at)
    voice = Voice.objects.filter(elector=elector, form=Form.ONLINE).first()
    if voice is None or not decision.is_changeable:
        raise Refused("Ý kiến đã gửi không đổi được trong lần biểu quyết này.")
    chosen = _valid(decision, choices)
    last = Ballot.objects.filter(voice=voice).order_by("-number").first()
    if last is None or tuple(last.choices) != chosen:  # the same sent twice is no change
        _chain(decision, [Said(voice, elector.group_id, chosen, at)])
    return voice


@official(label="Ghi nhận hộ đã có ý kiến", clause=CLAUSE, policy="discuss.count", own_chain=True)
def mark_heard(
    *, decision: Decision, elector: Elector, form: Form, receipt_hash: str = "", by: Actor, at: datetime
) -> Voice:
    """Mark that ``elector`` handed in a paper or took part in a meeting. What was said is counted apart, or read from
    the open paper with ``read_open_voice``; ``receipt_hash`` is of the code on the paper.

    Raises ``Refused`` when the decision is not open or the elector was heard already. After its close papers that came
    in time are still entered.
    """
    must_count_in(by, decision, elector.group_id)
    _must_be_open(decision, at, late=True)
    told = _voice_columns(decision, elector, form, at, by=by, receipt_hash=receipt_hash)
    try:
        voice = Voice(pk=rows.add(Voice, **told), **told)
    except IntegrityError as double:  # the refusal leaves the act, whose transaction is then undone
        raise Refused(HEARD) from double
    voice.elector = elector
    return voice


@official(label="Ghi nội dung phiếu công khai đã thu", clause=CLAUSE, policy="discuss.count", own_chain=True)
def read_open_voice(*, decision: Decision, voice: Voice, choices: tuple[int, ...], by: Actor, at: datetime) -> Voice:
    """Append what two people read from the open paper by which ``voice`` was given; nothing chosen makes an invalid
    one. Read anew, the last reading counts. Raises ``Refused`` unless the decision is open."""
    refuse_if([Objection(NO_NAMES)] if decision.is_secret else [])
    refuse_if([] if decision.state == State.OPEN and voice.decision_id == decision.pk else [Objection(OVER)])
    must_count_in(by, decision, voice.elector.group_id)
    chosen = _valid(decision, choices, may_be_empty=True)
    _chain(decision, [Said(voice, voice.elector.group_id, chosen, at)])
    return voice


@official(label="Ghi nhận hộ biểu quyết tại cuộc họp", clause=CLAUSE, policy=WITHIN, own_chain=True)
def mark_present_heard(
    *, decision: Decision, electors: Mapping[Elector, tuple[str, bool]], by: Actor, at: datetime
) -> int:
    """Mark everyone who took part in a vote of a meeting; what was said is counted apart. ``electors`` gives of each
    the representative and whether by authorisation. Raises ``Refused`` when one of them was heard meanwhile."""
    _must_be_open(decision, at, late=True)
    voices = [
        Voice(
            ward_id=decision.ward_id,
            decision=decision,
            elector=elector,
            form=Form.MEETING,
            at=_moment(decision, at),
            by=by if isinstance(by, User) else None,
            representative=representative,
            is_authorised=is_authorised,
            age_band=age_band(elector.member, at) if elector.member_id else "",
        )
        for elector, (representative, is_authorised) in electors.items()
    ]
    try:
        Voice.objects.bulk_create(voices, batch_size=500)
    except IntegrityError as double:  # as in mark_heard
        raise Refused(HEARD) from double
    return len(voices)


def _take_online(decision: Decision, votes: Sequence[Vote]) -> list[Given | Exception]:
    """The one place where electors become heard online. A vote that is refused leaves the others as they are."""
    answers: list[Given | Exception] = [Refused(HEARD) for _ in votes]
    good: dict[int, tuple[int, Vote, tuple[int, ...], str]] = {}
    for place, vote in enumerate(votes):
        try:
            chosen = _checked_online(decision, vote)
        except (Refused, PermissionDenied) as refused:
            answers[place] = refused
        else:
            good.setdefault(vote.elector.pk, (place, vote, chosen, vote.receipt or box.new_receipt()))
    told = {
        elector: _voice_columns(
            decision, vote.elector, Form.ONLINE, vote.at, by=vote.by, receipt_hash=box.receipt_hash(decision.pk, code)
        )
        for elector, (_, vote, _, code) in good.items()
    }
    if not told:
        return answers
    new = rows.add_new(Voice, VOICE, [[each[name] for name in VOICE] for each in told.values()], "elector_id")
    heard = [(Voice(pk=new[elector], **told[elector]), *each) for elector, each in good.items() if elector in new]
    for voice, place, vote, _, code in heard:
        voice.elector = vote.elector
        answers[place] = Given(voice, code)
    if decision.is_secret:
        _drop(decision, [(vote.elector.group_id, chosen) for _, _, vote, chosen, _ in heard])
    else:
        _chain(decision, [Said(voice, vote.elector.group_id, chosen, vote.at) for voice, _, vote, chosen, _ in heard])
    return answers


def _checked_online(decision: Decision, vote: Vote) -> tuple[int, ...]:
    """What was chosen. Raises what stands against taking ``vote``, but for a voice that is in already."""
    _must_be_voter(vote.by, decision)
    _must_speak_for(vote.by, decision, vote.elector)
    refuse_if([] if decision.by_online else [Objection("Việc này không lấy ý kiến trực tuyến.")])
    _must_be_open(decision, vote.at)
    return _valid(decision, vote.choices)


def _must_be_voter(by: Actor, decision: Decision) -> None:
    if not rules.has_perm("discuss.vote", account_of(by), decision):
        raise PermissionDenied("discuss.vote")


def _must_speak_for(by: Actor, decision: Decision, elector: Elector) -> None:
    """Whether the account is the household's, or of one who lives in it, or of the member."""
    if not isinstance(by, User) or elector.decision_id != decision.pk:
        raise PermissionDenied("discuss.vote")
    household, member = elector.household, elector.member
    speaks = (
        household is not None
        and (household.account_id == by.pk or household.members.filter(account=by, left_on=None).exists())
    ) or (member is not None and member.account_id == by.pk)
    if not speaks:
        raise PermissionDenied("discuss.vote")


def _must_be_open(decision: Decision, at: datetime, *, late: bool = False) -> None:
    if decision.state != State.OPEN or (decision.opens_at and at < decision.opens_at):
        raise Refused(OVER)
    if decision.is_recounted:
        raise Refused("Đang kiểm phiếu lại: chỉ đếm lại những gì đã có, không nhận thêm ý kiến.")
    if not late and decision.closes_at is not None and at >= decision.closes_at:
        raise Refused("Đã quá thời điểm kết thúc lấy ý kiến.")


def _voice_columns(
    decision: Decision, elector: Elector, form: Form, at: datetime, *, by: Actor, receipt_hash: str
) -> dict[str, Any]:
    """The columns of a voice, in the order of ``VOICE``. One that has no receipt gets the hash of a code that nobody
    knows, unless it was given in a meeting."""
    if elector.decision_id != decision.pk:
        raise Refused("Hộ này không có trong danh sách của việc đang lấy ý kiến.")
    if form != Form.MEETING:
        receipt_hash = receipt_hash or box.receipt_hash(decision.pk, box.new_receipt())
    return {
        "ward_id": decision.ward_id,
        "decision_id": decision.pk,
        "elector_id": elector.pk,
        "form": form,
        "at": _moment(decision, at),
        "by_id": by.pk if isinstance(by, User) else None,
        "age_band": _age_band(by, elector, form, at),
        "receipt_hash": ""
        if form == Form.MEETING
        else receipt_hash or box.receipt_hash(decision.pk, box.new_receipt()),
    }


def _age_band(by: Actor, elector: Elector, form: Form, at: datetime) -> str:
    """The age band of who spoke, where the roll knows it: the member, or the person who voted online."""
    if elector.member_id is not None:
        return age_band(elector.member, at)
    if form == Form.ONLINE and isinstance(by, User) and by.kind != User.Kind.HOUSEHOLD:
        return age_band(getattr(by, "person", None), at)
    return ""


def _moment(decision: Decision, at: datetime) -> datetime:
    """When a voice was given: the day is enough in a secret vote, a time could be laid beside the counters."""
    return clock.start_of(clock.local_day(at)) if decision.is_secret else at


def _valid(decision: Decision, choices: Iterable[int], *, may_be_empty: bool = False) -> tuple[int, ...]:
    chosen = tuple(sorted(set(choices)))
    known = set(decision.rule.get("positions") or decision.options.values_list("position", flat=True))
    most = decision.seats or 1
    if not set(chosen) <= known:
        raise Refused(Objection("Phương án đã chọn không có trong phiếu.", "choices"))
    if len(chosen) > most:
        text = "Chỉ được chọn một phương án." if most == 1 else f"Chỉ được chọn nhiều nhất {most}."
        raise Refused(Objection(text, "choices"))
    if not chosen and not may_be_empty:
        raise Refused(Objection("Hãy chọn ý kiến của hộ.", "choices"))
    return chosen


@dataclass(frozen=True)
class Said:
    """What a voice says, before it is in the chain."""

    voice: Voice
    group: int | None
    choices: tuple[int, ...]
    at: datetime


def _chain(decision: Decision, said: Sequence[Said]) -> None:
    """Append open ballots. The decision's row is locked by the act, so that numbers and heads follow each other."""
    number, head, ward = decision.chain_length, decision.chain_head, decision.ward.code
    ballots: list[tuple[Any, ...]] = []
    links: list[bytes] = []
    for each in said:
        number += 1
        voice = each.voice
        payload = box.ballot_payload(
            number, voice.receipt_hash, group=each.group, form=voice.form, choices=each.choices, at=each.at
        )
        previous, head = head, box.link(head, payload)
        ballots.append((decision.ward_id, decision.pk, voice.pk, number, list(each.choices), each.at, previous, head))
        links.append(box.link_message(ward, decision.pk, number, head))
    if ballots:
        sealed = zip(ballots, seals.put_on_all(links), strict=True)
        rows.add_all(Ballot, BALLOT, [(*ballot, seal) for ballot, seal in sealed])
        rows.change(decision, chain_length=number, chain_head=head)


def _drop(decision: Decision, said: Sequence[tuple[int | None, tuple[int, ...]]]) -> None:
    """Raise the counters of what was ``said`` (group, choices) and write all of them anew, with a new seal."""
    tallies = queries.tallies_of(decision)
    if queries.seal_of(decision, tallies) != tallies[0].seal and any(each.votes for each in tallies):
        raise Refused("Hòm phiếu có dấu hiệu bị sửa. Việc biểu quyết tạm dừng; hãy báo người quản trị.")
    more = Counter((group, position) for group, choices in said for position in choices)
    raised = [each._replace(votes=each.votes + more[each.group, each.position]) for each in tallies]
    seal = queries.seal_of(decision, raised)
    rows.change_each(SecretTally, ("votes", "seal"), [(each.votes, seal, each.pk) for each in raised])
