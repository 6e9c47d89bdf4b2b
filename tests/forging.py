"""Somebody who has the database and nothing else: changes rows by SQL, then computes every hash after them anew."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import connection

from danchu.core import audit
from danchu.core.models import AuditBook, AuditEntry
from danchu.discuss import box
from danchu.discuss.models import Ballot, Decision


def sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def next_key(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT max(id) + 1 FROM {table}")
        return cursor.fetchone()[0]


def copy_row(table: str, pk: int, **changed: object) -> int:
    """Put a copy of the row ``pk`` into ``table``, with other values in the columns that ``changed`` names."""
    with connection.cursor() as cursor:
        columns = [each.name for each in connection.introspection.get_table_description(cursor, table)]
    new = next_key(table)
    changed = {**changed, "id": new}
    told = ", ".join("%s" if each in changed else each for each in columns)
    values = [changed[each] for each in columns if each in changed]
    sql(f"INSERT INTO {table} ({', '.join(columns)}) SELECT {told} FROM {table} WHERE id = %s", *values, pk)
    return new


# The trail


def change_entry(book: AuditBook, number: int, **payload: object) -> None:
    """Another ``payload`` (and the columns that repeat it) for an entry."""
    entry = book.entries.get(number=number)
    entry.payload |= payload
    for name, value in payload.items():
        setattr(entry, name, value)
    columns = ", ".join(f"{name} = %s" for name in payload)
    sql(
        f"UPDATE core_auditentry SET payload = %s, search_text = %s, {columns} WHERE id = %s",
        *(json.dumps(entry.payload), entry.searchable(), *payload.values(), entry.pk),
    )


def add_entry(book: AuditBook, after: int) -> None:
    """An entry like number ``after`` behind it; those that follow move up."""
    shift(book, after, 1)
    copy_row("core_auditentry", book.entries.get(number=after).pk, number=after + 1)


def drop_entry(book: AuditBook, number: int) -> None:
    entry = book.entries.get(number=number).pk
    sql("DELETE FROM core_auditsecret WHERE entry_id = %s", entry)
    sql("DELETE FROM core_auditentry WHERE id = %s", entry)
    shift(book, number, -1)


def shift(book: AuditBook, after: int, by: int) -> None:
    for step in (1_000_000, by - 1_000_000):
        sql("UPDATE core_auditentry SET number = number + %s WHERE book_id = %s AND number > %s", step, book.pk, after)


def rebuild_book(book: AuditBook) -> None:
    """Every hash of the book anew, its head too."""
    previous, number = "", 0
    for number, entry in enumerate(book.entries.order_by("number"), start=1):
        payload = {**entry.payload, "number": number}
        digest = audit.digest_of(previous, payload)
        sql(
            "UPDATE core_auditentry SET payload = %s, previous = %s, digest = %s WHERE id = %s",
            *(json.dumps(payload), previous, digest, entry.pk),
        )
        previous = digest
    sql("UPDATE core_auditbook SET length = %s, head = %s WHERE id = %s", number, previous, book.pk)


ATTACKS_ON_THE_TRAIL: dict[str, Callable[[AuditBook, int], None]] = {
    "change": lambda book, number: change_entry(book, number, actor_name="Người khác"),
    "add": lambda book, number: add_entry(book, number - 1),
    "drop": drop_entry,
}


def forge_trail(how: str, book: AuditBook, number: int) -> None:
    ATTACKS_ON_THE_TRAIL[how](book, number)
    rebuild_book(book)


# Open votes


def change_ballot(decision: Decision, number: int, choices: list[int]) -> None:
    sql(
        "UPDATE discuss_ballot SET choices = %s WHERE decision_id = %s AND number = %s",
        *(json.dumps(choices), decision.pk, number),
    )


def add_ballot(decision: Decision, number: int, elector: int, choices: list[int]) -> None:
    """A vote of a household that said nothing, as ballot ``number``."""
    shift_ballots(decision, number - 1, 1)
    other = Ballot.objects.filter(decision=decision).select_related("voice").first()
    receipt = box.receipt_hash(decision.pk, box.new_receipt())
    voice = copy_row("discuss_voice", other.voice_id, elector_id=elector, receipt_hash=receipt)
    copy_row("discuss_ballot", other.pk, number=number, voice_id=voice, choices=json.dumps(choices))


def drop_ballot(decision: Decision, number: int) -> None:
    voice = Ballot.objects.get(decision=decision, number=number).voice_id
    sql("DELETE FROM discuss_ballot WHERE voice_id = %s", voice)
    sql("DELETE FROM discuss_voice WHERE id = %s", voice)
    shift_ballots(decision, number, -1)


def shift_ballots(decision: Decision, after: int, by: int) -> None:
    for step in (1_000_000, by - 1_000_000):
        sql(
            "UPDATE discuss_ballot SET number = number + %s WHERE decision_id = %s AND number > %s",
            *(step, decision.pk, after),
        )


def rebuild_votes(decision: Decision) -> None:
    previous, number = "", 0
    rows = Ballot.objects.filter(decision=decision).select_related("voice__elector").order_by("number")
    for number, ballot in enumerate(rows, start=1):
        digest = box.link(previous, payload_of(ballot, number))
        sql("UPDATE discuss_ballot SET previous = %s, digest = %s WHERE id = %s", previous, digest, ballot.pk)
        previous = digest
    sql("UPDATE discuss_decision SET chain_length = %s, chain_head = %s WHERE id = %s", number, previous, decision.pk)


def payload_of(ballot: Ballot, number: int) -> dict[str, Any]:
    at: datetime = ballot.at
    voice = ballot.voice
    return box.ballot_payload(
        number, voice.receipt_hash, group=voice.elector.group_id, form=voice.form, choices=ballot.choices, at=at
    )


def forge_votes(how: str, decision: Decision, number: int, *, elector: int) -> None:
    """One vote changed, added for ``elector``, or dropped, as number ``number``; then the chain computed anew."""
    match how:
        case "change":
            before = Ballot.objects.get(decision=decision, number=number).choices
            change_ballot(decision, number, [2] if before == [1] else [1])
        case "add":
            add_ballot(decision, number, elector, [2])
        case _:
            drop_ballot(decision, number)
    rebuild_votes(decision)


def entries(book: AuditBook) -> int:
    return AuditEntry.objects.filter(book=book).count()
