"""What the software does for each clause of the resolution: the table that the resolution page shows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from danchu.core.addresses import address_of
from danchu.resolution.text import CURRENT, Resolution, load_resolution, slug_of
from statute.tables import Table, parse_data

STEPS = {
    "know": "Dân biết",
    "discuss": "Dân bàn",
    "act": "Dân làm",
    "inspect": "Dân kiểm tra",
    "oversee": "Dân giám sát",
    "benefit": "Dân thụ hưởng",
    "enable": "Bảo đảm",
}
"""The six parts of the motto (gạch đầu dòng thứ 4 điểm c khoản 2 Điều 2), and what holds them up."""

BUILT, PLANNED = STATUSES = ("built", "planned")
NOT_YET = "Chưa có trong phần mềm."
"""How the sentence about a planned clause begins."""

_FIGURE_KEY = re.compile(r"[a-z]+(\.[a-z_]+)+")
_PACKAGE = re.compile(r"[a-z]+(\.[a-z]+)?")


@dataclass(frozen=True, slots=True)
class ClauseFigure:
    """A live figure of a clause: its key in the rooms' register, its Vietnamese name, its unit; of a built one also
    ``how`` it is computed, in a sentence."""

    key: str
    label: str
    unit: str
    status: str
    how: str

    @property
    def built(self) -> bool:
        return self.status == BUILT


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause, and what the software does for it.

    ``steps`` are keys of ``STEPS``, the main one first; ``packages`` the rooms that serve it; ``remainder`` says of a
    built clause what is still to come.
    """

    id: str
    title: str
    does: str
    remainder: str
    packages: tuple[str, ...]
    steps: tuple[str, ...]
    status: str
    figures: tuple[ClauseFigure, ...]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address_of("resolution:clause", self.slug)

    @property
    def main_figure(self) -> ClauseFigure:
        """The figure that speaks for the clause: the first that is built, or the first."""
        return next((each for each in self.figures if each.built), self.figures[0])

    @property
    def slug(self) -> str:
        """The id as it stands in an address."""
        return slug_of(self.id)

    @property
    def built(self) -> bool:
        return self.status == BUILT

    @property
    def package(self) -> str:
        """The rooms in one line."""
        return ", ".join(self.packages)

    @property
    def step_names(self) -> tuple[str, ...]:
        """The steps of the motto in Vietnamese."""
        return tuple(STEPS[step] for step in self.steps)


@dataclass(frozen=True, slots=True)
class Clauses:
    """The clauses of a resolution, in its order."""

    entries: tuple[Clause, ...]

    def __iter__(self) -> Iterator[Clause]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def find(self, name: str) -> Clause | None:
        """The clause with this id or slug."""
        return next((each for each in self.entries if name in (each.id, each.slug)), None)

    def of_step(self, step: str) -> tuple[Clause, ...]:
        """The clauses that serve ``step`` first of all."""
        return tuple(each for each in self.entries if each.steps[0] == step)


def clauses_in(data: Table, resolution: Resolution) -> Clauses:
    """The clauses that ``data`` describes. Raises ``LawDataError`` when an entry is faulty, is not in the text, comes
    twice or stands out of the text's order."""
    entries: list[Clause] = []
    figures: set[str] = set()
    last = 0
    for table in data.tables("clause"):
        clause = _clause(table)
        node = resolution.find(clause.id)
        if node is None or node.id != clause.id:
            raise table.fault("is no part of the resolution's text")
        if node.order <= last:
            raise table.fault("comes twice or out of the text's order")
        last = node.order
        for each in clause.figures:
            if each.key in figures:
                raise table.fault(f"the figure {each.key!r} belongs to another clause already")
            figures.add(each.key)
        entries.append(clause)
    return Clauses(tuple(entries))


def _clause(table: Table) -> Clause:
    status = table.one_of("status", STATUSES)
    does, remainder = table.text("does"), table.text_or_empty("remainder")
    if (status == PLANNED) != does.startswith(NOT_YET):
        raise table.fault(f"'does' begins with “{NOT_YET}” when the clause is planned, and only then")
    if status == PLANNED and remainder:
        raise table.fault("'remainder' is for built clauses")
    return Clause(
        id=table.text("id"),
        title=table.text("title"),
        does=does,
        remainder=remainder,
        packages=_some(table, "packages", _PACKAGE),
        steps=_steps(table),
        status=status,
        figures=tuple(_figure(each, status) for each in table.tables("figure")),
    )


def _some(table: Table, name: str, pattern: re.Pattern[str]) -> tuple[str, ...]:
    found = table.texts(name)
    if not found or not all(pattern.fullmatch(each) for each in found):
        raise table.fault(f"{name!r} is empty or misspelt")
    return found


def _steps(table: Table) -> tuple[str, ...]:
    steps = table.texts("steps")
    if not steps or not set(steps) <= STEPS.keys():
        raise table.fault(f"'steps' must be some of {', '.join(STEPS)}")
    return steps


def _figure(table: Table, clause_status: str) -> ClauseFigure:
    status = table.one_of("status", STATUSES) if "status" in table.fields else clause_status
    if status == BUILT and clause_status == PLANNED:
        raise table.fault("a planned clause has no built figure")
    key = table.text("key")
    if not _FIGURE_KEY.fullmatch(key):
        raise table.fault(f"{key!r} is no key of a figure")
    how = table.text("how") if status == BUILT else ""
    return ClauseFigure(key, table.text("label"), table.text("unit"), status, how)


@cache
def load_clauses(key: str = CURRENT) -> Clauses:
    """The clauses of the resolution kept in the folder ``key`` of the data, checked against its text."""
    file = files("danchu.resolution").joinpath("data", key, "clauses.toml")
    return clauses_in(parse_data(file.read_text(encoding="utf-8"), f"{key}/clauses.toml"), load_resolution(key))


def titles() -> dict[str, str]:
    """Title by number of every clause of the resolution in force."""
    return {each.id: each.title for each in load_clauses()}
