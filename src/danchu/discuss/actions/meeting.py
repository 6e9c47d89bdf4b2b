"""Conducting a meeting: who came, who keeps the minutes, what was said, until the end.

Every act is about the meeting, so that its row is locked: two devices follow each other. Minutes find here: chair,
secretary with votes, notes, counters with votes and witnesses (``Meeting``); who came, through whom, when
(``Attendance``); form of voting with votes, when voted or why not (``MeetingItem``); the figures (``CountSheet``).
"""

from collections.abc import Iterator
from datetime import datetime

from django.db import IntegrityError, transaction

from danchu.core.actors import Actor
from danchu.core.following import Done
from danchu.core.official import official
from danchu.core.refusals import Objection, Refused, refuse_if
from danchu.discuss import queries_meeting
from danchu.discuss.models import Attendance, Meeting
from danchu.discuss.policies_meeting import majority_faults, must_go_on
from danchu.discuss.queries_meeting import Guest
from danchu.discuss.states import MEETING_LIFE
from danchu.lib import clock
from danchu.lib.vntext import clean
from statute.citation import Citation

CLAUSE = "2.2.c.1"
AT_MEETINGS = Citation("luat-10-2022", "18")
ORDER = Citation("nd-59-2023", "3", "5")


@official(label="Khai mạc cuộc họp", clause=CLAUSE, policy="discuss.conduct", life=MEETING_LIFE, move="start")
def start_meeting(*, meeting: Meeting, by: Actor, at: datetime) -> Done[Meeting]:
    """Begin: the households (members) are counted afresh. Raises ``Refused`` when there are none."""
    meeting.started_at = at
    meeting.households = queries_meeting.guests(meeting).count()
    if not meeting.households:
        raise Refused(Objection("Tổ chưa có hộ nào trong danh sách. Hãy nhập danh sách hộ trước.", "", AT_MEETINGS))
    return Done(meeting, public=True)


@official(label="Ghi hộ đến họp", clause=CLAUSE, policy="discuss.conduct", personal=("representative",))
def check_in(
    *,
    meeting: Meeting,
    guest: Guest | None,
    representative: str = "",
    is_authorised: bool = False,
    came_at: datetime | None = None,
    by: Actor,
    at: datetime,
) -> Meeting:
    """Enter that a household is represented (a member is there); once only, whoever enters it again.

    Raises ``Refused`` when it is not on the list, when somebody else comes with an authorisation of a household that is
    represented already, or that was heard in everything on the agenda.
    """
    must_go_on(meeting)
    if guest is None or not queries_meeting.guests(meeting).filter(pk=guest.pk).exists():
        raise Refused(
            Objection("Không có hộ này trong danh sách của tổ. Hãy tìm theo tên chủ hộ.", "card", AT_MEETINGS)
        )
    name = clean(representative)
    found = _attendance(meeting, guest)
    refuse_if(_authorisation_faults(meeting, guest, found, name) if is_authorised else [])
    if found is None:
        try:
            with transaction.atomic():
                Attendance.objects.create(
                    ward=meeting.ward,
                    meeting=meeting,
                    representative=name,
                    is_authorised=is_authorised,
                    came_at=came_at or at,
                    **queries_meeting.as_column(guest),
                )
        except IntegrityError:  # another device was quicker; its row stands
            return meeting
        return meeting
    if found.left_at is not None or (name and not found.representative):
        found.left_at = None
        found.representative = name or found.representative
        found.is_authorised = is_authorised if name else found.is_authorised
        found.save()
    return meeting


def _authorisation_faults(meeting: Meeting, guest: Guest, found: Attendance | None, name: str) -> Iterator[Objection]:
    if not name:
        yield Objection("Hãy ghi họ tên người được ủy quyền.", "representative", AT_MEETINGS)
    elif found and found.left_at is None and not (found.is_authorised and found.representative == name):
        who = f"ông, bà {found.representative}" if found.representative else "người của hộ"
        how = "theo giấy ủy quyền" if found.is_authorised else ""
        yield Objection(clean(f"Hộ này đã có {who} dự họp {how}; mỗi hộ chỉ một người đại diện."), "", AT_MEETINGS)
    elif queries_meeting.heard_elsewhere(meeting, guest):
        yield Objection(
            "Hộ này đã có ý kiến bằng phiếu hoặc trực tuyến về mọi nội dung của cuộc họp, nên không ủy quyền được nữa.",
            "",
            AT_MEETINGS,
        )


@official(label="Bỏ ghi hộ đến họp", clause=CLAUSE, policy="discuss.conduct")
def undo_check_in(*, meeting: Meeting, guest: Guest | None, by: Actor, at: datetime) -> Meeting:
    """Take back a check-in made by mistake; the trail keeps both. Raises ``Refused`` once its voice was counted."""
    must_go_on(meeting)
    found = _attendance(meeting, guest)
    if found is None or guest is None:
        return meeting
    if queries_meeting.counted_here(meeting, guest):
        raise Refused(Objection("Hộ này đã được tính trong một lần biểu quyết. Hãy bấm Về sớm.", "", ORDER))
    found.delete()
    return meeting


