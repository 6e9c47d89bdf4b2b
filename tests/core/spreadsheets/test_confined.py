"""Tables that are more than small are read in a process of its own, and say the same."""

import time
from datetime import date, datetime
from io import BytesIO

import pytest

from danchu.core.files.confined import TOO_HEAVY, Bounds
from danchu.core.files.refused import FileRefused
from danchu.core.spreadsheets import confined, reading
from danchu.core.spreadsheets.confined import ConfinedTable
from danchu.core.spreadsheets.reading import Limits, open_table
from tests.core.spreadsheets.builders import many_rows, raw_workbook, sheet_xml, workbook

MIXED = [
    ["Họ tên", "Ngày sinh", "Lúc", "Số"],
    ["Nguyễn Văn An", date(1962, 3, 5), datetime.fromisoformat("2025-01-02T08:30"), 1.5],
    [None, "=1+2", True, 38093012345],
]


def all_of(table):
    with table as found:
        return (
            list(found.sheets),
            found.row_count(),
            list(found.merged()),
            [(row.sheet, row.number, row.values, dict(row.problems)) for row in found.rows()],
            found.warnings,
        )


@pytest.mark.parametrize(
    ("kind", "file"),
    [
        ("xlsx", workbook(MIXED, merged=["A5:B5"])),
        ("xlsx", many_rows(1_000)),
        ("csv", BytesIO("Họ tên;Số\nNguyễn Văn An;=1+2\n".encode("utf-16"))),
        ("csv", BytesIO("Ha\xb5 ta\xb5n,ta\xb5\n".encode() * 5)),
    ],
)
def test_the_process_says_of_a_table_what_would_be_said_here(kind, file, monkeypatch):
    here = all_of(open_table(file))
    assert all_of(ConfinedTable(file, kind, Limits())) == here


def test_large_tables_are_read_there_and_small_ones_here():
    assert isinstance(open_table(many_rows(20_000)), ConfinedTable)
    assert isinstance(open_table(BytesIO(b"a,b\n" * 20_000)), ConfinedTable)
    assert not isinstance(open_table(workbook(MIXED)), ConfinedTable)
    assert not isinstance(open_table(BytesIO(b"a,b\n")), ConfinedTable)


def test_rows_that_came_before_a_refusal_are_given_first():
    sheet = sheet_xml("<row><c><v>1</v></c></row>" * 5_000 + '<row><c r="ZZ1"><v>1</v></c></row>')
    rows = ConfinedTable(raw_workbook(sheet), "xlsx", Limits()).rows()
    assert [next(rows).values for _ in range(1_000)] == [[1]] * 1_000
    with pytest.raises(FileRefused, match="ngoài 200 cột"):
        list(rows)


def test_who_needs_the_first_rows_only_does_not_wait_for_the_others():
    with open_table(many_rows(40_000)) as table:
        rows = table.rows()
        assert next(rows).number == 1
        begun = time.monotonic()
        rows.close()
        assert time.monotonic() - begun < 2


def test_a_table_that_takes_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(confined, "BOUNDS", Bounds(processor=1, clock=60))
    bomb = raw_workbook(sheet_xml("<a/>" * 3_500_000))
    monkeypatch.setattr(reading, "_is_small", lambda *file: False)
    with open_table(bomb, limits=Limits()) as table, pytest.raises(FileRefused, match=TOO_HEAVY):
        list(table.rows())
