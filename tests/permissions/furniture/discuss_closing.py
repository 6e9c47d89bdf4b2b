"""A decision that passed, and a code in force."""

from danchu.discuss.actions.closing import Sheet, close_decision, record_count
from danchu.discuss.actions.preparing import open_decision, prepare_decision
from danchu.discuss.actions.voting import mark_heard
from danchu.discuss.models import VillageCode
from danchu.discuss.states import Form, WrittenAs
from danchu.lib import clock
from tests.discuss.conftest import electors, plan


def _closed(world):
    now, officer = clock.now(), world.people["công chức"]
    asked = plan(groups=(world.group,), forms=("meeting",), closes_at=None)
    decision = open_decision(
        decision=prepare_decision(ward=world.ward, plan=asked, by=officer, at=now), by=officer, at=now
    )
    heard = electors(decision)
    for each in heard:
        mark_heard(decision=decision, elector=each, form=Form.MEETING, by=officer, at=now)
    number = len(heard)
    sheet = Sheet(Form.MEETING, world.group, "Thư ký", number, number, {1: number})
    record_count(decision=decision, sheet=sheet, by=officer, at=now)
    return close_decision(decision=decision, written_as=WrittenAs.RESOLUTION, by=officer, at=now)


def _code(world, decision):
    return VillageCode.objects.create(
        ward=world.ward,
        decision=decision,
        group=world.group,
        title="Quy ước",
        text="Điều 1",
        review_day="11-18",
        in_force_on=clock.today(),
    )


def furnish(world):
    closed = _closed(world)
    code = _code(world, closed)
    asked = plan(kind="code", groups=(world.group,), forms=("meeting",), closes_at=None)
    prepared = prepare_decision(ward=world.ward, plan=asked, by=world.people["công chức"], at=clock.now())
    steps = ("close", "send", "recognise", "in-force", "publish", "tell", "report", "recount", "runoff")
    world.samples |= {f"discuss:{each}": (closed.pk,) for each in steps} | {
        "discuss:letters": (closed.pk, world.group.pk),
        "discuss:code": (code.pk,),
        "discuss:review-code": (code.pk,),
        "discuss:code-draft": (prepared.pk,),
    }


def grow(world, many):
    for _ in range(many):
        _code(world, _closed(world))
