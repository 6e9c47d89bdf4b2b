"""A trail that named senders is written anew by the update: whole, without them, and nothing forged is made whole."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from danchu.core import audit, official
from danchu.core.actions.documents import issue_document, prepare_document
from danchu.core.models import AuditBook, AuditEntry, AuditSecret, User
from danchu.core.records import kinds
from danchu.core.records.papers import paper_of
from danchu.core.trust import archive
from danchu.inspect import queries, resealing, seal
from danchu.inspect.actions.intake import Contact
from danchu.inspect.actions.publishing import add_to_case, note_on_case
from danchu.inspect.actions.sealing import seal_case
from danchu.inspect.actions.settling import withdraw_case
from danchu.inspect.models import SealShare
from danchu.inspect.states import Channel, Part
from tests import factories
from tests.inspect.words import MORNING, NAME
from tests.inspect.words import WORDS as KEY

pytestmark = pytest.mark.django_db
WORDS = "Bà Tám cũng thấy."


@pytest.fixture
def sender(ward):
    return factories.user(ward, kind=User.Kind.RESIDENT, display_name=NAME)


@pytest.fixture
def of_old(monkeypatch):
    """Acts are recorded as the versions before recorded them: with the account, and words in the clear; and a seal
    leaves in the trail what stood apart."""
    monkeypatch.setattr(official, "_shown", lambda unnamed, by, about: (by, None))
    real = audit._set_apart
    kept = frozenset({"reason", "note", "topic", "topic_id", "group_id"})
    monkeypatch.setattr(audit, "_set_apart", lambda content, personal: real(content, personal - kept))

    monkeypatch.setattr(resealing, "audit", SimpleNamespace(erase=lambda rows: 0, erase_gone=lambda model, **owner: 0))
    yield
    monkeypatch.undo()


@pytest.fixture
def trail(of_old, ward, sender, officer, received, settler):
    """Two cases of one sender: a remark that was put under a seal, a request that was withdrawn at the desk."""
    told = {"contact": Contact(NAME, account=sender), "by": sender}
    sealed, asked = received(**told), received(kind="information", **told)
    add_to_case(case=sealed, text=WORDS, by=sender, at=MORNING)
    note_on_case(case=sealed, text=WORDS, by=officer, at=MORNING)
    withdraw_case(case=asked, reason=WORDS, by=officer, at=MORNING)
    received(channel=Channel.PAPER, by=officer)
    seal_case(case=sealed, sealed=seal.Closing(tuple(queries.keys_for_sealing(ward))), by=officer, at=MORNING)
    return SimpleNamespace(sealed=sealed, asked=asked)


def entries():
    return AuditEntry.objects.filter(book__name="inspect")


def updated():
    import_module("danchu.inspect.migrations.0004_unnamed_senders").unname(apps, SimpleNamespace(connection=connection))


def broken(ward):
    """What a check finds once the update has noted how far the chains had come without seals."""
    AuditEntry.objects.update(seal=None)
    archive.note_beginning(ward.code, audit.unsealed_of(ward), anew=True)
    return [(each.book, each.number, each.reason) for each in audit.verify(ward)]


def test_senders_become_visitors_and_officers_stay(ward, trail, sender, officer):
    assert entries().filter(actor_id=sender.pk).count() == 3
    book = AuditBook.objects.get(name="inspect")
    updated()
    assert broken(ward) == []
    assert not entries().filter(actor_id=sender.pk).exists()
    assert not [each for each in entries() if NAME in str(each.payload) or "kin tieng" in each.search_text]
    desk = set(entries().filter(actor_id=officer.pk).values_list("action", flat=True))
    assert {"inspect.note_on_case", "inspect.withdraw_case", "inspect.receive_case", "inspect.seal_case"} <= desk
    last = entries().order_by("-number")[0]
    told = last.payload["content"]["arguments"]
    assert (last.action, last.actor_name, last.number) == ("core.unname_senders", "Hệ thống", book.length + 1)
    assert (told["rewritten"], told["head_before"], told["head_after"]) == (3, book.head, last.previous)


def test_words_are_apart_and_those_of_a_sealed_case_gone(ward, trail):
    updated()
    assert not [each for each in entries() if WORDS in str(each.payload)]
    withdrawn = entries().get(action="inspect.withdraw_case")
    assert withdrawn.secrets.get(path="arguments.reason").value == WORDS
    about = AuditSecret.objects.filter(entry__target_type="inspect.case", entry__target_id=str(trail.sealed.pk))
    assert not about.exists()


def test_a_second_run_changes_nothing(trail):
    updated()
    before = list(AuditEntry.objects.order_by("pk").values())
    updated()
    assert list(AuditEntry.objects.order_by("pk").values()) == before


def test_a_book_without_senders_is_left_as_it_is(ward, trail):
    before = AuditBook.objects.get(name="duties").head
    updated()
    assert AuditBook.objects.get(name="duties").head == before
    assert not AuditEntry.objects.filter(book__name="duties", action="core.unname_senders").exists()


@pytest.mark.parametrize("number", [2, 4, 6])
def test_what_somebody_forged_before_is_found_after(ward, trail, number):
    entry = entries().get(number=number)
    AuditEntry.objects.filter(pk=entry.pk).update(payload=entry.payload | {"clause": "9.9"}, clause="9.9")
    found = broken(ward)
    assert [each[1] for each in found] == [number]
    updated()
    assert broken(ward) == found


def test_a_book_that_was_cut_short_is_not_made_whole(ward, trail):
    book = AuditBook.objects.get(name="inspect")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM core_auditsecret WHERE entry_id = %s", [entries().get(number=book.length).pk])
        cursor.execute("DELETE FROM core_auditentry WHERE book_id = %s AND number = %s", [book.pk, book.length])
    updated()
    assert [each[:2] for each in broken(ward)] == [("inspect", book.length)]


def test_what_a_document_says_of_a_sealed_case_goes_under_its_seal(
    ward, of_old, received, settler, officer, monkeypatch
):
    case = received(kind="complaint", text=WORDS)
    kind = kinds.of("inspect.proposal-complaint")
    told = {"by": officer, "at": MORNING}
    draft = prepare_document(ward=ward, kind=kind.key, target=case, source=kind.source_for(case), **told)
    issue_document(document=draft, signer=settler.display_name, **told)
    monkeypatch.setattr(resealing, "erasing", SimpleNamespace(erase=lambda documents, **told: None))
    sealed = seal_case(case=case, sealed=seal.Closing(tuple(queries.keys_for_sealing(ward))), **told)
    draft.refresh_from_db()
    assert NAME in str(draft.paper)
    updated()
    draft.refresh_from_db()
    assert NAME not in str(vars(draft))
    assert (draft.state, paper_of(draft, MORNING.date()).digest) == ("withdrawn", draft.digest)
    opened = seal.Opened(SealShare.objects.select_related("key", "case__seal").get(case=sealed), KEY)
    assert NAME in opened.note(sealed.sealed.get(kind=Part.NOTE))
    assert not AuditSecret.objects.filter(entry__target_type="core.officialdocument").exists()
    assert broken(ward) == []
