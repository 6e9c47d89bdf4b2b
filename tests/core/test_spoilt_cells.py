"""Whoever writes by SQL what no column of its kind can hold stops no check: the cell is a fault with its book and
number, and all other links and books are walked."""

import json
from datetime import date

import pytest
from django.db import connection
from django.test import TestCase

from danchu.core import audit
from danchu.core.actions.subscriptions import ask_to_be_told
from danchu.core.actors import VISITOR
from danchu.core.models import AuditBook, AuditSecret, HeadStatement
from danchu.core.trust import archive, chains, keys, rounds
from danchu.discuss import polling
from danchu.discuss.models import Ballot
from danchu.lib import clock
from danchu.matters.actions.matters import open_matter
from tests import factories
from tests.discuss import conftest as discuss
from tests.discuss.conftest import account, electors
from tests.discuss.test_voting import LATER, YES
from tests.forging import sql

pytestmark = pytest.mark.django_db
NOW = clock.moment_on(date(2026, 3, 2), 9)
group, households, prepared, opened = discuss.group, discuss.households, discuss.prepared, discuss.opened


def only_sqlite(*values: object) -> object:
    """PostgreSQL keeps no such thing in a column."""
    mark = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps each column to its kind")
    return pytest.param(*values, marks=mark)


def spoil(table: str, column: str, expression: str, key: int) -> None:
    """Put the SQL ``expression`` into a cell, whatever checks the table has."""
    for_sqlite = connection.vendor == "sqlite"
    if for_sqlite:
        sql("PRAGMA ignore_check_constraints = ON")
    sql(f"UPDATE {table} SET {column} = {expression} WHERE id = %s", key)
    if for_sqlite:
        sql("PRAGMA ignore_check_constraints = OFF")


def faults(ward, name: str) -> list[int]:
    """The numbers of the links of the chain ``name`` that a check finds wrong; all other chains are whole."""
    found = {each.book: [fault.number for fault in each.faults] for each in chains.check(ward)}
    assert [book for book, wrong in found.items() if wrong and book != name] == []
    return found[name]


@pytest.fixture
def book(ward, officer) -> AuditBook:
    """The book of matters, of five entries, beside that of core, whose one entry keeps a personal value."""
    for number in range(5):
        open_matter(ward=ward, title=f"Việc {number}", by=officer, at=NOW)
    ask_to_be_told(ward=ward, email="hoa@example.vn", by=VISITOR, at=NOW)
    return AuditBook.objects.get(name="matters")


SURROGATE, NESTED = "\ud800", "[" * 5000 + "]" * 5000
CELLS = [
    only_sqlite("seal", "'chữ, không phải byte'"),
    only_sqlite("seal", "1000000000000"),
    only_sqlite("payload", "'{không phải JSON'"),
    only_sqlite("payload", "x'ff00'"),
    only_sqlite("payload", "CAST(x'ff' AS TEXT)"),
    ("payload", "'[]'"),
    ("payload", "'null'"),
    only_sqlite("payload", f"'{json.dumps(SURROGATE)}'"),
    ("payload", f"'{NESTED}'"),
    only_sqlite("at", "'hôm qua'"),
    only_sqlite("at", "'2026-99-99 00:00:00'"),
    only_sqlite("at", "12"),
    only_sqlite("office", "CAST(x'ff' AS TEXT)"),
    only_sqlite("office", "x'6162'"),
    only_sqlite("target_name", "x'ff'"),
    only_sqlite("digest", "x'ff'"),
    only_sqlite("previous", "x'ff'"),
    only_sqlite("actor_id", "'ai'"),
    only_sqlite("number", "3.5"),
    only_sqlite("number", "'ba'"),
]
if connection.vendor == "postgresql":
    CELLS += [("at", "'infinity'"), ("at", "'0044-03-15 BC'")]


@pytest.mark.parametrize(("column", "expression"), CELLS)
def test_a_spoilt_cell_of_an_entry_is_named_and_the_entries_after_it_are_read(ward, book, column, expression):
    spoil("core_auditentry", column, expression, book.entries.get(number=3).pk)
    spoil("core_auditentry", "office", "'Chủ tịch'", book.entries.get(number=5).pk)
    assert faults(ward, "matters") == [3, 5]


