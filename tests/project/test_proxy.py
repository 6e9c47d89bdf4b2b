"""What the page about the proxy says is so."""

import re
from pathlib import Path

from django.urls import reverse

from danchu.core.ui.in_memory import MOST_BYTES, keeps_in_memory
from danchu.project import supervisor
from danchu.project.front.bodies import Bounds
from tests.permissions import world as worlds

PAGE = (Path(__file__).parents[2] / "docs" / "proxy.md").read_text(encoding="utf-8")


def test_nginx_passes_on_unwritten_what_may_not_come_to_lie_on_a_disk():
    unbuffered = re.search(r"location ~ (\S+) \{\s+proxy_request_buffering off;", PAGE).group(1)
    assert keeps_in_memory("/gui/to-cao/")
    routes = [each for each in worlds.routes() if each.view.__module__.startswith("danchu.inspect")]
    addresses = [
        reverse(each.name, args=["2026" if name == "year" else "1" for name in each.arguments])
        for each in routes
        if "form" not in each.arguments
    ]
    sealed = [each for each in addresses if keeps_in_memory(each)]
    assert len(sealed) > 5
    assert [each for each in sealed if not re.match(unbuffered, each)] == []


def test_its_numbers_are_those_of_the_code():
    bounds = Bounds()
    for number in (
        f"within {supervisor.HEAD_MILLISECONDS // 1000} seconds",
        f"at {bounds.least_rate // 1024} kB a second",
        f"{bounds.slow_of_network} slow sendings from one network and {bounds.slow_in_all} in all",
        f"{MOST_BYTES // 1_000_000} MB is what one sending may hold",
    ):
        assert number in " ".join(PAGE.split())
