"""The life of an official document: draft, number, freezing, signed copy, withdrawal."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from danchu.core import audit
from danchu.core.actions.documents import (
    attach_signed_copy,
    change_draft_document,
    issue_document,
    prepare_document,
    withdraw_document,
)
from danchu.core.models import AuditEntry, NumberBook, OfficialDocument, StoredFile
from danchu.core.records.blocks import Paper
from danchu.core.records.papers import paper_of
from danchu.core.records.states import DocumentState
from danchu.core.refusals import Refused
from danchu.lib import clock
from tests import factories
from tests.core.records.conftest import AT, DAY, LETTER, MINUTES, letter, minutes

pytestmark = pytest.mark.django_db


def issued(document, chair, by, at=AT):
    return issue_document(document=document, signer=chair, by=by, at=at)


def test_a_draft_has_room_for_a_number_and_no_code(drafted):
    document = drafted()
    paper = paper_of(document, DAY)
    assert document.state == DocumentState.DRAFT
    assert paper.symbol.split() == ["Số:", "/TB-UBND"]
    assert paper.check == ""


def test_issuing_gives_number_day_signer_and_freezes(drafted, chair, officer):
    document = issued(drafted(), chair, officer)
    paper = paper_of(document, date(2030, 1, 1))
    assert (document.symbol, document.issued_on, document.signer_name) == ("01/TB-UBND", DAY, chair)
    assert paper.symbol == "Số: 01/TB-UBND"
    assert paper.place_and_date == "Bách Quang, ngày 02 tháng 3 năm 2026"
    assert paper.parties[0].capacity == "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH"
    assert document.code in paper.check
    assert document.digest == Paper.from_plain(document.paper).digest
    assert [each.name for each in document.recipients.all()] == ["Như trên;", "Lưu: VT."]
    with pytest.raises(Refused):
        change_draft_document(document=document, source=letter(subject="Khác"), by=officer, at=AT)
    with pytest.raises(Refused):
        issued(document, chair, officer)


def test_numbers_run_by_type_and_year(drafted, chair, officer):
    assert [issued(drafted(), chair, officer).symbol for _ in range(3)] == ["01/TB-UBND", "02/TB-UBND", "03/TB-UBND"]
    assert issue_document(document=drafted(MINUTES, minutes()), by=officer, at=AT).symbol == "01/BB-UBND"
    new_year = clock.moment_on(date(2027, 1, 1), 0, 30)
    assert issued(drafted(), chair, officer, at=new_year).symbol == "01/TB-UBND"


def test_each_ward_has_its_own_numbers(drafted, chair, officer, other_ward):
    issued(drafted(), chair, officer)
    neighbour, head = factories.staff(other_ward, "civil_servant"), factories.staff(other_ward, "ward_chair")
    theirs = prepare_document(
        ward=other_ward, kind=LETTER, target=factories.group(other_ward), source=letter(), by=neighbour, at=AT
    )
    assert issued(theirs, head.person.full_name, neighbour).number == 1


def test_what_fails_takes_no_number(drafted, chair, officer):
    with pytest.raises(Refused):
        issued(drafted(), "Người không có chức vụ", officer)
    with transaction.atomic():
        issued(drafted(), chair, officer)
        transaction.set_rollback(True)
    assert issued(drafted(), chair, officer).number == 1


def test_a_withdrawn_document_keeps_its_number_and_nobody_gets_it_again(drafted, chair, officer):
    first = issued(drafted(), chair, officer)
    with pytest.raises(Refused):
        withdraw_document(document=first, reason=" ", by=officer, at=AT)
    withdraw_document(document=first, reason="Sai nội dung", by=officer, at=AT)
    assert (first.state, first.symbol) == (DocumentState.WITHDRAWN, "01/TB-UBND")
    assert issued(drafted(), chair, officer).number == 2
    with pytest.raises(Refused):
        withdraw_document(document=first, reason="Lần nữa", by=officer, at=AT)


def test_a_draft_is_dropped_without_a_number(drafted, officer):
    document = withdraw_document(document=drafted(), reason="Lập nhầm", by=officer, at=AT)
    assert document.number is None
    assert not NumberBook.objects.exists()


def test_only_one_who_holds_the_office_that_day_signs(drafted, leader, officer):
    mandate = leader.person.mandates.get()
    mandate.ended_on = DAY
    mandate.save()
    with pytest.raises(Refused) as refused:
        issued(drafted(), leader.person.full_name, officer)
    assert refused.value.objections[0].field == "signer"


def test_a_vice_chair_signs_for_the_chair(ward, drafted, officer):
    vice = factories.staff(ward, "ward_vice_chair")
    document = issued(drafted(), vice.person.full_name, officer)
    assert Paper.from_plain(document.paper).parties[0].capacity.splitlines()[1:] == ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]


@pytest.mark.parametrize("office", ["group_leader", "council_deputy", "auditor"])
def test_who_may_not_make_it_does_not(ward, group, drafted, office):
    stranger = factories.staff(ward, office)
    with pytest.raises(PermissionDenied):
        prepare_document(ward=ward, kind=LETTER, target=group, source=letter(), by=stranger, at=AT)
    with pytest.raises(PermissionDenied):
        withdraw_document(document=drafted(), reason="Không thích", by=stranger, at=AT)


def test_nobody_acts_on_what_is_in_another_ward(ward, officer, other_ward, drafted):
    with pytest.raises(PermissionDenied):
        prepare_document(ward=ward, kind=LETTER, target=factories.group(other_ward), source=letter(), by=officer, at=AT)
    neighbour = factories.staff(other_ward, "civil_servant")
    with pytest.raises(PermissionDenied):
        withdraw_document(document=drafted(), reason="Không thích", by=neighbour, at=AT)


@pytest.mark.parametrize(
    ("source", "field"), [({"subject": ""}, "subject"), ({"subject": "x" * 501}, "subject"), ({"body": " \n"}, "body")]
)
def test_a_document_without_subject_or_text_is_refused(drafted, source, field):
    with pytest.raises(Refused) as refused:
        drafted(source=letter(**source))
    assert refused.value.objections[0].field == field


def test_minutes_need_parties(drafted):
    with pytest.raises(Refused):
        drafted(MINUTES)


def test_a_signed_copy_is_kept_beside_the_issued_document_only(ward, drafted, chair, officer):
    scan = StoredFile.objects.create(
        ward=ward, name="bản ký.pdf", mime="application/pdf", size=1, sha256="0" * 64, uploaded_at=AT
    )
    document = drafted()
    with pytest.raises(Refused):
        attach_signed_copy(document=document, file=scan, by=officer, at=AT)
    issued(document, chair, officer)
    assert attach_signed_copy(document=document, file=scan, by=officer, at=AT).signed_copy == scan


def test_the_trail_knows_the_acts_and_the_digest_but_not_the_text(drafted, chair, officer):
    document = issued(drafted(source=letter(body="Điều bí ẩn.")), chair, officer)
    entries = AuditEntry.objects.filter(target_id=str(document.pk), target_type="core.officialdocument")
    entries = entries.order_by("number")
    assert [each.action for each in entries] == ["core.prepare_document", "core.issue_document"]
    assert document.digest in str(entries.last().payload)
    assert "bí ẩn" not in "".join(str(each.payload) for each in entries)
    assert list(audit.verify(document.ward)) == []


def test_the_database_itself_refuses_a_number_twice_and_an_issue_without_number(drafted, chair, officer):
    first, second = issued(drafted(), chair, officer), issued(drafted(), chair, officer)
    rows = OfficialDocument.objects.filter(pk=second.pk)
    for wrong in (
        {"number": first.number},
        {"number": None},
        {"state": "draft"},
        {"state": "withdrawn"},
        {"state": "x"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**wrong)
