"""``docs/clauses.md``: from each clause of the resolution to what serves it and what proves it."""

import re
from functools import cache

from danchu.resolution.clauses import Clause, load_clauses
from tests.documents.reading import GENERATED, SOURCE, TESTS, acts, codes, head, own_routes, row

NAMES_EVERY_CLAUSE = {"test_text.py", "test_clauses.py"}
HEAD = f"""# From each clause to what serves it

{GENERATED}

The resolution's text is in `src/danchu/resolution/data`. *Built* runs today; *planned* says on every page that it is
not there yet. Pages are named by their routes (`urls.py` of the room). An official act is the only way in which
anything of legal effect changes; each names the clause it serves.
"""


def page() -> str:
    clauses = load_clauses()
    built = sum(each.built for each in clauses)
    lines = [HEAD, f"{built} of {len(clauses)} clauses are built.", ""]
    lines += head("Clause", "Title", "Rooms", "Status", "Figures")
    lines += [
        row(each.id, each.title, each.package, each.status, codes(figure.key for figure in each.figures))
        for each in clauses
    ]
    for each in clauses:
        if each.built:
            lines += ["", *_section(each)]
    return "\n".join(lines) + "\n"


def _section(clause: Clause) -> list[str]:
    rooms = {package.split(".")[0] for package in clause.packages if (SOURCE / package.split(".")[0]).is_dir()}
    routes = [each.name for each in own_routes() if each.name.split(":")[0] in rooms]
    lines = [f"## {clause.id} · {clause.title}", "", f"{clause.does} {clause.remainder}".strip(), ""]
    lines += head("Figure", "Key", "Unit", "Status")
    lines += [row(each.label, f"`{each.key}`", each.unit, each.status) for each in clause.figures]
    lines += ["", f"- Pages: {codes(routes)}"]
    lines += ["- Official acts: " + (codes(name for name, act in acts().items() if act.clause == clause.id))]
    lines += ["- Tests of the rooms: " + codes(f"tests/{room}" for room in sorted(rooms) if (TESTS / room).is_dir())]
    return [*lines, f"- Tests that name the clause: {codes(_tests_naming(clause))}"]


def _tests_naming(clause: Clause) -> list[str]:
    names = "|".join(sorted({re.escape(clause.id), re.escape(clause.slug)}))
    quoted = re.compile(f'["/]({names})["/]')
    return [name for name, text in _tests().items() if quoted.search(text)]


@cache
def _tests() -> dict[str, str]:
    files = sorted(each for each in TESTS.rglob("test_*.py") if each.name not in NAMES_EVERY_CLAUSE)
    return {f"tests/{each.relative_to(TESTS)}": each.read_text(encoding="utf-8") for each in files}
