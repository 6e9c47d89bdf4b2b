"""A table that is read in a process of its own (``core.files.confined``): one for each question, rows as a stream.

This module stands on both sides: ``ConfinedTable`` asks, ``answer`` is what runs in the process.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import asdict
from datetime import date, datetime
from functools import cached_property
from itertools import batched
from typing import Any, BinaryIO, Self

from danchu.core.files import confined
from danchu.core.files.archives import ZipLimits
from danchu.core.files.refused import FileRefused
from danchu.core.spreadsheets.cells import NOTHING, Row
from danchu.core.spreadsheets.tables import Limits, Table
from danchu.core.spreadsheets.textual import CsvTable
from danchu.core.spreadsheets.xlsx import XlsxTable

BOUNDS = confined.Bounds(processor=60, memory=600_000_000, clock=1800)
"""What the largest roll needs, several times over. By the clock it may take as long as who asks takes to store it."""
_AT_ONCE = 200


class ConfinedTable:
    """An opened table. See ``tables.Table``."""

    def __init__(self, file: BinaryIO, kind: str, limits: Limits) -> None:
        self.kind = kind
        self._limits = limits
        self._scans: dict[str, dict[str, Any]] = {}
        self._open = ExitStack()
        self._file = self._open.enter_context(confined.unnamed())
        file.seek(0)
        shutil.copyfileobj(file, self._file)
        self._file.flush()
        self.warnings: list[str] = list(self._about["warnings"])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self._open.close()

    @property
    def sheets(self) -> Sequence[str]:
        return list(self._about["sheets"])

    def rows(self, sheet: str = "") -> Iterator[Row]:
        for said in self._asked("rows", sheet):
            for name, number, values, problems in said.get("rows", ()):
                found = {int(column): problem for column, problem in problems}
                yield Row(name, number, [_cell(each) for each in values], found or NOTHING)
            self._warn(said)

    def merged(self, sheet: str = "") -> Sequence[str]:
        return list(self._scan(sheet)["merged"])

    def row_count(self, sheet: str = "") -> int:
        return int(self._scan(sheet)["count"])

    @cached_property
    def _about(self) -> dict[str, Any]:
        return next(self._asked("about", ""))

    def _scan(self, sheet: str) -> dict[str, Any]:
        if sheet not in self._scans:
            self._scans[sheet] = next(self._asked("scan", sheet))
        return self._scans[sheet]

    def _warn(self, said: Mapping[str, Any]) -> None:
        self.warnings.extend(each for each in said.get("warnings", ()) if each not in self.warnings)

    def _asked(self, question: str, sheet: str) -> Iterator[dict[str, Any]]:
        """The lines that the process answers, up to the last, with which it says that there are no more."""
        given = {"kind": self.kind, "limits": asdict(self._limits), "question": question, "sheet": sheet}
        with confined.started(__name__, self._file, BOUNDS, given) as child:
            for line in confined.out_of(child):
                with suppress(ValueError):
                    said = json.loads(line)
                    if "refused" in said:
                        raise FileRefused(said["refused"])
                    if "answer" in said:
                        return
                    yield said
                    continue
                break
            with suppress(subprocess.TimeoutExpired):
                child.wait(5)
            raise confined.refusal_of(__name__, child.returncode or 1)


def answer(file: BinaryIO, given: Mapping[str, Any]) -> tuple[None, list[bytes]]:
    """Write what ``ConfinedTable`` asks, a line of JSON each."""
    limits = Limits(**{**given["limits"], "zipped": ZipLimits(**given["limits"]["zipped"])})
    kinds: dict[str, type[XlsxTable | CsvTable]] = {"xlsx": XlsxTable, "csv": CsvTable}
    with kinds[given["kind"]](file, limits) as table:
        for said in _QUESTIONS[given["question"]](table, given["sheet"]):
            sys.stdout.write(json.dumps(said, default=_marked) + "\n")
    sys.stdout.flush()
    return None, []


def _about(table: Table, _sheet: str) -> Iterator[dict[str, Any]]:
    yield {"sheets": list(table.sheets), "warnings": table.warnings}


def _scan(table: Table, sheet: str) -> Iterator[dict[str, Any]]:
    yield {"count": table.row_count(sheet), "merged": list(table.merged(sheet))}


def _rows(table: Table, sheet: str) -> Iterator[dict[str, Any]]:
    for some in batched(table.rows(sheet), _AT_ONCE):
        yield {"rows": [(each.sheet, each.number, each.values, list(each.problems.items())) for each in some]}
    yield {"warnings": table.warnings}


_QUESTIONS = {"about": _about, "scan": _scan, "rows": _rows}


def _marked(moment: date | datetime) -> list[str]:
    """JSON knows no days; no cell holds a list."""
    return [moment.isoformat()]


def _cell(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    return datetime.fromisoformat(value[0]) if "T" in value[0] else date.fromisoformat(value[0])
