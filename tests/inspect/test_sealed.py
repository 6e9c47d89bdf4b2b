"""A denunciation opens with the words of a settler, and with nothing else."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from danchu.core.refusals import Refused
from danchu.inspect import queries, seal
from danchu.inspect.actions.sealing import give_share, make_key
from danchu.inspect.actions.settling import accept_case
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
