from datetime import timedelta

from danchu.core.models import User
from danchu.discuss.actions.initiatives import enter_backings, propose
from danchu.discuss.actions.planning import MeetingPlan, plan_meeting
from danchu.discuss.actions.preparing import open_decision, prepare_decision
from danchu.discuss.plans import Answerable, Plan
from danchu.discuss.states import Answer
from danchu.duties.models import Duty
from danchu.lib import clock
from tests import factories


def _prepared(world, title, **given):
    fields = {"kind": "other", "proposal": "Cùng bàn.", "forms": ("meeting",), "groups": (world.group,)}
    plan = Plan(**{**fields, "title": title, **given})
    return prepare_decision(ward=world.ward, plan=plan, by=world.people["tổ trưởng"], at=clock.now())


def _planned(world, title, **given):
    plan = MeetingPlan(
        title=title,
        place="Nhà văn hóa",
        planned_at=clock.now() + timedelta(days=9),
        chair="Nguyễn Văn Tổ",
        group=world.group,
        **given,
    )
    return plan_meeting(ward=world.ward, plan=plan, by=world.people["tổ trưởng"], at=clock.now())


def _proposed(world, title, by):
    return propose(ward=world.ward, kind="other", title=title, content="Ngõ tối.", by=by, at=clock.now())


def furnish(world):
    for _ in range(29):
        factories.household(world.group)
    others = list(world.group.households.exclude(pk=world.household.pk).order_by("pk")[:2])
    initiative = _proposed(world, "Lắp đèn ngõ", world.people["hộ"])
    enter_backings(initiative=initiative, households=others[:1], by=world.people["tổ trưởng"], at=clock.now())
    candidate = factories.person(world.ward, household=others[1])
    options = (Answerable(Answer.CANDIDATE, candidate.full_name, candidate),)
    election = _prepared(world, "Bầu Tổ trưởng", kind="head", seats=1, options=options)
    opened = _prepared(world, "Lịch tổng vệ sinh")
    open_decision(decision=opened, by=world.people["tổ trưởng"], at=clock.now())
    meeting = _planned(world, "Họp tổ", decisions=(opened,))
    duty = Duty.objects.get(about=f"discuss.meeting:{meeting.pk}")
    row, prepared = (initiative.pk,), (election.pk,)
    world.samples |= {
        "discuss:initiative": row,
        "discuss:back": row,
        "discuss:take-back": row,
        "discuss:withdraw-initiative": row,
        "discuss:desk-initiative": row,
        "discuss:enter-backings": row,
        "discuss:strike-backing": (initiative.pk, initiative.backings.get(on_paper=True).pk),
        "discuss:answer-initiative": row,
        "discuss:list-to-back": (initiative.pk, "pdf"),
        "discuss:desk-decision": prepared,
        "discuss:change": prepared,
        "discuss:conditions": prepared,
        "discuss:add-candidate": prepared,
        "discuss:drop-candidate": (election.pk, 1),
        "discuss:start": prepared,
        "discuss:withdraw": prepared,
        "discuss:roll": (opened.pk,),
        "discuss:meeting": (meeting.pk,),
        "discuss:meeting-calendar": (meeting.pk,),
        "discuss:authorisation": (meeting.pk, "pdf"),
        "discuss:desk-meeting": (meeting.pk,),
        "discuss:change-meeting": (meeting.pk,),
        "discuss:cancel-meeting": (meeting.pk,),
        "discuss:before-meeting": (meeting.pk, duty.pk),
        "discuss:meeting-sheet": (meeting.pk, "danh-sach", "pdf"),
    }


def grow(world, many):
    """More initiatives, decisions and meetings in the lists."""
    for number in range(many):
        household = factories.household(world.group)
        household.account = factories.user(world.ward, kind=User.Kind.HOUSEHOLD, display_name=household.code)
        household.save()
        _proposed(world, f"Sáng kiến của hộ {household.code}", household.account)
        _planned(world, f"Họp {number}", decisions=(_prepared(world, f"Việc {number}"),))
