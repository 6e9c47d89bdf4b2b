"""The page about the law is what the data say, and the law stays free of the rest of the house."""

import ast
from pathlib import Path

import statute
from statute.citation import legal_documents
from statute.reading import Read
from statute.report import entries, markdown

ROOT = Path(__file__).parents[2]
SOURCES = sorted(Path(statute.__file__).parent.glob("*.py"))
assert SOURCES


def test_docs_law_md_is_what_the_data_say() -> None:
    stored = (ROOT / "docs" / "law.md").read_text(encoding="utf-8")
    assert stored == markdown(), "renew it with the command at its head"


def test_every_entry_names_its_source() -> None:
    found = list(entries())
    assert len(found) > 150
    assert all(each.source and each.what for each in found)


def test_the_page_shows_what_was_not_read_in_an_official_text() -> None:
    unsure = {each.citation.document for each in entries() if each.read is not Read.OFFICIAL}
    assert {"nd-124-2020", "nd-09-2019", "luat-tiep-can-thong-tin-2016"} <= unsure
    ours = [each for each in entries() if each.citation.document == "luat-10-2022" and each.read is not Read.OFFICIAL]
    assert {(each.read, each.source) for each in ours} == {(Read.CHOSEN, "Our own choice: the law names no day")}


def test_an_entry_is_official_only_where_an_official_text_of_its_document_was_read() -> None:
    for each in entries():
        if each.read is Read.OFFICIAL:
            document = legal_documents()[each.citation.document]
            assert document.read is Read.OFFICIAL, each
            assert document.wording is not None
            assert not each.citation.amended_by, f"{each}: an amendment is not in the official wording that was read"


def test_the_page_tells_what_amends_and_replaces_a_document() -> None:
    page = markdown()
    assert "- Amended by: Luật số 47/2024/QH15, Luật số 97/2025/QH15" in page
    assert "- Replaced by: Nghị định số 154/2026/NĐ-CP" in page
    assert "to 2026-06-30" in page


def test_the_law_imports_neither_django_nor_the_house() -> None:
    for source in SOURCES:
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not [name for name in names if name.split(".")[0] in ("django", "danchu")], source.name


def test_the_law_asks_no_clock() -> None:
    for source in SOURCES:
        text = source.read_text(encoding="utf-8")
        assert not [word for word in ("today(", ".now(", "time.time") if word in text], source.name
