"""Words are found through an index: whatever was written, it finds what a plain look at every row finds."""

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from danchu.core import searching
from danchu.core.searching import candidates, keep_indexes, wipe
from danchu.core.ui.registers import searched
from danchu.lib.vntext import fold, name_key, words
from danchu.ward.models import Household, Person
from tests import examples, factories

pytestmark = pytest.mark.django_db
on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps its indexes by itself")
SYLLABLES = (
    "nguyễn",
    "Nguyên",
    "văn",
    "vân",
    "an",
    "anh",
    "đỗ",
    "do",
    "Quảng",
    "quang",
    "ß",
    "İ",
    '"',
    "%",
    "a_b",
    "😀😀😀",
)
letters = st.characters(exclude_characters="\0", exclude_categories=["Cs"])  # no form lets these through
names = st.lists(st.sampled_from(SYLLABLES) | st.text(letters, max_size=6), max_size=5).map(" ".join)
acts = st.tuples(st.sampled_from(["one", "many", "save", "update", "bulk_update", "delete"]), st.integers(0, 9), names)
relaxed = settings(
    max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def person(ward, name: str) -> Person:
    made = Person(ward=ward, full_name=name[:150])
    made.derive()
    return made


def written(ward, act: str, place: int, name: str) -> None:
    rows = list(Person.objects.order_by("pk"))
    if act in ("one", "many") or not rows:
        made = [person(ward, name) for _ in range(1 if act == "one" else 3)]
        Person.objects.bulk_create(made) if act == "many" else made[0].save()
        return
    row = rows[place % len(rows)]
    row.full_name = name[:150]
    row.derive()
    match act:
        case "save":
            row.save()
        case "update":
            Person.objects.filter(pk=row.pk).update(search_text=row.search_text)
        case "bulk_update":
            Person.objects.bulk_update([row], ["full_name", "search_text"])
        case "delete":
            row.delete()


def plainly(query: str) -> set[int]:
    """Without the index: a look at every row."""
    return {row.pk for row in Person.objects.all() if all(word in row.search_text for word in words(query))}


@relaxed
@given(history=st.lists(acts, min_size=1, max_size=12), queries=st.lists(names, min_size=1, max_size=4))
def test_the_index_finds_what_a_look_at_every_row_finds_whatever_was_written(ward, history, queries):
    with transaction.atomic():
        for act in history:
            written(ward, *act)
        for query in [*queries, *(name for _, _, name in history)]:
            found = set(searched(Person.objects.all(), "search_text", query).values_list("pk", flat=True))
            assert found == plainly(query)
            proposed = candidates(Person, "search_text", words(query), "default")
            assert proposed is None or found <= set(proposed)
        transaction.set_rollback(True)


def test_words_of_three_letters_are_looked_up_and_shorter_ones_read(ward):
    an, anh = person(ward, "Trần Văn An"), person(ward, "Lê Thị Anh")
    Person.objects.bulk_create([an, anh])
    assert candidates(Person, "search_text", ["anh"], "default") == [anh.pk]
    assert candidates(Person, "search_text", ["an"], "default") is None
    assert set(searched(Person.objects.all(), "search_text", "an")) == {an, anh}


def test_words_that_stand_in_very_many_rows_are_found_all_the_same(ward, monkeypatch):
    monkeypatch.setattr(searching, "MOST", 2)
    Person.objects.bulk_create([person(ward, f"Nguyễn Văn {each}") for each in ("Bình", "Cường", "Dũng")])
    assert candidates(Person, "search_text", ["nguyen"], "default") is None
    assert searched(Person.objects.all(), "search_text", "nguyen").count() == 3
    assert searched(Person.objects.all(), "search_text", "nguyen dung").count() == 1


def test_a_search_through_another_table_uses_the_index_of_that_table(ward):
    home = factories.household(factories.group(ward))
    member = factories.person(ward, full_name="Phùng Thị Sửu", household=home)
    factories.person(ward, full_name="Đỗ Văn Tý", household=home)
    assert list(searched(Household.objects.all(), "members__search_text", "phung suu")) == [member.household]


@on_sqlite
def test_a_table_that_a_migration_has_built_anew_gets_its_index_back(ward):
    before = factories.person(ward, full_name="Hoàng Kim Oanh")
    with connection.cursor() as cursor:
        # As when Django drops the table to put a changed one in its place.
        for event in ("added", "gone", "changed"):
            cursor.execute(f"DROP TRIGGER ward_person_search_text_words_{event}")
    later = factories.person(ward, full_name="Hoàng Kim Ngân")
    keep_indexes("default")
    assert candidates(Person, "search_text", ["hoang"], "default") == [before.pk, later.pk]
    later.delete()
    assert candidates(Person, "search_text", ["hoang"], "default") == [before.pk]


def test_without_the_index_everything_is_found_only_slower(ward, monkeypatch):
    monkeypatch.setattr(searching, "_able", lambda connection: False)
    keep_indexes("default")
    Person.objects.bulk_create([person(ward, "Nguyễn Văn Bình")])
    assert candidates(Person, "search_text", ["nguyen"], "default") is None
    assert searched(Person.objects.all(), "search_text", "nguyen binh").count() == 1


@on_sqlite
def test_what_is_wiped_does_not_stay_in_the_pages_of_the_index(ward):
    row = Person(ward=ward, full_name="x", sort_key=name_key("x"), search_text=fold("qxzqxz"))
    Person.objects.bulk_create([row])
    assert _in_pages(b"qxz") or _in_pages(b"xzq")
    Person.objects.filter(pk=row.pk).update(search_text="")
    wipe(Person)
    assert not _in_pages(b"qxz")
    assert not _in_pages(b"xzq")


def _in_pages(piece: bytes) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT block FROM ward_person_search_text_words_data")
        return any(piece in block for (block,) in cursor.fetchall())
