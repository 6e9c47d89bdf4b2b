"""Whatever is done with papers in whatever order: never two voices of a household, never one lost."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from danchu.core.refusals import Refused
from danchu.discuss import polling, queries
from danchu.discuss.actions.papers import give_back, hand_out, print_papers, return_paper, void_papers
from danchu.discuss.actions.reading import read_anew, read_paper
from danchu.discuss.models import Paper, Voice
from danchu.discuss.states import PaperState
from tests import examples
from tests.discuss.conftest import account, electors
from tests.discuss.paperwork import LATER

pytestmark = pytest.mark.django_db
STEPS = st.lists(
    st.tuples(
        st.sampled_from(("print", "hand_out", "return", "give_back", "void", "read", "read_anew", "online")),
        st.integers(0, 1),
        st.integers(1, 2),
    ),
    max_size=25,
)


@settings(max_examples=examples(15), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_no_order_of_steps_gives_two_voices_or_loses_one(planned, households, group, group_leader, deputy, steps):
    if not group.households.exists():
        households(2)
    decision = planned()
    roll = electors(decision)
    at = LATER
    for name, place, number in steps:
        at += timedelta(seconds=1)
        elector, before = roll[place], set(Voice.objects.filter(decision=decision).values_list("elector", flat=True))
        paper = Paper.objects.filter(elector=elector).order_by("-pk").first()
        reader = group_leader if number == 1 else deputy
        try:
            _do(name, decision, group, elector, paper, number, reader, group_leader, at)
        except Refused:
            refused = True
        else:
            refused = False
        voices = Voice.objects.filter(decision=decision)
        after = set(voices.values_list("elector", flat=True))
        assert voices.count() == len(after)
        if name != "give_back":
            assert before <= after
        if name in {"return", "online"} and not refused:
            assert elector.pk in after
        if refused:
            assert after == before
    back = decision.papers.filter(state__in=[PaperState.RETURNED, PaperState.INVALID])
    heard = queries.progress(decision)
    assert heard["ballot"] == back.count()
    assert heard["all"] == sum(each["took_part"] for each in queries.outcome_now(decision)["forms"].values())
    assert decision.papers.exclude(state=PaperState.VOID).values("elector").distinct().count() == (
        decision.papers.exclude(state=PaperState.VOID).count()
    )


def _do(name, decision, group, elector, paper, number, reader, leader, at):
    given = {"decision": decision, "by": leader, "at": at}
    if name == "online":
        polling.vote(decision=decision, elector=elector, choices=(number,), by=account(elector), at=at)
    elif name == "print":
        print_papers(group=group, electors=(elector.pk,), only_missing=number == 1, **given)
    elif paper is None:
        raise Refused("Chưa có phiếu.")
    elif name == "hand_out":
        hand_out(papers=(paper.pk,), **given)
    elif name == "return":
        return_paper(paper=paper, in_time=False, **given)
    elif name == "give_back":
        give_back(paper=paper, reason="Nhầm hộ", **given)
    elif name == "void":
        void_papers(papers=(paper.pk,), reason="Mất", **given)
    elif name == "read":
        read_paper(decision=decision, paper=paper, choices=(number,), by=reader, at=at)
    elif name == "read_anew":
        read_anew(paper=paper, reason="Nhầm", **given)
