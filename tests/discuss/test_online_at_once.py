"""Many at once, on a real database with real commits: one household one voice, no voice lost, no link broken."""

import random
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from danchu.core.refusals import Refused
from danchu.discuss import polling, queries
from danchu.discuss.actions.papers import return_paper
from danchu.discuss.actions.voting import change_voice, mark_heard
from danchu.discuss.models import Ballot, Decision, Paper, SecretTally, Voice
from danchu.discuss.queries_online import is_unchanged
from danchu.discuss.states import Form, Method
from tests.discuss.conftest import account, electors
from tests.discuss.paperwork import plan_it, printed
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


def comes_back(decision, paper, officer):
    return lambda: return_paper(
        decision=fresh(decision), paper=Paper.objects.get(pk=paper.pk), in_time=False, by=officer, at=LATER
    )


@pytest.mark.parametrize("method", Method.values)
def test_twenty_at_once_in_three_forms_give_a_household_one_voice(opened, households, group, officer, method):
    households(1)
    decision = opened(method=method)
    [elector] = electors(decision)
    plan_it(decision, group, by=officer)
    [paper] = printed(decision, group, officer)
    on_paper = comes_back(decision, paper.paper, officer)
    forms = (votes(decision, elector), on_paper, is_marked(decision, elector, Form.MEETING, officer))
    answers = all_at_once([forms[number % 3] for number in range(AT_ONCE)])
    assert sum(isinstance(each, Refused) for each in answers) == AT_ONCE - 1
    voice = Voice.objects.get()
    assert Ballot.objects.count() == (not decision.is_secret and voice.form == Form.ONLINE)
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


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("method", Method.values)
def test_whatever_many_hands_do_at_once_each_household_speaks_once(opened, households, officer, method, seed):
    """Votes, repeated sendings, changes, meetings, of few households by many hands, in an order that nobody knows."""
    rng = random.Random(seed)
    households(HANDS)
    decision = opened(method=method, is_changeable=method == Method.OPEN)
    roll = electors(decision)
    said = {each.pk: [] for each in roll}

    def hand(steps):
        return lambda: [attempt(*each) for each in steps]

    def attempt(act, elector, choice):
        told = {"decision": fresh(decision), "elector": elector, "at": LATER}
        try:
            match act:
                case "vote":
                    polling.vote(**told, choices=(choice,), by=account(elector))
                case "change":
                    change_voice(**told, choices=(choice,), by=account(elector))
                case "meeting":
                    mark_heard(**told, form=Form.MEETING, by=officer)
        except Refused:
            return None
        said[elector.pk].append((act, choice))
        return act

    kinds = ("vote", "vote", "change", "meeting")
    steps = [[(rng.choice(kinds), rng.choice(roll), rng.randint(1, 2)) for _ in range(EACH)] for _ in range(HANDS)]
    answers = all_at_once([hand(each) for each in steps])
    assert not [each for each in answers if isinstance(each, Refused)]
    decision.refresh_from_db()
    first = {pk: [act for act, _ in done if act != "change"] for pk, done in said.items()}
    assert {pk for pk, done in first.items() if done} == set(Voice.objects.values_list("elector", flat=True))
    assert all(len(done) <= 1 for done in first.values())
    assert Voice.objects.count() == len({pk for pk, done in first.items() if done}) > 0
    assert all(is_unchanged(decision, each) for each in Voice.objects.filter(form=Form.ONLINE))
    online = sum(done == ["vote"] for done in first.values())
    counted = queries.outcome_now(decision)["votes"]
    assert sum(counted.values()) == online
    for pk, done in said.items():
        last = Ballot.objects.filter(voice__elector=pk).order_by("-number").first()
        if last is not None:
            assert ("vote", *last.choices) in done or ("change", *last.choices) in done
