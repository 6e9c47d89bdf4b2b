from datetime import timedelta

from danchu.discuss.actions.preparing import open_decision, prepare_decision
from danchu.lib import clock
from tests.discuss.conftest import plan


def _opened(world):
    now, officer = clock.now(), world.people["công chức"]
    asked = plan(groups=(world.group,), closes_at=now + timedelta(days=10))
    decision = prepare_decision(ward=world.ward, plan=asked, by=officer, at=now)
    return open_decision(decision=decision, by=officer, at=now)


def furnish(world):
    decision = _opened(world)
    about = ("decision", "vote", "receipt", "voices", "bundle", "call")
    world.samples |= {f"discuss:{name}": (decision.pk,) for name in about}


def grow(world, many):
    for _ in range(many):
        _opened(world)
