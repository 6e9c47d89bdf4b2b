"""Every step that can be taken in a meeting's room, once each, whether it comes from a page or from a device's queue.

``take`` does a step and remembers its key: what arrives twice is done once and answered alike. A refused step is
remembered with the reason. The time of the device is kept within the meeting and decides nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.db import transaction

from danchu.core.models import User
from danchu.core.refusals import Refused
from danchu.discuss import forms_meeting, queries_meeting
from danchu.discuss.actions import meeting as acts
from danchu.discuss.actions import meeting_vote as voting
from danchu.discuss.models import Meeting, MeetingStep
from danchu.discuss.queries_meeting import Guest
from danchu.discuss.states import Method
from danchu.ward.queries import card_hashes


@dataclass(frozen=True)
class Taken:
    """Who takes a step of which meeting: ``at`` is when it arrived, ``done_at`` when it was done on the device."""

    meeting: Meeting
    by: User
    at: datetime
    done_at: datetime

    @property
    def whom(self) -> dict[str, Any]:
        return {"meeting": self.meeting, "by": self.by, "at": self.at}


@dataclass(frozen=True)
class Kind:
    """A step: its name in words, the shape of what it needs, what it does."""

    label: str
    shape: type[forms_meeting.StepForm]
    act: Callable[[Taken, forms_meeting.StepForm], object]


def _guest(taken: Taken, data: Mapping[str, Any]) -> Guest | None:
    typed = str(data.get("card") or "").rpartition("#")[2]
    return queries_meeting.guest_with(taken.meeting, data.get("who"), typed, card_hashes(typed))


def _check_in(taken: Taken, form: forms_meeting.StepForm) -> None:
    data = form.cleaned_data
    acts.check_in(
        guest=_guest(taken, data),
        representative=data["representative"],
        is_authorised=data["is_authorised"],
        came_at=taken.done_at,
        **taken.whom,
    )


def _undo(taken: Taken, form: forms_meeting.StepForm) -> None:
    acts.undo_check_in(guest=_guest(taken, form.cleaned_data), **taken.whom)


def _leave(taken: Taken, form: forms_meeting.StepForm) -> None:
    acts.leave_early(guest=_guest(taken, form.cleaned_data), left_at=taken.done_at, **taken.whom)


def _note(taken: Taken, form: forms_meeting.StepForm) -> None:
    acts.note_discussion(text=form.cleaned_data["text"], said_at=taken.done_at, **taken.whom)


def _method(taken: Taken, form: forms_meeting.StepForm) -> None:
    data = form.cleaned_data
    voting.choose_method(**{**data, "method": Method(data["method"])}, **taken.whom)


def _vote(taken: Taken, form: forms_meeting.StepForm) -> None:
    data = form.cleaned_data
    tally = voting.Tally(
        votes=cast(forms_meeting.VoteForm, form).votes(),
        counted_by=taken.meeting.secretary,
        given=data.get("given"),
        returned=data.get("returned"),
        invalid=data.get("invalid"),
    )
    voting.vote_item(
        item=data["item"], tally=tally, reason=data.get("reason", ""), voted_at=taken.done_at, **taken.whom
    )


def _plain(act: Callable[..., object]) -> Callable[[Taken, forms_meeting.StepForm], object]:
    return lambda taken, form: act(**form.cleaned_data, **taken.whom)


KINDS: dict[str, Kind] = {
    "start": Kind("Khai mạc", forms_meeting.EmptyForm, _plain(acts.start_meeting)),
    "check_in": Kind("Ghi có mặt", forms_meeting.CheckInForm, _check_in),
    "undo": Kind("Bỏ ghi có mặt", forms_meeting.WhoForm, _undo),
    "leave": Kind("Về sớm", forms_meeting.WhoForm, _leave),
    "secretary": Kind("Cử thư ký", forms_meeting.SecretaryForm, _plain(acts.choose_secretary)),
    "note": Kind("Ghi ý kiến", forms_meeting.NoteForm, _note),
    "method": Kind("Chọn hình thức biểu quyết", forms_meeting.MethodForm, _method),
    "counters": Kind("Bầu Ban kiểm phiếu", forms_meeting.CountersForm, _plain(acts.choose_counters)),
    "candidate": Kind("Thêm người ứng cử", forms_meeting.CandidateForm, _plain(voting.add_candidate)),
    "vote": Kind("Ghi kết quả biểu quyết", forms_meeting.VoteForm, _vote),
    "postpone": Kind("Để lại nội dung này", forms_meeting.PostponeForm, _plain(voting.postpone_item)),
    "end": Kind("Bế mạc", forms_meeting.EmptyForm, _plain(acts.end_meeting)),
}


def take(taken: Taken, *, kind: str, key: str, form: forms_meeting.StepForm) -> str:
    """Take a step whose ``form`` is valid. The reason when it was refused, else nothing; the same again for a key that
    was seen before."""
    with transaction.atomic():
        # The meeting's row first: the same key on two lines at once waits here.
        Meeting.objects.select_for_update().filter(pk=taken.meeting.pk).first()
        known = MeetingStep.objects.filter(meeting=taken.meeting, key=key).first()
        if known is not None:
            return known.refusal
        refusal = ""
        try:
            with transaction.atomic():
                KINDS[kind].act(taken, form)
        except Refused as refused:
            refusal = _words(refused)
        MeetingStep.objects.create(
            ward_id=taken.meeting.ward_id,
            meeting=taken.meeting,
            key=key,
            kind=kind,
            payload=_kept(form),
            done_at=taken.done_at,
            arrived_at=taken.at,
            by=taken.by,
            refusal=refusal[:300],
        )
    return refusal[:300]


def answer_to(taken: Taken, kind: str, form: forms_meeting.StepForm) -> str:
    """What whoever took the step must be told besides that it is done: whose card it was, and what a household that
    was heard in part may still vote on through whom it authorised."""
    if kind != "check_in" or not (form.cleaned_data["card"] or form.cleaned_data["is_authorised"]):
        return ""
    guest = _guest(taken, form.cleaned_data)
    if guest is None:
        return ""
    name = queries_meeting.called(guest)
    told = f"Có mặt: {name}." if form.cleaned_data["card"] else ""
    heard, wanted = queries_meeting.heard_of(taken.meeting, guest)
    if form.cleaned_data["is_authorised"] and heard:
        told += (
            f" {name} đã có ý kiến trước đó về {heard} trong {wanted} nội dung; người được ủy quyền chỉ biểu quyết"
            f" {wanted - heard} nội dung còn lại."
        )
    return told.strip()


def _words(refused: Refused) -> str:
    told = (f"{each.text} ({each.citation})" if each.citation else each.text for each in refused.objections)
    return " ".join(told)


def _kept(form: forms_meeting.StepForm) -> dict[str, Any]:
    """What is kept of a step: not the code of a card, with which one could sign in."""
    kept = {key: value for key, value in form.data.items() if key in form.fields and key != "card"}
    return {key: value if isinstance(value, (str, int, bool)) else str(value) for key, value in kept.items()}


def within(meeting: Meeting, done_at: datetime | None, at: datetime) -> datetime:
    """The time that a device told, kept between the beginning of the meeting and the arrival."""
    if done_at is None:
        return at
    return min(max(done_at, meeting.started_at or at), at)
