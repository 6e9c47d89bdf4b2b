"""The trail of the demonstration, act for act, as it was when somebody last looked at it (``trail.txt``).

What it records is data of wards: whoever changes an act sees here in which entries it shows, before a ward does. When
the change is meant, and old entries stay readable: ``DANCHU_RENEW=1 .venv/bin/pytest -n 0 tests/demo/test_trail.py``,
and look at the difference.
"""

import os
from collections import defaultdict
from collections.abc import Iterator
from difflib import unified_diff
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from string import ascii_lowercase

from danchu.core.models import AuditEntry
from danchu.lib import clock

KEPT = Path(__file__).with_name("trail.txt")
HINT = "\nIf this is meant: DANCHU_RENEW=1 .venv/bin/pytest -n 0 tests/demo/test_trail.py"
SHOWN = 40


def test_the_trail_of_the_demonstration_is_as_it_was(demo_ward):
    found = list(written(demo_ward))
    if os.environ.get("DANCHU_RENEW"):
        KEPT.write_text("\n".join(found) + "\n", encoding="utf-8")
    kept = KEPT.read_text(encoding="utf-8").splitlines()
    differs = list(unified_diff(kept, found, "kept", "now", lineterm="", n=0))[:SHOWN]
    assert not differs, "\n".join(differs) + HINT


def written(ward) -> Iterator[str]:
    """Of each book first the kinds of entries, each with a sign (act, clause, office, what it is about, names of what
    it was told), then a line a day: the signs in the order of the numbers, and how often each came in a row."""
    for book, entries in sorted(books_of(ward).items()):
        signs = {kind: sign(kind) for kind in sorted({kind for _, kind in entries})}
        assert len(set(signs.values())) == len(signs), "two kinds of entries have the same sign: make signs longer"
        yield f"# {book}: {len(entries)}"
        yield from (f"{mark} = {kind}" for kind, mark in signs.items())
        for day, of_day in groupby(entries, key=lambda each: each[0]):
            runs = groupby(signs[kind] for _, kind in of_day)
            yield f"{day}: " + " ".join(f"{mark}{many if many > 1 else ''}" for mark, many in counted(runs))


def books_of(ward) -> dict[str, list[tuple[str, str]]]:
    columns = ("book__name", "at", "action", "clause", "office", "target_type", "payload__content__arguments")
    found = defaultdict(list)
    for book, at, *told, arguments in AuditEntry.objects.filter(ward=ward).order_by("number").values_list(*columns):
        kind = " | ".join([*told, " ".join(sorted(arguments or ()))])
        found[book].append((clock.local_day(at).isoformat(), kind))
    return found


def counted(runs) -> Iterator[tuple[str, int]]:
    for mark, run in runs:
        yield mark, len(list(run))


def sign(kind: str) -> str:
    """Four letters that stay the same whatever comes beside it, so that a change shows where it is."""
    return "".join(ascii_lowercase[each % len(ascii_lowercase)] for each in sha256(kind.encode()).digest()[:4])
