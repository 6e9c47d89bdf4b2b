"""Tests read as sentences about people; see CONTRIBUTING.md."""

import os

from hypothesis import HealthCheck, settings

_ON_POSTGRESQL = os.environ.get("DATABASE_URL", "").startswith("postgres")


def examples(number: int) -> int:
    """How many examples a property is tried with. Searching for one that breaks it is done on SQLite; PostgreSQL shows
    with a fifth of them that it does not think otherwise."""
    return max(number // 5, 5) if _ON_POSTGRESQL else number


# A busy machine is no defect: only what an example shows counts, never how long it took.
settings.register_profile(
    "patient", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=examples(100)
)
settings.load_profile("patient")
