"""What every answer carries."""

import pytest

from tests.permissions import world as worlds
from tests.permissions.walking import undone

HEADERS = {
    "X-Content-Type-Options": {"nosniff"},
    "X-Frame-Options": {"SAMEORIGIN", "DENY"},
    "Referrer-Policy": {"same-origin", "no-referrer"},
    "Cross-Origin-Opener-Policy": {"same-origin"},
}
FILE_POLICY = "default-src 'none'"
"""Of files that people sent in: nothing in them runs or loads."""


def is_page_policy(policy: str) -> bool:
    return "script-src 'self'" in policy and "object-src 'none'" in policy and "unsafe" not in policy


@pytest.mark.walk
def test_every_page_carries_the_headers_that_protect_it(walker):
    bare = []
    for route in worlds.routes():
        with undone():
            answer = walker.client("công chức").get(walker.address(route))
        bare += [f"{route.name}: {name}" for name, right in HEADERS.items() if answer.get(name) not in right]
        policy = answer.get("Content-Security-Policy", "")
        if not (is_page_policy(policy) or policy.startswith(FILE_POLICY)):
            bare.append(f"{route.name}: Content-Security-Policy {policy!r}")
    assert bare == []
