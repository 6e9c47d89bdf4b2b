"""One altered byte anywhere in the trail is found, and the right link is named."""

import json
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from danchu.core import audit
from danchu.core.actions.subscriptions import ask_to_be_told, confirm_subscription
from danchu.core.actors import VISITOR, office_of
from danchu.core.models import AuditBook, AuditEntry, AuditSecret, User
from danchu.core.models.audit import AppendOnly
from danchu.core.official import REGISTRY
from danchu.core.trust import walking
from danchu.core.trust.chains import words_of
from danchu.lib import clock
from danchu.matters.actions.matters import close_matter, open_matter
from tests import factories

pytestmark = pytest.mark.django_db
NOW = clock.moment_on(date(2026, 3, 2), 9)


@pytest.fixture
def book(ward, officer) -> AuditBook:
    """The book of matters with five entries, and another book beside it."""
    for number in range(3):
        matter = open_matter(ward=ward, title=f"Việc {number}", by=officer, at=NOW)
    close_matter(matter=matter, note="Xong", by=officer, at=NOW)
    ask_to_be_told(ward=ward, email="hoa@example.vn", by=VISITOR, at=NOW)
    return AuditBook.objects.get(name="matters")


def first_broken(ward) -> list[tuple[str, int]]:
    return [(each.book, each.number) for each in audit.verify(ward)]


def test_a_trail_that_nobody_touched_is_whole(ward, book):
    assert book.length == 5
    assert first_broken(ward) == []
    assert [(each.book, each.entries) for each in audit.check(ward)] == [("core", 1), ("matters", 5)]


def changed(value):
    """``value`` with one byte altered."""
    match value:
        case None:
            return 1
        case int():
            return value + 1
        case bytes():
            return bytes([value[0] ^ 1]) + value[1:]
        case str():
            return value[:-1] + ("x" if value[-1:] != "x" else "y") if value else "x"
        case _:
            return value + timedelta(microseconds=1)


ALTERED = [each.attname for each in AuditEntry._meta.concrete_fields if each.attname not in {"id", "payload"}]


@pytest.mark.parametrize("column", ALTERED)
def test_an_altered_column_of_an_entry_is_named(ward, other_ward, book, column):
    entry = book.entries.get(number=3)
    value = getattr(entry, column)
    new = {
        "ward_id": other_ward.pk,
        "book_id": AuditBook.objects.get(name="core").pk,
        "number": 1000,
    }.get(column, changed(value))
    AuditEntry.objects.filter(pk=entry.pk).update(**{column: new})
    assert ("matters", 3) in first_broken(ward)


def paths(node, before=()):
    if isinstance(node, dict) and node:
        for key, value in node.items():
            yield from paths(value, (*before, key))
    else:
        yield before


def test_every_altered_value_of_the_content_is_named(ward, book):
    entry = book.entries.get(number=2)
    everywhere = list(paths(entry.payload))
    assert len(everywhere) > 10
    for path in everywhere:
        payload = json.loads(json.dumps(entry.payload))
        node = payload
        for key in path[:-1]:
            node = node[key]
        node[path[-1]] = "khác"
        AuditEntry.objects.filter(pk=entry.pk).update(payload=payload)
        assert first_broken(ward) == [("matters", 2)], path
    AuditEntry.objects.filter(pk=entry.pk).update(payload=entry.payload)
    assert first_broken(ward) == []


@pytest.mark.parametrize("number", [1, 3, 5])
def test_a_removed_entry_is_named(ward, book, number):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM core_auditentry WHERE book_id = %s AND number = %s", [book.pk, number])
    assert first_broken(ward) == [("matters", number)]


def test_an_entry_put_in_at_the_end_is_named(ward, book):
    last = book.entries.get(number=5)
    last.pk, last.number, last.previous = None, 6, last.digest
    last.payload = {**last.payload, "number": 6}
    last.digest = audit.digest_of(last.previous, last.payload)
    last.save()
    assert first_broken(ward) == [("matters", 6)]


def test_a_book_that_was_cut_short_is_named(ward, book):
    AuditBook.objects.filter(pk=book.pk).update(length=4)
    assert first_broken(ward) == [("matters", 5)]


def test_an_entry_written_anew_with_a_right_digest_bears_a_seal_of_another(ward, book):
    entry = book.entries.get(number=2)
    payload = {**entry.payload, "actor_name": "Người khác"}
    AuditEntry.objects.filter(pk=entry.pk).update(
        payload=payload,
        actor_name="Người khác",
        digest=audit.digest_of(entry.previous, payload),
        search_text="viec 1 nguoi khac",
    )
    assert first_broken(ward) == [("matters", 2)]


@pytest.mark.parametrize("column", ["path", "salt", "value"])
def test_an_altered_personal_value_is_named(ward, book, column):
    secret = AuditSecret.objects.first()
    AuditSecret.objects.filter(pk=secret.pk).update(**{column: changed(getattr(secret, column))})
    assert first_broken(ward) == [("core", 1)]


