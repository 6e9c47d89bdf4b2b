"""A live site and real browsers."""

import os

import pytest
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import sync_playwright

from danchu.core.models import User
from tests import factories
from tests.browser.finding import found
from tests.journeys.serving import collect_static, serving
from tests.journeys.visitors import DESKTOP, PHONE, Visitor
from tests.permissions import world as worlds

UNUSED = (
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "LensOverlay", "MediaRouter", "PaintHolding", "OptimizationHints"),
    *("HttpsUpgrades", "HttpsFirstBalancedModeAutoEnable", "NetworkTimeServiceQuerying", "PreconnectToSearch"),
)
"""What Chromium does beside the page. The first two load pages of the browser's own with each window, which takes
longer than the page; the others are of those that Playwright turns off, since only one such list counts."""
QUIET = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    f"--disable-features={','.join(UNUSED)}",
)
BACKEND = "danchu.ward.accounts_backend.AccountBackend"


def pytest_collection_modifyitems(items):
    for item in items:
        if "/journeys/" in item.nodeid:
            item.add_marker(pytest.mark.browser)


OF_ALL_PAGES = "/static/core/"
"""Where the scripts of the shell are: what pages and forms have in common. They add to what works without them, and are
left out in every journey that is made without script."""
FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report


@pytest.fixture(autouse=True)
def _quick_and_clean(settings, transactional_db):
    """As elsewhere, but with the packed static files of the real site."""
    cache.clear()
    collect_static()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="package")
def browser():
    """One Chromium for all journeys of this process. Playwright keeps an event loop in this thread, which Django would
    take for asynchronous code."""
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        if (place := found(playwright)) is None:
            leave = pytest.fail if os.environ.get("CI") else pytest.skip
            leave("no Chromium: run make browser, or name one by DANCHU_TEST_BROWSER")
        # The system's Chromium is a script that calls programs by name.
        environment = {**os.environ, "PATH": os.defpath}
        chromium = playwright.chromium.launch(executable_path=place, args=list(QUIET), env=environment)
        yield chromium
        chromium.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def site(db):
    """The address of the running site."""
    with serving() as address:
        yield address


@pytest.fixture
def visitor(browser, site, request):
    """``visitor(PHONE)``: somebody with that device; ``visitor(DESKTOP, user)``: signed in."""
    there: list[Visitor] = []

    def come(device, user: User | None = None, *, script: bool = True) -> Visitor:
        kind = "phone" if device is PHONE else "desktop"
        name = f"{request.node.originalname.removeprefix('test_')}/{kind}{len(there) or ''}"
        person = Visitor(browser, site, name, device=device, script=script)
        there.append(person)
        if user:
            client = Client()
            client.force_login(user, backend=BACKEND)
            person.signs_in_as(client.cookies["sessionid"].value)
        return person

    yield come
    for person in there:
        if request.node.stash.get(FAILED, False):
            person.keep_picture()
        person.leaves()
    own = {each for person in there for each in person.scripts if not each.startswith(OF_ALL_PAGES)}
    if "script" in request.fixturenames and not request.node.get_closest_marker("scripted"):
        assert not own, f"pages on this way have scripts of their own ({', '.join(sorted(own))}): mark it as scripted"


def pytest_generate_tests(metafunc):
    """Journeys over pages with scripts of their own (``scripted``) are made twice: in a browser that runs scripts and
    in one that runs none."""
    if "script" in metafunc.fixturenames:
        ways = {"with-script": True, "without-script": False}
        chosen = [*ways] if metafunc.definition.get_closest_marker("scripted") else ["with-script"]
        metafunc.parametrize("script", [ways[each] for each in chosen], ids=chosen)


@pytest.fixture
def phone(visitor, script):
    """``phone(user)``: somebody's telephone."""
    return lambda user=None: visitor(PHONE, user, script=script)


@pytest.fixture
def desktop(visitor, script):
    """``desktop(user)``: somebody's office computer."""
    return lambda user=None: visitor(DESKTOP, user, script=script)


@pytest.fixture
def world(transactional_db):
    """The world of the walks, with enough of everything to fill a list."""
    with worlds.standing(worlds.FEW) as world:
        yield world


@pytest.fixture
def group(ward):
    return factories.group(ward, name="Tổ dân phố Tân Thành 1", community_house="Nhà văn hóa Tân Thành 1")


@pytest.fixture
def group_leader(ward, group):
    return factories.staff(ward, "group_leader", group=group)
