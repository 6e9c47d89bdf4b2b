"""Which resolution holds on which day, and how later ones changed it (hiệu lực, sửa đổi, bổ sung, bãi bỏ: Điều 5).

Each folder of ``data`` is one resolution with its ``resolution.toml``. One that stands by itself has its text; it may
replace another, which then ends the day before. One that amends another lists what it changes. Nothing is overwritten:
the text of any day is put together anew from what held on that day.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache, cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import count, pairwise
from typing import Any

from danchu.resolution.clauses import Clause, Clauses, clauses_in
from danchu.resolution.text import Kind, Node, Resolution, parse
from statute.tables import LawDataError, Table, parse_data

REPLACED, REPEALED, ADDED = DEEDS = ("replaced", "repealed", "added")


@dataclass(frozen=True, slots=True)
class Amendment:
    """What an amending resolution does to one part: ``text`` is its new text, ``after`` what an added part follows."""

    id: str
    deed: str
    text: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """An amendment as it came into the text: from which day, by which resolution, and the part as it was before (none
    where it was added)."""

    deed: str
    on: date
    by: str
    before: Node | None


@dataclass(frozen=True, slots=True)
class Issued:
    """One resolution of the data. ``resolution`` is none for one that only amends."""

    key: str
    name: str
    holds_from: date
    holds_to: date | None
    replaces: str
    amends: str
    amendments: tuple[Amendment, ...]
    resolution: Resolution | None
    clauses: Table

    def fault(self, message: str) -> LawDataError:
        """The error that says ``message`` about this resolution."""
        return LawDataError(f"{self.key}/resolution.toml: {message}")


@dataclass(frozen=True)
class Edition:
    """The text in force on a day, with every change since it was adopted, by the id of the part."""

    resolution: Resolution
    clauses: Clauses
    name: str
    holds_from: date
    holds_to: date | None
    changes: dict[str, tuple[Change, ...]]

    @cached_property
    def made(self) -> dict[str, Any]:
        """What was made of this edition, which never changes, and need not be made again."""
        return {}


@dataclass(frozen=True)
class Library:
    """Every resolution of the data, by the day from which it holds."""

    issued: tuple[Issued, ...]
    _editions: dict[tuple[str, int], Edition] = field(default_factory=dict, init=False, repr=False, compare=False)

    def in_force(self, on: date) -> Edition | None:
        """What holds on that day; none before the first resolution and after one that ended without a successor."""
        base = next((each for each in self._standing() if each.holds_from <= on <= self.last_day(each)), None)
        if base is None:
            return None
        key = (base.key, sum(each.amends == base.key and each.holds_from <= on for each in self.issued))
        if key not in self._editions:
            self._editions[key] = self._edition(base, on)
        return self._editions[key]

    def last_day(self, one: Issued) -> date:
        """The last day on which ``one`` holds: its own, or the day before another replaces it."""
        ends = [each.holds_from - timedelta(days=1) for each in self.issued if each.replaces == one.key]
        return min([*ends, one.holds_to or date.max])

    def _standing(self) -> Iterable[Issued]:
        return (each for each in self.issued if each.resolution is not None)

    def _edition(self, base: Issued, on: date) -> Edition:
        if base.resolution is None:
            raise TypeError(f"{base.key} only amends")
        resolution = base.resolution
        clauses = clauses_in(base.clauses, resolution)
        changes: dict[str, tuple[Change, ...]] = {}
        for each in self.issued:
            if each.amends != base.key or each.holds_from > on:
                continue
            for amendment in each.amendments:
                before = resolution.find(amendment.id)
                change = Change(amendment.deed, each.holds_from, each.name, before)
                resolution = _amended(resolution, amendment, each)
                changes[amendment.id] = (*changes.get(amendment.id, ()), change)
            clauses = _clauses_after(clauses, each, resolution)
        last = self.last_day(base)
        ended = None if last == date.max else last
        return Edition(resolution, clauses, base.name, base.holds_from, ended, changes)


def library_in(folder: Traversable) -> Library:
    """The resolutions kept in ``folder``. Raises ``LawDataError`` when one is faulty, refers to nothing or two stand at
    once."""
    found = [_issued(each) for each in folder.iterdir() if each.joinpath("resolution.toml").is_file()]
    library = Library(tuple(sorted(found, key=lambda each: (each.holds_from, each.key))))
    known = {each.key: each for each in library.issued}
    standing = [each for each in library.issued if each.resolution is not None]
    for each in library.issued:
        other = known.get(each.replaces or each.amends)
        if (each.replaces or each.amends) and (other is None or other.resolution is None):
            raise each.fault("replaces or amends a resolution that is not there")
        eve = each.holds_from - timedelta(days=1)
        if other is not None and not other.holds_from <= eve <= library.last_day(other):
            raise each.fault("takes effect outside the time of what it changes")
    for earlier, later in pairwise(standing):
        if library.last_day(earlier) >= later.holds_from:
            raise later.fault(f"stands at the same time as {earlier.key!r}: say that it replaces it")
    for each in library.issued:
        library.in_force(each.holds_from)
    return library


@cache
def library() -> Library:
    """The resolutions that come with the software."""
    return library_in(files("danchu.resolution").joinpath("data"))


def _issued(folder: Traversable) -> Issued:
    table = _table(folder, "resolution.toml")
    replaces, amends = table.text_or_empty("replaces"), table.text_or_empty("amends")
    if replaces and amends:
        raise table.fault("either replaces or amends")
    holds_from = table.day("holds_from")
    resolution = None
    if not amends:
        resolution = parse(folder.joinpath("text.txt").read_text(encoding="utf-8"), folder.name)
        if resolution.in_force_from != holds_from:
            raise table.fault("'holds_from' is another day than the text says")
    return Issued(
        key=folder.name,
        name=table.text("name"),
        holds_from=holds_from,
        holds_to=table.day_or_none("holds_to"),
        replaces=replaces,
        amends=amends,
        amendments=tuple(_amendment(each) for each in table.tables("amendment")),
        resolution=resolution,
        clauses=_table(folder, "clauses.toml") if folder.joinpath("clauses.toml").is_file() else Table(folder.name, {}),
    )


def _table(folder: Traversable, name: str) -> Table:
    return parse_data(folder.joinpath(name).read_text(encoding="utf-8"), f"{folder.name}/{name}")


def _amendment(table: Table) -> Amendment:
    deed = table.one_of("deed", DEEDS)
    text = "" if deed == REPEALED else table.text("text").strip()
    return Amendment(table.text("id"), deed, text, table.text("after") if deed == ADDED else "")


def _amended(resolution: Resolution, amendment: Amendment, amending: Issued) -> Resolution:
    anchor = resolution.find(amendment.after or amendment.id)
    taken = amendment.deed == ADDED and resolution.find(amendment.id) is not None
    if anchor is None or taken or anchor.kind not in {Kind.ARTICLE, Kind.CLAUSE, Kind.POINT, Kind.DASH}:
        raise amending.fault(f"the amendment of {amendment.id!r} does not fit the text")
    order = count(resolution.articles[0].order)
    changed = [part for each in resolution.articles for part in _changed(each, amendment)]
    articles = tuple(_numbered(each, order) for each in changed)
    tail = [_numbered(each, order) for each in (resolution.recipients, *resolution.signature)]
    return replace(resolution, articles=articles, recipients=tail[0], signature=tuple(tail[1:]))


def _changed(node: Node, amendment: Amendment) -> list[Node]:
    """``node`` with the amendment in it or below it; an added part follows its elder."""
    if node.id == amendment.id and amendment.deed == REPEALED:
        return [replace(node, marked="", children=())]
    if node.id == amendment.id and amendment.deed == REPLACED:
        return [replace(node, marked=amendment.text)]
    below = tuple(part for child in node.children for part in _changed(child, amendment))
    same = replace(node, children=below)
    if node.id == amendment.after and amendment.deed == ADDED:
        return [same, Node(amendment.id, node.kind, _label(node, amendment.id), "", amendment.text, 0)]
    return [same]


def _label(elder: Node, new_id: str) -> str:
    """How the new part is labelled: as its elder, with its own number or letter."""
    own = new_id.rsplit(".", 1)[-1]
    return elder.label if elder.kind is Kind.DASH else elder.label.replace(elder.id.rsplit(".", 1)[-1], own)


def _numbered(node: Node, order: "count[int]") -> Node:
    own = next(order)
    return replace(node, order=own, children=tuple(_numbered(child, order) for child in node.children))


def _clauses_after(clauses: Clauses, amending: Issued, resolution: Resolution) -> Clauses:
    """The table of clauses after ``amending``: its own entries stand for the earlier ones, the repealed are gone."""
    own = {each.id: each for each in clauses_in(amending.clauses, resolution)}
    gone = tuple(each.id for each in amending.amendments if each.deed == REPEALED)
    kept = {each.id: each for each in clauses if not _is_within(each.id, gone)} | own
    return Clauses(tuple(sorted(kept.values(), key=lambda each: _order(each, resolution))))


def _is_within(clause: str, parts: tuple[str, ...]) -> bool:
    return any(clause == part or clause.startswith(f"{part}.") for part in parts)


def _order(clause: Clause, resolution: Resolution) -> int:
    node = resolution.find(clause.id)
    return node.order if node else 0
