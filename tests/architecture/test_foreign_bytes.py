"""Whoever reads what strangers write is listed, with the test that shows how its cost grows or the reason why none is
needed. A new reader fails here until its author has thought of both (``docs/files.md``)."""

import ast
from pathlib import Path

import pytest

import danchu
from tests.hostile import test_growth, test_pictures

SOURCE = Path(danchu.__file__).parent
PARSERS = {"PIL", "csv", "docx", "email", "gzip", "html", "imaplib", "markdown_it", "nh3", "openpyxl", "re"}
PARSERS |= {"tarfile", "tomllib", "unicodedata", "xml", "zipfile", "zlib"}

PDFS = "test_a_pdf_is_looked_through_in_time_that_grows_with_its_size"
MAILS = "test_a_mail_is_read_in_time_that_grows_with_its_size"
CSVS = "test_a_table_of_text_is_read_in_time_that_grows_with_its_size"
WORKBOOKS = "test_a_workbook_is_read_in_time_that_grows_with_its_size"
TEXTS = "test_a_text_is_taken_in_time_that_grows_with_its_length"
PICTURES = "test_a_picture_that_is_gone_over_again_and_again_is_refused_in_its_time"
GROW = {
    "core/files/archives.py": WORKBOOKS,
    "core/files/images.py": PICTURES,
    "core/files/kinds.py": WORKBOOKS,
    "core/files/names.py": TEXTS,
    "core/files/pdfs.py": PDFS,
    "core/records/markup.py": TEXTS,
    "core/spreadsheets/cells.py": CSVS,
    "core/spreadsheets/matching.py": TEXTS,
    "core/spreadsheets/sheetxml.py": WORKBOOKS,
    "core/spreadsheets/tables.py": TEXTS,
    "core/spreadsheets/textual.py": CSVS,
    "core/spreadsheets/values.py": TEXTS,
    "core/spreadsheets/xlsx.py": WORKBOOKS,
    "discuss/receipts.py": TEXTS,
    "inspect/looking.py": TEXTS,
    "inspect/mail_markup.py": MAILS,
    "inspect/mail_reading.py": MAILS,
    "know/text.py": TEXTS,
    "lib/vntext.py": TEXTS,
    "ward/roll_import/places.py": TEXTS,
}
"""Readers, and the test of how their cost grows."""

CHOSEN = "one of a few forms, matched as a whole from its beginning: a filter, a key, a digest"
OWN = "what the house or who runs it wrote"
WRITES = "it writes, it does not read"
HARMLESS = {
    "core/figures.py": OWN,
    "core/messaging/console.py": OWN,
    "core/records/source.py": OWN,
    "core/records/word.py": WRITES,
    "core/spreadsheets/headers.py": "names of cells, and heads of at most 60 rows of 200 columns",
    "core/spreadsheets/writing.py": WRITES,
    "core/squares.py": OWN,
    "core/ui/tables.py": WRITES,
    "core/views/documents.py": CHOSEN,
    "demo/building/mail.py": WRITES,
    "demo/building/papers.py": WRITES,
    "demo/letters.py": OWN,
    "demo/building/replies.py": OWN,
    "discuss/bundle_shape.py": CHOSEN,
    "discuss/views/figures.py": CHOSEN,
    "discuss/views/meeting.py": CHOSEN,
    "duties/views/work.py": CHOSEN,
    "inspect/actions/topics.py": "one class of letters, on the name of a topic",
    "inspect/mail_server.py": "short answers of the mail server; of mails only the bytes are passed on",
    "inspect/mailing.py": WRITES,
    "inspect/open311.py": WRITES,
    "inspect/queries_desk.py": CHOSEN,
    "inspect/queries_mail.py": "bounded forms, on the subject of a mail of at most 250 letters",
    "inspect/views/public.py": CHOSEN,
    "know/views/public.py": CHOSEN,
    "project/backup/container.py": "a backup, which only its own key opens",
    "project/backup/contents.py": "a backup, which only its own key opens",
    "project/backup/restoring.py": "a backup, which only its own key opens",
    "project/environment.py": OWN,
    "project/front/door.py": WRITES,
    "project/front/pages.py": WRITES,
    "resolution/clauses.py": OWN,
    "resolution/text.py": OWN,
    "ward/roll_import/entries.py": "names of merged cells, of which the reader gives at most 10,000",
}
"""Who has a parser or patterns but reads nothing of strangers that could be long, and why."""


def parsers_of(source: str) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add((node.module or "").partition(".")[0])
    return found & PARSERS


def readers() -> set[str]:
    return {
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("*.py")
        if "migrations" not in path.parts and parsers_of(path.read_text(encoding="utf-8"))
    }


def test_every_reader_is_listed_with_its_test_or_its_reason():
    assert readers() == set(GROW) | set(HARMLESS)
    assert not set(GROW) & set(HARMLESS)


def test_the_tests_that_are_named_are_there():
    there = {*vars(test_growth), *vars(test_pictures)}
    assert set(GROW.values()) <= there


def test_only_one_place_puts_marks_in_order():
    # What the standard library does with many marks on one letter takes the square of their number.
    found = {
        str(path.relative_to(SOURCE)) for path in SOURCE.rglob("*.py") if "unicodedata.normalize" in path.read_text()
    }
    assert found == {"lib/vntext.py"}


@pytest.mark.parametrize(
    ("source", "reads"),
    [
        ("import re", True),
        ("from xml.etree import ElementTree", True),
        ("def late():\n    import zipfile", True),
        ("import json", False),
        ("from danchu.core.files import images", False),
    ],
)
def test_a_reader_is_known_by_what_it_imports(source, reads):
    assert bool(parsers_of(source)) is reads
