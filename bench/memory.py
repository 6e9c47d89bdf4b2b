"""What the whole site holds in memory after load, and what the first visit to a page brings."""

import re
import time
from itertools import chain

from bench import load, pages, servers

VISITED = ("/", "/cong-khai/", "/nghi-quyet/", "/phan-anh/", "/dan-ban/", "/to-cua-toi/")


def measure() -> dict[str, object]:
    cookie = f"Cookie: sessionid={pages.session_of('vanphong')}\r\n"
    with servers.site() as site:
        weights = {path: _weight(site, path) for path in VISITED}
        for path in chain(pages.PUBLIC.values(), pages.SIGNED_IN.values()):
            load.window(site, load.get(path, cookie), 0.7)
        for path in pages.PUBLIC.values():
            load.window(site, load.get(path), 0.3)
        load.window(site, (load.get(f"/cong-khai/?trang={each}&q=dat") for each in range(400)), 10)
        time.sleep(3)
        return {"held": site.bytes_held, "weights": weights}


def _weight(site: servers.Server, path: str) -> int:
    page = load.fetch(site, load.get(path))
    plain = load.fetch(site, load.get(path).replace(b"Accept-Encoding: gzip\r\n", b"")).decode()
    parts = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', plain))
    return len(page) + sum(len(load.fetch(site, load.get(each))) for each in parts)
