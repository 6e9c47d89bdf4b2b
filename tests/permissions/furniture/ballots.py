"""A decision whose papers are out, and one with a challenged result."""

from datetime import timedelta

from danchu.discuss.actions.challenges import record_challenge
from danchu.discuss.actions.closing import close_decision
from danchu.discuss.actions.papers import plan_papers, print_papers, return_paper
from danchu.discuss.actions.preparing import open_decision, prepare_decision
from danchu.discuss.states import WrittenAs
from danchu.lib import clock
from tests.discuss.conftest import plan

BEFORE = timedelta(days=9)


def _opened(world, at, **given):
    officer = world.people["công chức"]
    asked = plan(groups=(world.group,), forms=("ballot",), **given)
    decision = prepare_decision(ward=world.ward, plan=asked, by=officer, at=at)
    return open_decision(decision=decision, by=officer, at=at)


def furnish(world):
    now, officer, group = clock.now(), world.people["công chức"], world.group
    decision = _opened(world, now - BEFORE, closes_at=now + BEFORE)
    plan_papers(
        decision=decision,
        group=group,
        team=("Lê An", "Lê Bình", "Lê Cường"),
        noticed_on=clock.local_day(now - BEFORE),
        hands_out_from=clock.local_day(now - timedelta(days=5)),
        place="Nhà văn hóa",
        by=officer,
        at=now,
    )
    first, *_ = print_papers(decision=decision, group=group, by=officer, at=now).papers
    return_paper(decision=decision, paper=first.paper, in_time=False, by=officer, at=now)
    secret = _opened(world, now - BEFORE, closes_at=now + BEFORE, method="secret", title="Bầu ban quản lý nhà văn hóa")
    done = _opened(world, now - BEFORE, closes_at=now - timedelta(days=1), title="Lịch trực cổng")
    close_decision(decision=done, written_as=WrittenAs.RESOLUTION, by=officer, at=now)
    challenge = record_challenge(
        decision=done, name="Ông Ba", received_on=clock.today(), reason="Đếm sót", by=officer, at=now
    )
    box = (secret.pk, "ballot", group.pk)
    world.samples |= {
        "discuss:paper": (decision.pk,),
        "discuss:papers": (decision.pk,),
        "discuss:one-paper": (decision.pk, first.paper.pk),
        **{
            f"discuss:{name}": (decision.pk, group.pk)
            for name in ("papers-group", "plan-papers", "print-papers", "hand-out", "take-in", "read-papers")
        },
        "discuss:counts": (secret.pk,),
        "discuss:count": box,
        "discuss:count-anew": box,
        "discuss:count-blank": box,
        "discuss:challenge": (done.pk,),
        "discuss:answer-challenge": (done.pk, challenge.pk),
        "discuss:add-ballots": (decision.pk,),
    }
