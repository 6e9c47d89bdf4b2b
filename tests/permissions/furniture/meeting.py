"""A meeting that goes on, about one decision."""

from datetime import timedelta

from danchu.discuss.actions.meeting import start_meeting
from danchu.discuss.actions.preparing import Plan, prepare_decision
from danchu.discuss.models import Meeting, MeetingItem
from danchu.lib import clock


def furnish(world):
    now = clock.now()
    plan = Plan(
        kind="contribution",
        title="Mức đóng góp làm đường",
        proposal="Mỗi hộ góp một ngày công.",
        forms=("meeting",),
        groups=(world.group,),
    )
    decision = prepare_decision(ward=world.ward, plan=plan, by=world.people["công chức"], at=now)
    meeting = Meeting.objects.create(
        ward=world.ward,
        group=world.group,
        title="Họp tổ dân phố",
        place="Nhà văn hóa",
        planned_at=now - timedelta(hours=1),
        chair="Lê Văn Hải",
    )
    item = MeetingItem.objects.create(ward=world.ward, meeting=meeting, decision=decision, position=1)
    start_meeting(meeting=meeting, by=world.people["tổ trưởng"], at=now)
    pk = (meeting.pk,)
    world.samples |= {
        "discuss:meeting-room": pk,
        "discuss:meeting-door": pk,
        "discuss:meeting-item": (meeting.pk, item.pk),
        "discuss:meeting-step": (meeting.pk, "note"),
        "discuss:meeting-steps": pk,
        "discuss:meeting-screen": pk,
        "discuss:meeting-worker": pk,
    }
