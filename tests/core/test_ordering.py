"""What databases order by, where a list stands in the order of the Vietnamese alphabet: the same on both."""

import pytest
from django.db.models import F

from danchu.core.ordering import Alphabetical, ByGivenName
from danchu.lib.vntext import collated
from danchu.ward.models import Household
from tests import factories

TEXTS = ["Uyên", "Đào", "Tổ 10", "Ôn", "an", "Dũng", "Ưng", "Ấn", "Tổ 2", "Oanh", "Âu", "Ăn", "ÊM", "em", "9", "B (1)"]
IN_ORDER = [
    "9",
    "an",
    "Ăn",
    "Ấn",
    "Âu",
    "B (1)",
    "Dũng",
    "Đào",
    "em",
    "ÊM",
    "Oanh",
    "Ôn",
    "Tổ 2",
    "Tổ 10",
    "Uyên",
    "Ưng",
]
NAMES = ["Nguyễn Văn Đạt", "Ôn Công", "Lê An", "Đào Thị Ánh", "  Trần Anh ", "Nguyễn Văn An"]
BY_GIVEN_NAME = ["Lê An", "Nguyễn Văn An", "Đào Thị Ánh", "  Trần Anh ", "Ôn Công", "Nguyễn Văn Đạt"]


@pytest.fixture
def texts(ward):
    group = factories.group(ward)

    def keep(found):
        for each in found:
            factories.household(group, head_name=each, address=each)
        return Household.objects.filter(ward=ward)

    return keep


def test_the_alphabet_is_the_vietnamese_one_and_numbers_count():
    assert sorted(TEXTS, key=collated) == IN_ORDER


@pytest.mark.django_db
def test_a_database_orders_texts_as_the_dictionary_does(texts):
    assert list(texts(TEXTS).order_by(Alphabetical("address")).values_list("address", flat=True)) == IN_ORDER


@pytest.mark.django_db
def test_a_database_orders_names_by_what_people_are_called(texts):
    assert list(texts(NAMES).order_by(ByGivenName("head_name")).values_list("head_name", flat=True)) == BY_GIVEN_NAME


@pytest.mark.django_db
def test_a_database_makes_of_a_text_what_we_make_of_it(texts):
    told = ["Số 12/3, ngõ 00045 Đường Nguyễn Văn Trỗi", "a1b22c333", "1234567890123456", "Ỷ Y Ỵ", "ß ñ 中"]
    found = texts(told).annotate(key=Alphabetical("address")).values_list("address", "key")
    assert dict(found) == {each: collated(each) for each in told}


@pytest.mark.django_db
def test_what_is_empty_has_no_place(texts):
    rows = texts(["", "b", "a"]).order_by(Alphabetical("address").desc(nulls_last=True), F("pk"))
    assert list(rows.values_list("address", flat=True)) == ["b", "a", ""]