@pytest.mark.parametrize("payload", [[], {"at": []}, {"content": 1}, "chữ", 1, None])
def test_content_of_another_shape_with_a_digest_that_fits_is_named(ward, book, payload):
    entry = book.entries.get(number=5)
    digest = audit.digest_of(entry.previous, payload)
    sql(
        "UPDATE core_auditentry SET payload = %s, digest = %s, seal = %s WHERE id = %s",
        *(json.dumps(payload), digest, keys.folder().seal(audit.seals.entry("05485", "matters", 5, digest)), entry.pk),
    )
    sql("UPDATE core_auditbook SET head = %s WHERE id = %s", digest, book.pk)
    assert faults(ward, "matters") == [5]


@pytest.mark.parametrize(
    ("column", "expression"),
    [
        only_sqlite("value", "'{không phải JSON'"),
        only_sqlite("value", "CAST(x'ff' AS TEXT)"),
        only_sqlite("path", "x'ff'"),
        only_sqlite("salt", "x'ff'"),
        ("value", "'[[]]'"),
        ("path", "'...'"),
    ],
)
def test_a_spoilt_personal_value_is_named(ward, book, column, expression):
    spoil("core_auditsecret", column, expression, AuditSecret.objects.latest("pk").pk)
    assert faults(ward, "core") == [1]


@pytest.mark.parametrize(
    ("column", "expression"),
    [
        only_sqlite("length", "'năm'"),
        only_sqlite("length", "5.5"),
        only_sqlite("head", "x'ff'"),
        only_sqlite("head", "CAST(x'ff' AS TEXT)"),
        ("length", "9223372036854775807"),
    ],
)
def test_a_spoilt_length_or_head_is_named_behind_the_last_entry(ward, book, column, expression):
    spoil("core_auditbook", column, expression, book.pk)
    assert faults(ward, "matters") == [6]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps each column to its kind")
def test_a_book_whose_name_is_no_text_stops_nothing(ward, book):
    spoil("core_auditbook", "name", "x'ff'", book.pk)
    found = {each.book: bool(each.faults) for each in chains.check(ward)}
    assert sorted(found.values()) == [False, True]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps each column to its kind")
def test_a_ward_whose_row_is_spoilt_does_not_hide_the_other(ward, other_ward, book):
    open_matter(ward=other_ward, title="Việc", by=factories.staff(other_ward, "civil_servant"), at=NOW)
    sql("UPDATE core_ward SET code = x'ff', name = CAST(x'ff' AS TEXT) WHERE id = %s", ward.pk)
    found = {(each.ward, each.book): bool(each.faults) for each in chains.check()}
    assert found["99999", "matters"] is False
    assert all(wrong for (code, _), wrong in found.items() if code != "99999")
    assert len(found) == 3


# Open votes


@pytest.fixture
def voted(opened, households):
    households(3)
    decision = opened(forms=("online",))
    for each in electors(decision):
        polling.vote(decision=decision, elector=each, choices=(YES,), by=account(each), at=LATER)
    return decision


@pytest.mark.parametrize(
    ("column", "expression"),
    [
        only_sqlite("choices", "'[1'"),
        only_sqlite("choices", "x'ff'"),
        only_sqlite("at", "'sáng nay'"),
        only_sqlite("seal", "'chữ'"),
        only_sqlite("previous", "CAST(x'ff' AS TEXT)"),
        ("choices", "'7'"),
        ("choices", "'[1, \"hai\"]'"),
        ("choices", "'[{}, []]'"),
        ("choices", "'null'"),
    ],
)
def test_a_spoilt_cell_of_a_ballot_is_named_and_the_ballots_after_it_are_read(ward, voted, column, expression):
    spoil("discuss_ballot", column, expression, Ballot.objects.get(decision=voted, number=2).pk)
    assert faults(ward, f"discuss:{voted.pk}") == [2]
    spoil("discuss_ballot", "at", "'2026-01-01 00:00:00+00'", Ballot.objects.get(decision=voted, number=3).pk)
    assert faults(ward, f"discuss:{voted.pk}") == [2, 3]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps each column to its kind")
