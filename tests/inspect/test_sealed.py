"""A denunciation opens with the words of a settler, and with nothing else."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from danchu.core.actors import VISITOR
from danchu.core.models.audit import AppendOnly
from danchu.core.refusals import Refused
from danchu.inspect import queries, seal
from danchu.inspect.actions.intake import Contact, Place
from danchu.inspect.actions.publishing import add_to_case
from danchu.inspect.actions.sealing import give_share, make_key
from danchu.inspect.actions.settling import accept_case, refuse_case
from danchu.inspect.models import SealOpening
from danchu.inspect.opening import new_pair, open_seal
from danchu.inspect.states import Part
from tests import factories
from tests.inspect.words import MORNING, NAME, WORDS

pytestmark = pytest.mark.django_db


def legible(value) -> str:
    return bytes(value).decode("utf-8", "ignore") if isinstance(value, bytes | memoryview) else str(value)


def letter_of(case):
    return case.sealed.get(kind=Part.LETTER)


def test_the_chair_opens_it_with_the_words_and_each_try_is_logged(denounced, settler):
    case = denounced()
    with pytest.raises(Refused, match="Câu khóa"):
        open_seal(case=case, words="sai", reason="Đọc đơn", by=settler, at=MORNING)
    opened = open_seal(case=case, words=WORDS, reason="Đọc đơn", by=settler, at=MORNING)
    assert opened.letter(letter_of(case)).name == NAME
    assert sorted(SealOpening.objects.values_list("succeeded", flat=True)) == [False, True]


def test_a_file_comes_out_as_it_went_in(denounced, settler):
    case = denounced(files=[seal.Enclosure("biên lai.jpg", "image/jpeg", b"\xff\xd8 image")])
    opened = open_seal(case=case, words=WORDS, reason="Đọc đơn", by=settler, at=MORNING)
    found = opened.enclosure(case.sealed.get(kind=Part.FILE))
    assert (found.name, found.content) == ("biên lai.jpg", b"\xff\xd8 image")


def test_another_officer_neither_sees_nor_handles_it(ward, denounced, unit):
    officer = factories.staff(ward, "civil_servant")
    case = denounced()
    assert not queries.visible_to(officer, ward).filter(pk=case.pk).exists()
    with pytest.raises(PermissionDenied):
        accept_case(case=case, unit=unit, by=officer, at=MORNING)


def test_who_is_made_a_settler_opens_it_too(ward, denounced, settler):
    officer = factories.staff(ward, "civil_servant")
    key = make_key(ward=ward, pair=new_pair("núi Cốc mây phủ bốn mùa"), by=officer, at=MORNING)
    case = denounced()
    opened = open_seal(case=case, words=WORDS, reason="Giao người giải quyết", by=settler, at=MORNING)
    give_share(case=case, key=key, wrapped=opened.share_for(key), by=settler, at=MORNING)
    again = open_seal(case=case, words="núi Cốc mây phủ bốn mùa", reason="Xác minh", by=officer, at=MORNING)
    assert again.letter(letter_of(case)).name == NAME
    assert queries.visible_to(officer, ward).filter(pk=case.pk).exists()


def test_no_column_of_the_database_holds_the_name_or_the_words(denounced, settler):
    denounced("Ông Trần Văn Tham nhận tiền.")
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [
                table
                for row in cursor.fetchall()
                for value in row
                for secret in (NAME, "Trần Văn Tham", "0912345678")
                if secret in legible(value)
            ]
    assert found == []


def test_what_one_letter_says_reads_differently_each_time_it_is_sealed(denounced):
    first, second = denounced("Như nhau."), denounced("Như nhau.")
    assert bytes(letter_of(first).content) != bytes(letter_of(second).content)


def test_shares_and_parts_of_one_case_open_nothing_in_another(denounced, settler):
    first, second = denounced("Việc một."), denounced("Việc hai.")
    swapped = first.shares.get().wrapped
    first.shares.update(wrapped=second.shares.get().wrapped)
    with pytest.raises(Refused, match="nguyên vẹn"):
        open_seal(case=first, words=WORDS, reason="Đọc đơn", by=settler, at=MORNING)
    first.shares.update(wrapped=swapped)
    first.sealed.update(content=letter_of(second).content)
    opened = open_seal(case=first, words=WORDS, reason="Đọc đơn", by=settler, at=MORNING)
    with pytest.raises(seal.Broken):
        opened.letter(letter_of(first))


def test_a_whole_seal_moved_to_another_case_does_not_open_there(denounced, settler):
    first, second = denounced("Việc một."), denounced("Việc hai.")
    for rows in (first.shares, first.sealed):
        rows.all().delete()
    first.seal.delete()
    for rows in (second.shares, second.sealed):
        rows.update(case=first)
    type(second.seal).objects.filter(case=second).update(case=first)
    with pytest.raises(Refused, match="nguyên vẹn"):
        open_seal(case=type(first).objects.get(pk=first.pk), words=WORDS, reason="Đọc", by=settler, at=MORNING)


def test_a_file_does_not_pass_for_a_letter(denounced, settler):
    case = denounced(files=[seal.Enclosure("a.txt", "text/plain", b"{}")])
    opened = open_seal(case=case, words=WORDS, reason="Đọc đơn", by=settler, at=MORNING)
    case.sealed.filter(kind=Part.FILE).update(kind=Part.LETTER)
    with pytest.raises(seal.Broken):
        [opened.letter(each) for each in case.sealed.all()]


def test_a_key_that_somebody_put_into_the_database_is_not_sealed_for(ward, settler):
    assert len(queries.keys_for_sealing(ward)) == 1
    settler_key = queries.keys_for_sealing(ward)[0]
    type(settler_key).objects.update(public=new_pair("một hai ba bốn năm sáu bảy").public)
    assert queries.keys_for_sealing(ward) == []


def test_who_left_the_office_neither_sees_nor_opens_what_was_settled(ward, denounced, settler):
    case = denounced()
    settler.person.mandates.update(ended_on=MORNING.date())
    gone = type(settler).objects.get(pk=settler.pk)
    assert not queries.visible_to(gone, ward).filter(pk=case.pk).exists()
    with pytest.raises(PermissionDenied):
        open_seal(case=case, words=WORDS, reason="Tò mò", by=gone, at=MORNING)


def test_a_leader_who_was_left_out_does_not_end_the_case(ward, denounced, settler):
    deputy = factories.staff(ward, "ward_vice_chair")
    with pytest.raises(PermissionDenied):
        refuse_case(case=denounced(), ground="settled", by=deputy, at=MORNING)


def test_the_length_of_a_letter_says_little(denounced):
    assert len(letter_of(denounced("Ngắn.")).content) == len(letter_of(denounced("Dài. " * 200)).content)


def test_nothing_of_a_denunciation_is_taken_in_the_clear(ward, received, denounced, settler):
    resident = factories.resident(ward)
    for told in ({"place": Place(address="Ngõ 5")}, {"title": "Rõ"}, {"by": resident}, {"contact": Contact(name=NAME)}):
        with pytest.raises(ValueError, match="in the clear"):
            denounced(**told)


def test_what_is_added_goes_under_the_seal(denounced, settler):
    case = denounced()
    with pytest.raises(ValueError, match="in the clear"):
        add_to_case(case=case, text="Thêm.", by=VISITOR, at=MORNING)
    add_to_case(case=case, sealed=seal.add(case, seal.Letter("Thêm.")), by=VISITOR, at=MORNING)
    opened = open_seal(case=case, words=WORDS, reason="Đọc đơn", by=settler, at=MORNING)
    assert [opened.letter(each).text for each in case.sealed.all()] == ["Ông B nhận tiền của dân.", "Thêm."]


def test_openings_are_neither_changed_nor_deleted(denounced, settler):
    case = denounced()
    open_seal(case=case, words=WORDS, reason="Đọc đơn", by=settler, at=MORNING)
    line = case.openings.get()
    for act in (line.save, line.delete):
        with pytest.raises(AppendOnly):
            act()
