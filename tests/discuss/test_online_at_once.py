"""Many at once, on a real database with real commits: one household one voice, no voice lost, no link broken."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from danchu.core.refusals import Refused
from danchu.discuss import polling, queries
from danchu.discuss.actions.voting import enter_open_voice, mark_heard
from danchu.discuss.models import Ballot, Decision, SecretTally, Voice
from danchu.discuss.queries_online import is_unchanged
from danchu.discuss.states import Form, Method
from tests.discuss.conftest import account, electors
from tests.discuss.test_voting import LATER, YES

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE, HANDS, EACH = 20, 8, 6


def all_at_once(works):
    """Every one of ``works`` in a thread and a connection of its own, begun together; what each gave or was refused."""
    start = Barrier(len(works))

    def run(work):
        start.wait(30)
        try:
            return work()
        except Refused as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def fresh(decision):
    """The decision as another request would have it."""
    return Decision.objects.get(pk=decision.pk)


def votes(decision, elector):
    return lambda: polling.vote(
        decision=fresh(decision), elector=elector, choices=(YES,), by=account(elector), at=LATER
    )


def is_marked(decision, elector, form, officer):
    return lambda: mark_heard(decision=fresh(decision), elector=elector, form=form, by=officer, at=LATER)


def is_entered(decision, elector, officer):
    return lambda: enter_open_voice(
        decision=fresh(decision), elector=elector, form=Form.BALLOT, choices=(YES,), by=officer, at=LATER
    )


@pytest.mark.parametrize("method", Method.values)
def test_twenty_at_once_in_three_forms_give_a_household_one_voice(opened, households, officer, method):
    households(1)
    decision = opened(method=method)
    [elector] = electors(decision)
    paper = (
        is_marked(decision, elector, Form.BALLOT, officer)
        if decision.is_secret
        else is_entered(decision, elector, officer)
    )
    forms = (votes(decision, elector), paper, is_marked(decision, elector, Form.MEETING, officer))
    answers = all_at_once([forms[number % 3] for number in range(AT_ONCE)])
    assert sum(isinstance(each, Refused) for each in answers) == AT_ONCE - 1
    voice = Voice.objects.get()
    assert Ballot.objects.count() == (not decision.is_secret and voice.form != Form.MEETING)
    in_box = sum(SecretTally.objects.values_list("votes", flat=True))
    assert in_box == (decision.is_secret and voice.form == Form.ONLINE)


@pytest.mark.parametrize("method", Method.values)
def test_eight_at_once_for_different_households_lose_no_voice_and_break_no_link(opened, households, method):
    households(HANDS * EACH)
    decision = opened(method=method)
    roll = electors(decision)

    def hand(own):
        return lambda: [votes(decision, each)() for each in own]

    answers = all_at_once([hand(roll[start::HANDS]) for start in range(HANDS)])
    assert [len(each) for each in answers] == [EACH] * HANDS
    decision.refresh_from_db()
    assert Voice.objects.count() == len(roll)
    assert queries.outcome_now(decision)["votes"]["1"] == len(roll)
    assert all(is_unchanged(decision, each) for each in Voice.objects.all())
    numbers = list(Ballot.objects.order_by("number").values_list("number", flat=True))
    assert numbers == ([] if decision.is_secret else list(range(1, len(roll) + 1)))
    assert decision.chain_length == len(numbers)
