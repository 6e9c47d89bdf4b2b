"""Disclosures serve the tests of this room too."""

from tests.know.conftest import drafted, group, published  # noqa: F401 - fixtures