def test_a_personal_value_that_the_law_erases_leaves_the_chain_whole(ward, book):
    assert "hoa@example.vn" not in json.dumps(AuditEntry.objects.get(book__name="core").payload)
    AuditSecret.objects.all().delete()
    assert first_broken(ward) == []


def test_each_broken_book_is_named_and_the_other_ward_stays_whole(ward, other_ward, book):
    neighbour = factories.staff(other_ward, "civil_servant")
    open_matter(ward=other_ward, title="Việc bên kia", by=neighbour, at=NOW)
    AuditEntry.objects.filter(book__ward=ward, number=1).update(action="khác")
    assert first_broken(ward) == [("core", 1), ("matters", 1)]
    assert first_broken(other_ward) == []


def test_entries_can_neither_be_saved_again_nor_deleted(book):
    entry = book.entries.first()
    with pytest.raises(AppendOnly):
        entry.save()
    with pytest.raises(AppendOnly):
        entry.delete()


def test_what_is_appended_during_a_check_is_no_fault(ward, book, officer, monkeypatch):
    monkeypatch.setattr(walking, "CHUNK", 2)

    def tick(entries: int) -> None:
        if not User.objects.filter(username="mot-lan").exists():
            factories.user(ward, username="mot-lan")
            open_matter(ward=ward, title="Việc mới mở", by=officer, at=NOW)

    assert [each.broken for each in audit.check(ward, tick)] == [None, None]
    assert book.entries.count() == 6


def test_the_act_that_failed_leaves_no_entry(ward, book, officer):
    matter = book.entries.order_by("number").first().target_id
    assert matter
    wish = ask_to_be_told(ward=ward, email="lan@example.vn", by=VISITOR, at=NOW)
    before = AuditEntry.objects.count()
    with pytest.raises(TypeError):
        confirm_subscription(subscription=wish, by=VISITOR, at=NOW, unknown=1)
    assert AuditEntry.objects.count() == before


# danchu verify


def verified(*arguments: str) -> str:
    out = StringIO()
    call_command("verify", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_says_a_line_a_book_when_all_is_whole(ward, book):
    assert verified().splitlines() == [
        "05485 sổ Chung: nguyên vẹn, 1 dòng",
        "05485 sổ Việc chung: nguyên vẹn, 5 dòng",
        "Tất cả nguyên vẹn: 2 sổ, 6 dòng.",
    ]


def test_every_book_has_a_vietnamese_name():
    rooms = {act.book for act in REGISTRY.values()}
    assert len(rooms) > 6
    assert [room for room in rooms if words_of(room).lower() == f"sổ {room}"] == []
    assert words_of("discuss:7") == "phiếu công khai, việc số 7"
    assert words_of("của ai khác") == "sổ của ai khác"


def test_the_command_fails_with_one_and_names_the_first_broken_link(ward, book):
    AuditEntry.objects.filter(book=book, number=4).update(office="Chủ tịch")
    out = StringIO()
    with pytest.raises(CommandError) as failure:
        call_command("verify", stdout=out)
    assert failure.value.returncode == 1
    assert "05485 sổ Việc chung: SAI ở dòng 4" in out.getvalue()
    assert "05485 sổ Chung: nguyên vẹn" in out.getvalue()
    assert str(failure.value).startswith("KHÔNG nguyên vẹn: 1 trên 2 sổ có chỗ sai.")


def test_the_command_names_each_wrong_entry_and_counts_the_rest(ward, book, officer):
    for number in range(4):
        open_matter(ward=ward, title=f"Việc nữa {number}", by=officer, at=NOW)
    AuditEntry.objects.filter(book=book).exclude(number=2).update(office="Chủ tịch")
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("verify", stdout=out)
    assert [each for each in range(1, 10) if f"SAI ở dòng {each}:" in out.getvalue()] == [1, 3, 4, 5, 6]
    assert "05485 sổ Việc chung: SAI ở 3 dòng nữa" in out.getvalue()


def test_the_command_speaks_json(ward, book):
    answer = json.loads(verified("--json", "--ward", "05485"))
    assert answer["whole"] is True
    told = {"ward": "05485", "book": "matters", "entries": 5, "faults": [], "unnamed": 0, "broken": None}
    assert answer["books"][1] == told


def test_the_command_checks_one_ward_only_and_knows_when_there_is_none(ward, other_ward, book):
    AuditEntry.objects.filter(book=book, number=4).update(office="Chủ tịch")
    assert verified("--ward", "99999") == "Chưa có sổ nhật ký nào.\n"
    with pytest.raises(CommandError) as failure:
        verified("--ward", "00000")
    assert failure.value.returncode == 2


def test_an_entry_more_costs_three_statements_in_a_book_that_is_there(ward, officer, django_assert_num_queries):
    written = {"ward": ward, "book": "ward", "at": clock.now(), "by": officer, "action": "ward.tried", "clause": ""}
    with transaction.atomic():
        audit.append(**written, target=None, content={})
        office_of(officer)  # read once for each account
        with django_assert_num_queries(3):  # the book, the entry, the book's new end
            second = audit.append(**written, target=None, content={})
    assert second.number == 2
    assert AuditEntry.objects.get(pk=second.pk).payload == second.payload
