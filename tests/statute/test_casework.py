"""What people send in, as data: faults are named, every step can be taken, what ended has ended."""

from datetime import date, timedelta
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statute import casework
from statute.calendars import Calendar
from statute.casework import ENDS, Circumstances, Pause
from statute.parameters import RuleUnknown, rulebook
from statute.tables import LawDataError, parse_data

TEXT = files("statute").joinpath("data", "casework.toml").read_text(encoding="utf-8")
DAYS = st.dates(date(2025, 7, 1), date(2026, 9, 30))
KINDS = st.sampled_from(casework.kinds())
CIRCUMSTANCES = st.builds(
    Circumstances,
    instance=st.sampled_from([1, 2]),
    complexity=st.sampled_from(list(casework.COMPLEXITIES)),
    is_remote=st.booleans(),
    in_several_places=st.booleans(),
)
REOPENING = "reopen"


@pytest.fixture
def read(monkeypatch):
    """``read(old, new)``: the kinds of the data in which ``old`` stands as ``new``."""

    def read_with(old: str, new: str):
        assert old in TEXT
        monkeypatch.setattr(casework, "read_data", lambda name: parse_data(TEXT.replace(old, new, 1), f"{name}.toml"))
        return casework._kinds.__wrapped__()

    return read_with


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('key = "complaint"', 'key = "remark"', "one key"),
        ('letters = "KN"', 'letters = "PA"', "same letters"),
        ('to = "settling"', 'to = "somewhere"', "to"),
        ('from = ["received"]', 'from = ["elsewhere"]', "elsewhere"),
        ('stages = ["received", "settling"]', 'stages = ["received", "settling", "waiting"]', "waiting"),
        ('stage = "settling"\nfrom = "received"', 'stage = "settling"\nfrom = "birth"', "from"),
        ('key = "accept"', 'key = "applaud"', "key"),
    ],
)
def test_a_fault_in_the_data_is_named(read, old, new, told):
    with pytest.raises(LawDataError, match=told):
        read(old, new)


@given(KINDS, st.dates(date(2026, 7, 1), date(2026, 9, 30)))
def test_every_stage_of_a_kind_is_reached_and_every_end_has_no_way_on_but_a_second_look(kind, began_on):
    table = kind.table(began_on)
    reached, waiting = {casework.RECEIVED}, [casework.RECEIVED]
    while waiting:
        stage = waiting.pop()
        for (origin, _), target in table.items():
            if origin == stage and target not in reached:
                reached.add(target)
                waiting.append(target)
    assert {origin for origin, _ in table} <= reached
    assert {move for origin, move in table if origin in ENDS} <= {REOPENING}
    assert reached & set(ENDS)


@given(KINDS, DAYS)
def test_a_pause_can_always_be_left_again(kind, began_on):
    table = kind.table(began_on)
    if casework.PAUSED in table.values():
        assert (casework.PAUSED, "resume") in table


@given(KINDS, DAYS, CIRCUMSTANCES)
def test_each_stage_but_a_pause_has_a_period_whatever_the_circumstances(kind, began_on, found):
    for stage in kind.stages:
        clock = kind.clock(stage)
        if stage == casework.PAUSED:
            assert clock is None
        else:
            assert all(each.number > 0 for each in clock.rules(found, began_on, rulebook()))


def test_a_kind_that_the_law_does_not_know_is_refused():
    with pytest.raises(RuleUnknown):
        casework.kind("poem")


def test_what_is_sealed_is_neither_published_nor_anonymous_to_the_ward():
    for kind in casework.kinds():
        assert not (kind.is_sealed and (kind.may_be_public or kind.may_reopen))


@given(DAYS, st.integers(0, 60), st.integers(0, 60), st.integers(0, 30))
def test_a_pause_never_shortens_and_an_extension_always_lengthens(start, until_pause, pause_days, more):
    rule, calendar = rulebook().value("denunciation.settlement", start), Calendar()
    since = start + timedelta(days=until_pause)
    pause = Pause(since, since + timedelta(days=pause_days))
    plain = casework.due_on(rule, start, calendar=calendar)
    assert casework.due_on(rule, start, pauses=[pause], calendar=calendar) >= min(plain, pause.since)
    assert casework.due_on(rule, start, extended_by=more, calendar=calendar) >= plain
    assert casework.due_on(rule, start, pauses=[Pause(since)], calendar=calendar) is None
