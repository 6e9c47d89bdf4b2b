"""Searching without tone marks among 330,000 people, through the page of the register: what the search adds to it."""

import statistics
import time

from bench import load, pages, servers

QUERIES = ("nguyen", "nguyen van", "an", "nguyen van an", "tran thi hoa", "0912345", "hoang duc minh khong co", "h")
"""Words that many have, that few have and that nobody has; short ones."""
TRIES = 9


def measure() -> dict[str, float]:
    cookie = f"Cookie: sessionid={pages.session_of('vanphong')}\r\n"
    path = pages.SIGNED_IN["people"]
    asked = {each: load.get(f"{path}?q={each.replace(' ', '+')}", cookie) for each in QUERIES}
    times: dict[str, list[float]] = {each: [] for each in QUERIES}
    with servers.web() as web:
        for request in (load.get(path, cookie), *asked.values()):
            load.fetch(web, request)
        for _ in range(TRIES):
            for query, request in asked.items():
                times[query].append(_taken(web, request) - _taken(web, load.get(path, cookie)))
    return {query: statistics.median(each) for query, each in times.items()}


def _taken(web: servers.Server, request: bytes) -> float:
    started = time.perf_counter()
    load.fetch(web, request)
    return time.perf_counter() - started
