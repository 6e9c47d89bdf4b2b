"""Pages through the web server of the site, as visitors and as an officer, beside a plain Django view on the same
database. Kept pages beside a bare server. The first ratio is of processor time, the second of answers a second."""

from contextlib import ExitStack

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from bench import load, servers
from bench.floors import MARK
from bench.pairs import ROUNDS, ratios
from danchu.core.models import User

NOT_KEPT = "Cookie: not-sessionid=1\r\n"
"""The front looks at what says nothing of who asks; this says something, and nothing that any page reads."""
PUBLIC = {
    "home": "/",
    "list": "/cong-khai/",
    "list, searched": "/cong-khai/?q=dat",
    "resolution": "/nghi-quyet/",
    "remarks": "/phan-anh/",
    "decisions": "/dan-ban/",
    "search": "/tim-kiem/?q=dat",
}
SIGNED_IN = {
    "today": "/hom-nay/",
    "households": "/ban-lam-viec/ho/",
    "people": "/ban-lam-viec/nguoi/",
    "cases": "/ban-lam-viec/don-thu/",
}
KEPT = ("/", "/cong-khai/", "/nghi-quyet/")


def measure(rounds: int = ROUNDS, seconds: float = 1.0) -> dict[str, dict[str, list[float]]]:
    """By kind and page: the ratios by answers a second and by processor time."""
    officer = session_of("vanphong")
    with ExitStack() as stack:
        plain, web = stack.enter_context(servers.plain()), stack.enter_context(servers.web())
        if MARK.encode().lower() not in load.fetch(plain, load.get("/")).lower():
            raise load.Unexpected("what answers is not the plain floor")
        asked = {name: load.get(path, NOT_KEPT) for name, path in PUBLIC.items()}
        asked |= {name: load.get(path, f"Cookie: sessionid={officer}\r\n") for name, path in SIGNED_IN.items()}
        windows = {name: _of(web, request, seconds) for name, request in asked.items()}
        for warm in (_of(plain, load.get("/"), 0.5), *windows.values(), *windows.values()):
            warm()
        dynamic = ratios(_of(plain, load.get("/"), seconds), windows, rounds)
    return {"dynamic": {name: [each.cost, each.rate] for name, each in dynamic.items()}, "kept": kept(rounds, seconds)}


def kept(rounds: int, seconds: float) -> dict[str, list[float]]:
    """Pages that the front keeps."""
    with ExitStack() as stack:
        bare, web = stack.enter_context(servers.bare()), stack.enter_context(servers.web())
        windows = {path: _of(web, load.get(path), seconds) for path in KEPT}
        for warm in windows.values():
            warm()
        said = ratios(_of(bare, load.get("/"), seconds), windows, rounds)
    return {path: [each.cost, each.rate] for path, each in said.items()}


def _of(server: servers.Server, request: bytes, seconds: float):
    return lambda: load.window(server, request, seconds)


def session_of(username: str) -> str:
    """The key of a session in which this account is signed in."""
    user = User.objects.get(username=username)
    session = SessionStore()
    session.update(
        {
            SESSION_KEY: str(user.pk),
            BACKEND_SESSION_KEY: "danchu.ward.accounts_backend.AccountBackend",
            HASH_SESSION_KEY: user.get_session_auth_hash(),
        }
    )
    session.create()
    return str(session.session_key)
