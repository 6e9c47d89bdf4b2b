"""What many ask for at once is done at once, and everyone gets the own answer."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connections

from danchu.core.together import Together, Unanswered

pytestmark = pytest.mark.django_db(transaction=True)


def asked_while_one_works(work, asks):
    """What ``asks`` get when all of them wait while the first of them is served."""
    at_work, go_on = Event(), Event()

    def slow(key, batch):
        at_work.set()
        go_on.wait(10)
        return work(key, batch)

    together = Together(slow)

    def ask(number):
        try:
            return together.ask("key", number)
        except (ValueError, SystemExit, Unanswered) as failed:
            return failed
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(asks)) as pool:
        first = pool.submit(ask, asks[0])
        assert at_work.wait(10)
        others = [pool.submit(ask, each) for each in asks[1:]]
        while len(together._queues["key"]) < len(asks) - 1:
            pass
        go_on.set()
        return [first.result(10), *(each.result(10) for each in others)]


def test_those_who_wait_are_served_together_each_with_the_own_answer():
    batches = []

    def work(key, batch):
        batches.append(len(batch))
        return [10 * each for each in batch]

    assert asked_while_one_works(work, [1, 2, 3, 4]) == [10, 20, 30, 40]
    assert batches == [1, 3]


def test_what_fails_together_is_tried_one_by_one():
    def work(key, batch):
        if 3 in batch:
            raise ValueError("three")
        return batch

    first, second, third, fourth = asked_while_one_works(work, [1, 2, 3, 4])
    assert (first, second, fourth) == (1, 2, 4)
    assert isinstance(third, ValueError)


def test_nobody_waits_for_ever_when_the_thread_that_works_is_ended():
    def work(key, batch):
        if len(batch) > 1:
            raise SystemExit
        return batch

    first, *others = asked_while_one_works(work, [1, 2, 3])
    assert first == 1
    assert {type(each) for each in others} == {SystemExit, Unanswered}
