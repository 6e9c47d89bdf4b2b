"""Somebody with a browser: what they open, press, type and see, in the words that stand on the screen."""

import os
import re
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Download, Error, Locator, Page, Request, Response, expect

from tests.journeys.checks import AXE, faults

SCREENSHOTS = Path(__file__).parents[2] / "screenshots"
ALWAYS_PICTURES = bool(os.environ.get("DANCHU_SCREENSHOTS"))
"""Whether each page is kept as a picture, which takes as long as all else; a journey that fails keeps its last ones."""
PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 740},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
}
DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}


class Visitor:
    """A browser of one person. Without ``script`` the browser runs none, and only what is shown is looked at."""

    def __init__(self, browser: Browser, site: str, name: str, *, device: dict[str, Any], script: bool = True) -> None:
        self.context: BrowserContext = browser.new_context(
            base_url=site, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", java_script_enabled=script, **device
        )
        self.context.set_default_timeout(30_000)
        if script:
            self.context.add_init_script(AXE)
        self.page: Page = self.context.new_page()
        self.taps = 0
        self.pages = 0
        self._name = name
        self._is_phone = device is PHONE
        self._script = script
        self._complaints: list[str] = []
        self.scripts: set[str] = set()
        """The paths of the script files that pages brought."""
        self._answer: Response | None = None
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self._complaints.append(f"script: {error}"))
        self.page.on("response", self._keep_answer)
        self.page.on("request", self._keep_script)
        self.page.on("dialog", lambda dialog: dialog.accept())

    def signs_in_as(self, session_key: str) -> None:
        """Take over a session that was begun elsewhere (journeys about the door sign in by hand)."""
        self.context.add_cookies([{"name": "sessionid", "value": session_key, "url": self._site}])

    @property
    def _site(self) -> str:
        return str(self.context._impl_obj._options["baseURL"])

    def _console(self, message: Any) -> None:
        # The browser itself calls each answer from 400 on an error; a refused form (422) is none.
        if message.type == "error" and "the server responded with a status of" not in message.text:
            self._complaints.append(f"console: {message.text}")

    def _keep_answer(self, response: Response) -> None:
        if response.request.is_navigation_request() and response.frame == self.page.main_frame:
            self._answer = response

    def _keep_script(self, request: Request) -> None:
        if request.resource_type == "script":
            self.scripts.add(urlsplit(request.url).path)

    # What a person does

    def visit(self, address: str, *, status: int = 200) -> None:
        """Open an address and look at the page."""
        self.page.goto(address)
        self.looks(status=status)

    def tap(self, name: str, *, within: str = "", status: int = 200) -> None:
        """Press the link or the button that is called ``name`` and look at the page that comes."""
        place = self.page.locator(within) if within else self.page
        target = place.get_by_role("link", name=name, exact=True).or_(
            place.get_by_role("button", name=name, exact=True)
        )
        with self.page.expect_navigation():
            self._press(target.first)
        self.taps += 1
        self.looks(status=status)

    def opens(self, name: str) -> None:
        """Unfold what is called ``name``."""
        self._press(self.page.locator("summary, button[popovertarget]", has_text=name))
        self.taps += 1

    def types(self, label: str, value: str) -> None:
        """Fill in the field with that label."""
        self.page.get_by_label(label).first.fill(value)

    def chooses(self, name: str) -> None:
        """Press the radio button or the box with that label."""
        target = self.page.get_by_label(name).first
        target.check()

    def unticks(self, name: str) -> None:
        self.page.get_by_label(name).first.uncheck()

    def picks(self, label: str, option: str) -> None:
        """Pick an option of a list."""
        self.page.get_by_label(label).first.select_option(label=option)

    def attaches(self, label: str, files: Sequence[Any]) -> None:
        """Choose files as uploads of the test client or as paths."""
        told = [
            {"name": each.name, "mimeType": each.content_type or "application/octet-stream", "buffer": each.read()}
            if hasattr(each, "read")
            else each
            for each in files
        ]
        self.page.get_by_label(label).first.set_input_files(told)

    def downloads(self, name: str) -> BytesIO:
        """Press a link that gives a file; the file."""
        with self.page.expect_download() as waiting:
            self._press(self.page.get_by_role("link", name=name).first)
        download: Download = waiting.value
        return BytesIO(Path(download.path()).read_bytes())

    def fetches(self, name: str) -> bytes:
        """What a link leads to that the browser would show or keep, such as a PDF."""
        address = self.page.get_by_role("link", name=name).first.get_attribute("href")
        answer = self.context.request.get(address)
        assert answer.status == 200, f"{address}: {answer.status}"
        return answer.body()

    def _press(self, target: Locator) -> None:
        if self._is_phone and self._script:
            target.tap()
        else:
            target.click()

    # What a person sees

    @property
    def path(self) -> str:
        return re.sub(r"^https?://[^/]+", "", self.page.url)

    def value_of(self, label: str) -> str:
        return self.page.get_by_label(label).first.input_value()

    def loads_picture(self, name: str) -> bool:
        """Whether the picture that stands for ``name`` is there and can be drawn."""
        picture = self.page.get_by_role("img", name=name).first
        picture.scroll_into_view_if_needed()
        answer = self.context.request.get(str(picture.get_attribute("src")))
        return answer.status == 200 and str(answer.headers["content-type"]).startswith("image/")

    def sees(self, *texts: str) -> None:
        """Each text is in sight."""
        for text in texts:
            expect(self.page.get_by_text(text).filter(visible=True).first).to_be_visible(timeout=15_000)

    def misses(self, *texts: str) -> None:
        """None of the texts is in sight."""
        for text in texts:
            expect(self.page.get_by_text(text).filter(visible=True)).to_have_count(0, timeout=15_000)

    def looks(self, *, status: int = 200) -> None:
        """The page answered as it should and nothing is wrong with it."""
        self.page.wait_for_load_state()
        self.pages += 1
        assert self._answer is not None
        assert self._answer.status == status, f"{self.path}: {self._answer.status}"
        if not self._script:
            return
        found = [*self._complaints, *self._faults()]
        self._complaints.clear()
        if ALWAYS_PICTURES:
            self.keep_picture()
        assert not found, "\n".join([f"{self.path} on the {'phone' if self._is_phone else 'desktop'}:", *found])

    def _faults(self) -> list[str]:
        try:
            return faults(self.page, phone=self._is_phone)
        except Error as left:
            if "context was destroyed" not in left.message:
                raise
            # A page that asks again by itself did so just now; it has some seconds before it does once more.
            self.page.wait_for_load_state()
            return faults(self.page, phone=self._is_phone)

    def keep_picture(self) -> None:
        """Keep a picture of the page as it is, for people."""
        folder = SCREENSHOTS / self._name
        folder.mkdir(parents=True, exist_ok=True)
        place = re.sub(r"[^a-z0-9]+", "-", self.path.split("?")[0].lower()).strip("-") or "trang-dau"
        self.page.screenshot(path=folder / f"{self.pages:02d}-{place}.png", full_page=True, animations="disabled")

    def leaves(self) -> None:
        self.context.close()
