"""Doing at once what many ask for at the same moment.

Acts that follow each other by law (votes of one decision) would each wait for the disk alone. Of those that wait in
this process, the first does what all of them ask, in one transaction; every one gets its own answer. Other processes
wait for the database, as ever.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from threading import Event, Lock
from typing import cast

from django.db import transaction

MOST = 64


class Unanswered(Exception):
    """The thread that did it for all was ended; nobody knows what became of it."""


@dataclass
class _Waiting[Ask, Answer]:
    ask: Ask
    done: Event = field(default_factory=Event)
    answer: Answer | None = None
    failed: BaseException | None = None


class Together[Ask, Answer]:
    """``work`` is given the key and what is asked for, and answers in the same order, all or, by raising, none."""

    def __init__(self, work: Callable[[Hashable, Sequence[Ask]], Sequence[Answer]]) -> None:
        self._work = work
        self._guard = Lock()
        self._queues: defaultdict[Hashable, deque[_Waiting[Ask, Answer]]] = defaultdict(deque)
        self._turns: defaultdict[Hashable, Lock] = defaultdict(Lock)

    def ask(self, key: Hashable, ask: Ask) -> Answer:
        """The answer to ``ask``. What was asked together and failed together is asked again, one by one.

        Whoever is in a transaction already is alone: others must not depend on how it ends.
        """
        if transaction.get_connection().in_atomic_block:
            return self._work(key, [ask])[0]
        mine = _Waiting[Ask, Answer](ask)
        with self._guard:
            self._queues[key].append(mine)
            turn = self._turns[key]
        with turn:
            while not mine.done.is_set():
                self._serve(key)
        if mine.failed is not None:
            raise mine.failed
        return cast(Answer, mine.answer)

    def _serve(self, key: Hashable) -> None:
        with self._guard:
            queue = self._queues[key]
            waiting = [queue.popleft() for _ in range(min(len(queue), MOST))]
        try:
            self._answer(key, waiting)
        finally:  # whatever ends this thread, nobody waits for ever
            for each in waiting:
                if each.answer is None and each.failed is None:
                    each.failed = Unanswered()
                each.done.set()

    def _answer(self, key: Hashable, waiting: Sequence[_Waiting[Ask, Answer]]) -> None:
        try:
            answers = self._work(key, [each.ask for each in waiting])
        except Exception as failed:
            if len(waiting) == 1:
                waiting[0].failed = failed
            else:
                for each in waiting:
                    self._serve_alone(key, each)
        else:
            for each, answer in zip(waiting, answers, strict=True):
                each.answer = answer

    def _serve_alone(self, key: Hashable, one: _Waiting[Ask, Answer]) -> None:
        try:
            one.answer = self._work(key, [one.ask])[0]
        except Exception as failed:  # the thread that asked raises it
            one.failed = failed
