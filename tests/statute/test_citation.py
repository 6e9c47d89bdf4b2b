"""Citations say where a rule stands, and verdicts carry them."""

import pytest

from statute import OK, Citation, LawDataError, Reason, Verdict

ARTICLE = Citation("luat-10-2022", "11")
CLAUSE = Citation("luat-10-2022", "11", "2")
POINT = Citation("luat-10-2022", "12", "1", "đ")


@pytest.mark.parametrize(
    ("citation", "long", "short"),
    [
        (ARTICLE, "Điều 11 Luật số 10/2022/QH15", "Điều 11 Luật 10/2022/QH15"),
        (CLAUSE, "khoản 2 Điều 11 Luật số 10/2022/QH15", "Điều 11.2 Luật 10/2022/QH15"),
        (POINT, "điểm đ khoản 1 Điều 12 Luật số 10/2022/QH15", "Điều 12.1.đ Luật 10/2022/QH15"),
        (
            Citation("nd-30-2020", "Phụ lục III"),
            "Phụ lục III Nghị định số 30/2020/NĐ-CP",
            "Phụ lục III Nghị định 30/2020/NĐ-CP",
        ),
        (Citation("tt-05-2021"), "Thông tư số 05/2021/TT-TTCP", "Thông tư 05/2021/TT-TTCP"),
    ],
)
def test_a_citation_reads_as_vietnamese_offices_write_it(citation: Citation, long: str, short: str) -> None:
    assert str(citation) == long
    assert citation.short == short


@pytest.mark.parametrize(
    "citation", [ARTICLE, CLAUSE, POINT, Citation("nd-30-2020", "Phụ lục III"), Citation("tt-05-2021")]
)
def test_a_citation_survives_storing_under_its_key(citation: Citation) -> None:
    assert Citation.parse(citation.ref) == citation


def test_an_article_covers_its_clauses_and_itself_but_not_the_other_way() -> None:
    assert ARTICLE.covers(CLAUSE)
    assert ARTICLE.covers(ARTICLE)
    assert not CLAUSE.covers(ARTICLE)


def test_an_article_does_not_cover_another_article_or_another_law() -> None:
    assert not ARTICLE.covers(POINT)
    assert not ARTICLE.covers(Citation("nd-59-2023", "11", "1"))


def test_a_whole_document_covers_every_place_in_it() -> None:
    assert Citation("luat-10-2022").covers(POINT)


@pytest.mark.parametrize(
    "parts",
    [("luat-khong-co", "1"), ("luat-10-2022", "", "1"), ("luat-10-2022", "1", "", "a")],
    ids=["unknown document", "clause without article", "point without clause"],
)
def test_an_impossible_citation_is_refused(parts: tuple[str, ...]) -> None:
    with pytest.raises(LawDataError):
        Citation(*parts)


@pytest.mark.parametrize("ref", ["", "Điều 11", "luat-10-2022/1.2.a.b", "luat-10-2022 11"])
def test_text_that_is_no_citation_is_refused(ref: str) -> None:
    with pytest.raises(LawDataError):
        Citation.parse(ref)


def test_a_verdict_is_ok_exactly_when_nothing_speaks_against_it() -> None:
    reason = Reason("Chưa đủ số hộ.", ARTICLE)
    assert Verdict.of([]) is OK
    assert not Verdict.of([reason])
    with pytest.raises(ValueError, match="verdict"):
        Verdict(False)
    with pytest.raises(ValueError, match="verdict"):
        Verdict(True, (reason,))
