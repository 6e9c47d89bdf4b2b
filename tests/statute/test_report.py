"""The page about the law is what the data say, and the law stays free of the rest of the house."""

import ast
from pathlib import Path

import statute
from statute.report import entries, markdown

ROOT = Path(__file__).parents[2]
SOURCES = sorted(Path(statute.__file__).parent.glob("*.py"))


def test_docs_law_md_is_what_the_data_say() -> None:
    stored = (ROOT / "docs" / "law.md").read_text(encoding="utf-8")
    assert stored == markdown(), "renew it with the command at its head"


def test_every_entry_names_its_source() -> None:
    found = list(entries())
    assert len(found) > 150
    assert all(each.source and each.what for each in found)


def test_the_page_shows_what_is_not_verified() -> None:
    unsure = {each.citation.document for each in entries() if not each.verified}
    assert {"luat-khieu-nai-2011", "nd-09-2019", "nd-163-2016"} <= unsure
    ours = [each for each in entries() if each.citation.document == "luat-10-2022" and not each.verified]
    assert [each.source for each in ours] == ["Our own choice: the law names no day"]


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
