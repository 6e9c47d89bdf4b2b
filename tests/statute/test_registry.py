"""The registry of documents: since when each holds, what it amends, how far it was read; and the marks that follow."""

from datetime import date, timedelta

import pytest

from statute.citation import Citation, legal_documents
from statute.parameters import Override, rulebook
from statute.reading import MARKS, Read
from statute.tables import LawDataError

REGISTRY = legal_documents()


def test_every_document_has_a_title_and_says_what_was_read() -> None:
    assert len(REGISTRY) > 40
    assert all(each.title and each.sources for each in REGISTRY.values())


def test_an_official_reading_names_the_day_of_its_wording_and_no_other_does() -> None:
    for each in REGISTRY.values():
        assert each.verified == (each.wording is not None), each.id


@pytest.mark.parametrize(
    ("older", "newer", "since"),
    [
        ("luat-khieu-nai-2011", "luat-136-2025", date(2026, 7, 1)),
        ("nd-124-2020", "nd-155-2026", date(2026, 7, 1)),
        ("nd-31-2019", "nd-156-2026", date(2026, 7, 1)),
        ("luat-10-2022", "luat-97-2025", date(2025, 7, 1)),
        ("luat-10-2022", "luat-47-2024", date(2025, 7, 1)),
    ],
)
def test_what_was_amended_knows_by_what_and_goes_on(older: str, newer: str, since: date) -> None:
    amending = REGISTRY[newer]
    assert amending in REGISTRY[older].amended_by
    assert amending.in_force_from == since
    assert REGISTRY[older].holds_on(since), "amended, not replaced"


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("nd-64-2014", "nd-154-2026"),
        ("nd-163-2016", "nd-73-2026"),
        ("luat-tiep-can-thong-tin-2016", "luat-tiep-can-thong-tin-2026"),
        ("luat-87-2015", "luat-121-2025"),
        ("nd-98-2023", "nd-152-2025"),
    ],
)
def test_what_was_replaced_ends_on_the_day_before_its_successor(older: str, newer: str) -> None:
    assert REGISTRY[older].replaced_by == (REGISTRY[newer],)
    assert REGISTRY[older].in_force_to == REGISTRY[newer].in_force_from - timedelta(days=1)


@pytest.mark.parametrize(
    "document",
    ["nd-154-2026", "nd-155-2026", "nd-156-2026", "nd-185-2026", "tt-26-2026"],
)
def test_what_was_read_in_a_copy_says_so(document: str) -> None:
    assert REGISTRY[document].mark == "đọc từ bản sao, chưa đối chiếu bản chính thức"


def test_a_document_whose_number_is_not_known_says_so() -> None:
    assert str(REGISTRY["luat-tiep-can-thong-tin-2026"]) == "Luật Tiếp cận thông tin năm 2026 (chưa rõ số)"


def test_what_is_newer_than_the_wording_that_was_read_is_named() -> None:
    assert [each.id for each in REGISTRY["luat-khieu-nai-2011"].newer_than_read] == ["luat-136-2025"]
    assert REGISTRY["luat-75-2015"].newer_than_read == (), "its official wording already has the amendment"


def test_an_amended_article_is_cited_with_what_amended_it() -> None:
    amended = Citation.parse("nd-124-2020/16.1@nd-155-2026/10")
    assert str(amended) == (
        "khoản 1 Điều 16 Nghị định số 124/2020/NĐ-CP, sửa đổi bởi Điều 10 Nghị định số 155/2026/NĐ-CP"
    )
    assert Citation.parse(amended.ref) == amended
    assert Citation.parse("nd-124-2020/16").covers(amended)
    with pytest.raises(LawDataError):
        Citation.parse("nd-124-2020/16.1@nd-999-2099/10")


def test_every_way_of_reading_but_the_official_one_is_marked() -> None:
    assert {each for each in Read if not MARKS[each]} == {Read.OFFICIAL}


INFORMATION = sorted({each.key for each in rulebook().all() if each.key.startswith("information.")})


@pytest.mark.parametrize("key", INFORMATION)
def test_from_the_day_of_the_unseen_law_a_number_goes_on_and_says_so(key: str) -> None:
    before, after = (rulebook().value(key, on) for on in (date(2026, 8, 31), date(2026, 9, 1)))
    assert (before.verified, before.mark) == (True, "")
    assert (after.value, after.unit) == (before.value, before.unit)
    assert after.mark.startswith("chưa thấy văn bản Luật Tiếp cận thông tin năm 2026")
    assert after.mark in after.basis


def test_a_number_that_the_ward_has_set_is_marked_as_the_wards() -> None:
    book = rulebook().with_overrides([Override("information.answer", 8, date(2026, 9, 1), "Công văn 12/UBND")])
    rule = book.value("information.answer", date(2026, 9, 2))
    assert rule.mark == ""
    assert rule.basis.endswith("phường điều chỉnh: Công văn 12/UBND")


@pytest.mark.parametrize(
    ("key", "read"),
    [
        ("complaint.decision_sending", Read.OFFICIAL),
        ("complaint.second_decision_sending", Read.OFFICIAL),
        ("law_day", Read.OFFICIAL),
        ("report.half_year_to", Read.COPY),
        ("report.year_to", Read.RECALLED),
        ("case.due_soon", Read.CHOSEN),
    ],
)
def test_how_surely_a_rule_was_read(key: str, read: Read) -> None:
    assert rulebook().value(key, date(2026, 11, 30)).read is read
