"""Writes the table of routes and roles anew: ``python -m tests.permissions.write``."""

import sys

import pytest

PROBE = "tests/permissions/writing.py"

if __name__ == "__main__":
    sys.exit(pytest.main(["-q", PROBE]))