@official(label="Ghi hộ về sớm", clause=CLAUSE, policy="discuss.conduct")
def leave_early(
    *, meeting: Meeting, guest: Guest | None, left_at: datetime | None = None, by: Actor, at: datetime
) -> Meeting:
    """Enter that a household left before the end: it does not count from then on; what was counted stays."""
    must_go_on(meeting)
    found = _attendance(meeting, guest)
    if found is None:
        raise Refused(Objection("Hộ này chưa được ghi có mặt.", "", AT_MEETINGS))
    if found.left_at is None:
        found.left_at = max(left_at or at, found.came_at)
        found.save()
    return meeting


def _attendance(meeting: Meeting, guest: Guest | None) -> Attendance | None:
    if guest is None:
        return None
    return Attendance.objects.filter(meeting=meeting, **queries_meeting.as_column(guest)).first()


@official(label="Cử thư ký cuộc họp", clause=CLAUSE, policy="discuss.conduct", personal=("name",))
def choose_secretary(*, meeting: Meeting, name: str, votes: int, by: Actor, at: datetime) -> Meeting:
    """Enter whom those present chose to keep the minutes. Raises ``Refused`` without the majority (Điều 3.5.a)."""
    must_go_on(meeting)
    if not clean(name):
        raise Refused(Objection("Hãy chọn thư ký.", "name", ORDER))
    refuse_if(majority_faults(meeting, "meeting.secretary_majority", votes))
    meeting.secretary, meeting.secretary_votes = clean(name), votes
    meeting.save()
    return meeting


@official(label="Ghi ý kiến thảo luận", clause=CLAUSE, policy="discuss.conduct", personal=("text",))
def note_discussion(
    *, meeting: Meeting, text: str, said_at: datetime | None = None, by: Actor, at: datetime
) -> Meeting:
    """Add what somebody said to the notes; two devices add, neither overwrites the other."""
    must_go_on(meeting)
    if not text.strip():
        raise Refused(Objection("Hãy ghi ý kiến.", "text"))
    moment = (said_at or at).astimezone(clock.VIETNAM)
    meeting.notes = f"{meeting.notes}\n{moment:%H:%M} {text.strip()}".strip()
    meeting.save()
    return meeting


@official(label="Bầu Ban kiểm phiếu", clause=CLAUSE, policy="discuss.conduct", personal=("counters", "witnesses"))
def choose_counters(
    *, meeting: Meeting, counters: tuple[str, ...], witnesses: tuple[str, ...], votes: int, by: Actor, at: datetime
) -> Meeting:
    """Enter the counting team of a secret ballot and the households that witness the count (Điều 3.5.c)."""
    must_go_on(meeting)
    refuse_if(_team_faults(meeting, counters, witnesses))
    refuse_if(majority_faults(meeting, "counting.team_majority", votes))
    meeting.counters, meeting.witnesses = "\n".join(counters), "\n".join(witnesses)
    meeting.counters_votes = votes
    meeting.save()
    return meeting


def _team_faults(meeting: Meeting, counters: tuple[str, ...], witnesses: tuple[str, ...]) -> Iterator[Objection]:
    least, most = (queries_meeting.rule(meeting, f"counting.team_{each}") for each in ("least", "most"))
    wanted = queries_meeting.rule(meeting, "counting.witnesses")
    if not least.number <= len(set(counters)) <= most.number:
        text = f"Ban kiểm phiếu có từ {least.number} đến {most.number} người, đang ghi {len(set(counters))}."
        yield Objection(text, "counters", least.citation)
    if len(set(witnesses)) != wanted.number:
        text = f"Cần đại diện {wanted.number} hộ chứng kiến kiểm phiếu, đang ghi {len(set(witnesses))}."
        yield Objection(text, "witnesses", wanted.citation)
    if set(counters) & set(witnesses):
        yield Objection("Người chứng kiến không ở trong Ban kiểm phiếu.", "witnesses", wanted.citation)


@official(label="Bế mạc cuộc họp", clause=CLAUSE, policy="discuss.conduct", life=MEETING_LIFE, move="end")
def end_meeting(*, meeting: Meeting, by: Actor, at: datetime) -> Done[Meeting]:
    """End it. Raises ``Refused`` while something on the agenda is neither voted nor postponed."""
    left = meeting.items.filter(voted_at=None, postponement="").select_related("decision")
    refuse_if(
        Objection(f"Chưa biểu quyết: {each.decision.title}. Hãy biểu quyết, hoặc ghi lý do để lại.", "", ORDER)
        for each in left
    )
    meeting.ended_at = at
    return Done(meeting, public=True)
