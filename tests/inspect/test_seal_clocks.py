"""Every kind, along every path, on any days: what the software says must be what a person counts on a wall calendar."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from danchu.core.actors import VISITOR
from danchu.core.refusals import Refused
from danchu.duties.models import Duty
from danchu.inspect import queries, seal
from danchu.inspect.actions import settling
from danchu.inspect.actions.intake import Contact, receive_case
from danchu.inspect.actions.sealing import make_key
from danchu.inspect.models import Case, CaseLine
from danchu.inspect.opening import new_pair
from danchu.inspect.states import CLASSIFY, SETTLE, Channel, Complexity
from danchu.lib import clock
from tests import examples, factories
from tests.inspect.law_in_words import last_day, may, periods
from tests.inspect.words import NAME, WORDS

LAST = date(2026, 12, 1)
"""No step after this day: what is counted from there would leave the calendar that is known."""
OPEN, TICKING = {"received", "settling", "paused"}, {"received", "settling"}
TARGETS = {
    "accept": "settling",
    "answer": "answered",
    "refuse": "refused",
    "forward": "forwarded",
    "withdraw": "withdrawn",
    "stop": "stopped",
    "pause": "paused",
    "resume": "settling",
    "reopen": "settling",
    "merge": "merged",
}
GROUNDS = {"remark": "unclear", "complaint": "too_late", "denunciation": "settled", "information": "secret"}
EXTENSIONS = {"plain": 0, "complex": 1, "very_complex": 2}


class Walk(RuleBasedStateMachine):
    """One case of some kind, and what is expected of it."""

    def __init__(self):
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.case = None

    def teardown(self):
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    @initialize(
        kind=st.sampled_from(["remark", "complaint", "denunciation", "information"]),
        day=st.dates(date(2026, 1, 5), date(2026, 8, 31)) | st.dates(date(2026, 2, 9), date(2026, 2, 24)),
        second=st.booleans(),
    )
    def receive(self, kind, day, second):
        self.ward = factories.ward()
        self.unit = factories.organisation(self.ward, is_unit=True)
        self.chair = factories.staff(self.ward, "ward_chair", starts_on=date(2025, 1, 1))
        self.kind, self.today, self.began = kind, day, day
        self.second = second and kind == "complaint"
        with clock.travel_to(self.at):
            make_key(ward=self.ward, pair=new_pair(WORDS), by=self.chair, at=self.at)
            first = self.new_case() if self.second else None
            self.case = self.new_case(previous=first) if self.second else self.new_case()
            if first is not None:
                settling.refuse_case(case=first, ground="too_late", by=self.chair, at=self.at)
        self.state, self.counted_from, self.stage_on = "received", day, day
        self.complexity, self.remote, self.places = "plain", False, False
        self.pauses, self.extensions, self.used, self.reopened = [], [], 0, False
        self.lines = [each.pk for each in self.case.lines.all()]

    def new_case(self, **more):
        given = {"text": "Việc cần giải quyết.", "contact": Contact(name=NAME), **more}
        if self.kind == "denunciation":
            keys = queries.keys_for_sealing(self.ward)
            given = {"text": "", "seal": seal.close(seal.Letter("Ông B nhận tiền.", NAME), (), keys)}
        told = {"by": VISITOR, "at": self.at}
        return receive_case(ward=self.ward, kind=self.kind, channel=Channel.PAPER, **given, **told)

    @property
    def at(self):
        return clock.moment_on(self.today, 9)

    @property
    def due(self):
        ends = [last_day(*self.started, *each, self.stood) for each in self.periods]
        return None if None in ends else min(ends)

    @property
    def periods(self):
        found = periods(
            self.kind,
            self.state,
            self.began,
            complex_=self.complexity != "plain",
            remote=self.remote,
            places=self.places,
            second=self.second,
        )
        more = sum(days for on, days in self.extensions if on >= self.started[0])
        return [(days + more, unit) for days, unit in found]

    @property
    def started(self):
        from_stage = self.state == "settling" and self.kind in {"complaint", "denunciation"}
        return (self.stage_on if from_stage else self.counted_from,)

    @property
    def stood(self):
        return [each for each in self.pauses if each[0] >= self.started[0]]

    def do(self, move, **more):
        """Take the step ``move``; True where it is lawful, and was done."""
        act = getattr(settling, f"{move}_case")
        before = self.snapshot()
        is_lawful = may(self.kind, self.state, move, self.began) and not (move == "reopen" and self.reopened)
        with clock.travel_to(self.at):
            try:
                act(case=Case.objects.get(pk=self.case.pk), by=self.chair, at=self.at, **more)
            except Refused:
                assert not is_lawful, f"{move} of {self.kind} in {self.state} was refused"
                assert self.snapshot() == before
                return False
        assert is_lawful, f"{move} of {self.kind} in {self.state} was not refused"
        self.state = TARGETS[move]
        return True

    def snapshot(self):
        case = Case.objects.filter(pk=self.case.pk).values().get()
        rest = [list(rows.values()) for rows in (self.case.lines, self.case.pauses, self.case.extensions)]
        return case, rest, list(Duty.objects.filter(ward=self.ward).order_by("pk").values())

    @precondition(lambda self: self.case is not None)
    @rule(days=st.integers(0, 40))
    def days_pass(self, days):
        self.today = min(self.today + timedelta(days=days), LAST)

    @rule()
    def accept(self):
        if self.do("accept", unit=self.unit):
            self.stage_on = self.today

    @rule()
    def answer(self):
        with_outcome = {"outcome": "right"} if self.kind in {"complaint", "denunciation"} else {}
        why = {"no_dialogue": "Hai bên đã thống nhất."} if self.kind == "complaint" else {}
        self.do("answer", answer="Đã giải quyết.", **with_outcome, **why)

    @rule()
    def refuse(self):
        self.do("refuse", ground=GROUNDS[self.kind])

    @rule()
    def forward(self):
        self.do("forward", forwarded_to="Ủy ban nhân dân tỉnh")

    @rule()
    def withdraw(self):
        self.do("withdraw", reason="Không yêu cầu nữa.")

    @rule()
    def stop(self):
        self.do("stop", reason="Rút toàn bộ nội dung.")

    @rule()
    def pause(self):
        if self.do("pause", reason="Chờ kết quả giám định."):
            self.pauses.append((self.today, None))

    @rule()
    def resume(self):
        if self.do("resume"):
            self.pauses[-1] = (self.pauses[-1][0], self.today)
            if self.kind == "information":  # counts from a request that is complete
                self.counted_from = self.today

    @rule()
    def reopen(self):
        if self.do("reopen", reason="Chưa xong."):
            self.reopened, self.counted_from, self.stage_on = True, self.today, self.today

    @rule()
    def merge(self):
        if self.kind == "denunciation" or self.today >= LAST:
            return
        with clock.travel_to(self.at):
            other = self.new_case()
        self.do("merge", into=other)
        Duty.objects.filter(about=f"inspect.case:{other.pk}").delete()

    @rule(complexity=st.sampled_from(list(EXTENSIONS)), remote=st.booleans(), places=st.booleans())
    def weigh(self, complexity, remote, places):
        told = {"complexity": Complexity(complexity), "is_remote": remote, "in_several_places": places}
        case = Case.objects.get(pk=self.case.pk)
        with clock.travel_to(self.at):
            try:
                settling.weigh_case(
                    case=case,
                    reason="Nhiều nơi.",
                    by=self.chair,
                    at=self.at,
                    **told,
                )
            except Refused:
                assert self.state not in OPEN
                return
        assert self.state in OPEN
        self.complexity, self.remote, self.places = complexity, remote, places

    @rule(days=st.integers(1, 35))
    def extend(self, days):
        before, used = self.snapshot(), self.used
        is_lawful = self.kind == "denunciation" and self.state == "settling" and days <= 30
        is_lawful = is_lawful and used < EXTENSIONS[self.complexity] and self.today <= self.due
        case = Case.objects.get(pk=self.case.pk)
        with clock.travel_to(self.at):
            try:
                settling.extend_case(case=case, days=days, reason="Phức tạp.", by=self.chair, at=self.at)
            except Refused:
                assert not is_lawful
                assert self.snapshot() == before
                return
        assert is_lawful
        self.extensions.append((self.today, days))
        self.used += 1

    @invariant()
    def the_day_is_what_a_person_counts(self):
        if self.case is None:
            return
        case = Case.objects.get(pk=self.case.pk)
        assert case.state == self.state
        if self.state in TICKING:
            assert case.due_on == self.due, f"{self.kind}, {self.state}, from {self.started[0]}"
        if self.state == "paused":
            assert case.due_on is None

    @invariant()
    def one_duty_is_open_while_the_clock_runs_and_none_otherwise(self):
        if self.case is None:
            return
        of_clock = {"kind__in": (CLASSIFY, SETTLE), "ended_at": None}
        duties = Duty.objects.filter(about=f"inspect.case:{self.case.pk}", **of_clock)
        assert list(duties.values_list("due_on", flat=True)) == ([self.due] if self.state in TICKING else [])

    @invariant()
    def numbers_have_no_gap_and_lines_are_only_added(self):
        if self.case is None:
            return
        numbers = Case.objects.filter(ward=self.ward, kind=self.kind).values_list("number", flat=True)
        assert sorted(numbers) == list(range(1, len(numbers) + 1))
        lines = list(CaseLine.objects.filter(case=self.case).order_by("pk").values_list("pk", flat=True))
        assert lines[: len(self.lines)] == self.lines
        self.lines = lines


@pytest.mark.django_db
def test_each_day_is_what_a_person_counts_whatever_happens():
    run_state_machine_as_test(
        Walk,
        settings=settings(
            max_examples=examples(18),
            stateful_step_count=12,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
