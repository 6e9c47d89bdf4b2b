"""No sequence of votes, papers, check-ins, retries and changes gives a household two voices, or loses one."""

import random
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from danchu.core.refusals import Refused
from danchu.discuss import polling, queries
from danchu.discuss.actions.papers import return_paper
from danchu.discuss.actions.reading import read_paper
from danchu.discuss.actions.voting import change_voice, mark_heard
from danchu.discuss.models import Voice
from danchu.discuss.states import Form, Method
from tests import examples, factories
from tests.discuss.conftest import MORNING, account, electors
from tests.discuss.paperwork import plan_it, printed

pytestmark = pytest.mark.django_db
HOUSEHOLDS = 4
acts = st.tuples(
    st.integers(0, HOUSEHOLDS - 1), st.sampled_from(["online", "change", "paper", "meeting"]), st.integers(1, 3)
)
relaxed = settings(
    max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@contextmanager
def undone():
    """What is written within is undone at the end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def take_in(decision, elector, choice, officer, at):
    """The paper of ``elector`` comes back, and two people read it."""
    paper = decision.papers.get(elector=elector)
    return_paper(decision=decision, paper=paper, in_time=False, by=officer, at=at)
    for reader in (officer, factories.staff(decision.ward, "ward_vice_chair")):
        read_paper(decision=decision, paper=paper, choices=(choice,), by=reader, at=at)


def attempt(act, decision, elector, choice, officer, number):
    at = MORNING + timedelta(minutes=number)
    try:
        match act:
            case "online":
                polling.vote(decision=decision, elector=elector, choices=(choice,), by=account(elector), at=at)
            case "change":
                change_voice(decision=decision, elector=elector, choices=(choice,), by=account(elector), at=at)
            case "paper" if decision.is_secret:
                mark_heard(decision=decision, elector=elector, form=Form.BALLOT, by=officer, at=at)
            case "paper":
                take_in(decision, elector, choice, officer, at)
            case "meeting":
                mark_heard(decision=decision, elector=elector, form=Form.MEETING, by=officer, at=at)
    except Refused:
        return False
    return True


@relaxed
@given(sequence=st.lists(acts, max_size=14))
def test_open_votes(opened_with_four, sequence):
    _run(opened_with_four({"is_changeable": True}), sequence)


@relaxed
@given(sequence=st.lists(acts, max_size=14))
def test_secret_votes(opened_with_four, sequence):
    _run(opened_with_four({"method": Method.SECRET}), sequence)


def _run(world, sequence):
    decision, roll, officer = world
    model: dict[int, tuple[str, int | None]] = {}
    with undone():
        for number, (place, act, choice) in enumerate(sequence):
            done = attempt(act, decision, roll[place], choice, officer, number)
            if act == "change":
                may = decision.is_changeable and model.get(place, ("", 0))[0] == "online"
            else:
                may = place not in model
            assert done is may
            if done:
                model[place] = ("online" if act == "change" else act, None if act == "meeting" else choice)
        assert Voice.objects.filter(decision=decision).count() == len(model)
        counted = queries.counts(decision)
        online = counted.get((roll[0].group_id, "online"))
        said = [choice for act, choice in model.values() if act == "online"]
        assert (online.took_part if online else 0) == len(said)
        if online:
            assert {key: value for key, value in online.votes.items() if value} == {
                each: said.count(each) for each in set(said)
            }


@relaxed
@given(
    choices=st.lists(st.integers(1, 3), min_size=HOUSEHOLDS, max_size=HOUSEHOLDS),
    forms=st.lists(st.sampled_from(["online", "paper"]), min_size=HOUSEHOLDS, max_size=HOUSEHOLDS),
    seed=st.integers(0, 1000),
)
def test_the_outcome_does_not_depend_on_the_order_of_ballots(opened_with_four, choices, forms, seed):
    decision, roll, officer = opened_with_four({"is_changeable": True})
    given_voices = list(enumerate(zip(forms, choices, strict=True)))
    outcomes = []
    for order in (given_voices, random.Random(seed).sample(given_voices, HOUSEHOLDS)):
        with undone():
            decision.refresh_from_db()
            for number, (place, (form, choice)) in enumerate(order):
                attempt(form, decision, roll[place], choice, officer, number)
            outcomes.append(queries.outcome_now(decision))
    assert outcomes[0] == outcomes[1]


@pytest.fixture
def opened_with_four(opened, households, group, officer):
    """The same open decision for every example of a test; each example undoes what it wrote."""
    worlds = {}
    households(HOUSEHOLDS)

    def make(plan):
        key = str(plan)
        if key not in worlds:
            decision = opened(**plan)
            if not decision.is_secret:
                plan_it(decision, group, by=officer)
                printed(decision, group, officer)
            worlds[key] = (decision, electors(decision), officer)
        decision = worlds[key][0]
        decision.refresh_from_db()
        return worlds[key]

    return make