def test_a_spoilt_decision_is_named_and_other_chains_are_walked(ward, voted):
    spoil("discuss_decision", "chain_length", "'ba'", voted.pk)
    spoil("discuss_decision", "rule", "'{'", voted.pk)
    assert faults(ward, f"discuss:{voted.pk}") == [4]


# What was published


SHAPES = [
    ("chains", {"core": [1, []]}),
    ("chains", {"core": [1, {}]}),
    ("chains", {"core": ["1", "ab"]}),
    ("chains", {"core": None}),
    ("chains", []),
    ("begun", {"core": [1, [2]]}),
    ("begun", 7),
    ("notes", [[]]),
    ("notes", {}),
    ("notes", [{"kind": {}}]),
    ("keys", []),
    ("keys", [[]]),
    ("keys", [[1, 2, 3]]),
    ("day", "hôm qua"),
    ("day", 1),
    ("at", []),
    ("at", "2026-03-02T00:00:00"),
    ("number", "1"),
    ("digest", []),
    ("previous", {}),
    ("signature", [1]),
    ("ward", None),
    ("name", "\ud800"),
]


@pytest.fixture
def published(ward, book) -> HeadStatement:
    with clock.travel_to(NOW), TestCase.captureOnCommitCallbacks(execute=True):
        rounds.publish(ward, NOW.date())
    return HeadStatement.objects.get()


@pytest.mark.parametrize("beside_the_key", [True, False])
@pytest.mark.parametrize(("part", "value"), SHAPES)
def test_a_statement_of_another_shape_is_named(ward, published, part, value, beside_the_key):
    if not beside_the_key:
        for each in (keys.folder().place / "statements").rglob("*.json"):
            each.unlink()
    sql("UPDATE core_headstatement SET text = %s", json.dumps({**json.loads(published.text), part: value}))
    assert faults(ward, "heads") == [1]


@pytest.mark.parametrize(
    ("column", "expression"),
    [
        only_sqlite("text", "x'ff'"),
        only_sqlite("text", "CAST(x'ff' AS TEXT)"),
        only_sqlite("number", "'một'"),
        ("text", "''"),
        ("text", "'7'"),
        ("text", f"'{NESTED * 20}'"),
    ],
)
def test_a_spoilt_statement_is_named(ward, published, column, expression):
    spoil("core_headstatement", column, expression, published.pk)
    assert faults(ward, "heads")


def test_a_spoilt_copy_beside_the_key_is_named(ward, published):
    [copy] = (keys.folder().place / "statements").rglob("*.json")
    copy.write_bytes(b"\xff")
    assert faults(ward, "heads") == [0]


def test_a_spoilt_note_of_the_beginning_stops_nothing(ward, published):
    archive.note_beginning(ward.code, {})
    assert faults(ward, "heads") == []
    for text in ("{", "[]", '{"core": 1}', '{"core": []}', "7"):
        (keys.folder().place / "begun" / f"{ward.code}.json").write_text(text)
        assert faults(ward, "heads") == []


def test_statements_after_one_that_is_gone_are_read(ward, published):
    for days in (1, 2, 3):
        at = clock.moment_on(date(2026, 3, 2 + days), 9)
        with clock.travel_to(at), TestCase.captureOnCommitCallbacks(execute=True):
            rounds.publish(ward, at.date())
    for each in (keys.folder().place / "statements").rglob("*.json"):
        each.unlink()
    sql("DELETE FROM core_headstatement WHERE number = 2")
    sql("UPDATE core_headstatement SET text = '{}' WHERE number = 4")
    assert faults(ward, "heads") == [2, 4]


# The walk itself


def test_what_no_reader_foresaw_is_a_fault_of_its_chain_alone(ward, book, monkeypatch):
    message = audit.seals.entry

    def fall(ward: str, book: str, number: int, digest: str) -> bytes:
        if book == "core":
            raise ArithmeticError
        return message(ward, book, number, digest)

    monkeypatch.setattr(audit.seals, "entry", fall)
    assert faults(ward, "core") == [0]
