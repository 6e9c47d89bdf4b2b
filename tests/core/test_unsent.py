"""What somebody typed meets a door that was shut meanwhile, and is not lost."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from danchu.inspect.actions.sealing import make_key
from danchu.inspect.models import Case
from danchu.inspect.opening import new_pair
from danchu.lib import clock
from danchu.matters.actions.matters import describe_matter, open_matter
from danchu.matters.models import Matter
from tests import factories
from tests.inspect.words import WORDS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet_refusals")]
BACKEND = "danchu.ward.accounts_backend.AccountBackend"
NEW, REMARK, DENOUNCE = "/ban-lam-viec/viec-chung/moi/", "/gui/phan-anh/", "/gui/to-cao/"
HERE = {"HTTP_ORIGIN": "http://testserver"}
TYPED = {"title": "Làm đường tổ 5", "summary": "Đổ bê tông ba trăm mét, dân góp công."}


@pytest.fixture
def browser(ward) -> Client:
    """A browser whose forms need their tokens, as outside of tests."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def at_work(browser, officer) -> Client:
    """The browser of an officer who has signed in."""
    browser.force_login(officer, backend=BACKEND)
    return browser


def hidden(page, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]*)"', page.content.decode()).group(1)


def carried(page) -> dict[str, str]:
    """What the form of a page carries besides what is typed."""
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.content.decode()))


def stale(page) -> dict[str, str]:
    """As ``carried``, but somebody has signed in meanwhile in another tab."""
    return {**carried(page), "csrfmiddlewaretoken": "x" * 64}


def test_a_page_from_before_signing_in_comes_back_with_what_was_typed_and_can_be_sent(at_work):
    opened = at_work.get(NEW)
    again = at_work.post(NEW, {**stale(opened), **TYPED}, **HERE)
    text = again.content.decode()
    assert again.status_code == 403
    assert TYPED["summary"] in re.search(r"<textarea[^>]*>([^<]*)", text).group(1)
    assert "chưa gửi" in text
    assert "tải lại trang" not in text
    assert hidden(again, "_lan-gui") == hidden(opened, "_lan-gui")
    sent = at_work.post(NEW, {**carried(again), **TYPED}, **HERE)
    assert sent.status_code == 302
    assert Matter.objects.get().summary == TYPED["summary"]


def test_what_came_from_another_site_stands_in_no_form(at_work):
    for origin in ({}, {"HTTP_ORIGIN": "https://ke-gian.example"}, {"HTTP_ORIGIN": "null"}):
        answer = at_work.post(NEW, {**TYPED}, **origin)
        assert answer.status_code == 403
        assert TYPED["title"] not in answer.content.decode()
        assert not Matter.objects.exists()


def test_a_visitor_who_signed_in_meanwhile_sends_the_remark_once(browser, ward):
    opened = browser.get(REMARK)
    typed = {**carried(opened), "text": "Đèn đường đầu ngõ 12 hỏng.", "wants_public": "1"}
    browser.force_login(factories.resident(ward), backend=BACKEND)
    again = browser.post(REMARK, {**typed, "csrfmiddlewaretoken": "x" * 64}, **HERE)
    assert "Đèn đường đầu ngõ 12 hỏng." in again.content.decode()
    assert hidden(again, "once") == typed["once"]
    for _ in range(2):
        receipt = browser.post(REMARK, {**typed, **carried(again)}, **HERE)
        assert "receipt-code" in receipt.content.decode()
    assert Case.objects.count() == 1


def test_a_denunciation_comes_back_too_but_is_kept_by_no_browser(browser, ward):
    make_key(ward=ward, pair=new_pair(WORDS), by=factories.staff(ward, "ward_chair"), at=clock.now())
    opened = browser.get(DENOUNCE)
    again = browser.post(DENOUNCE, {**stale(opened), "text": "Ông A nhận tiền của dân."}, **HERE)
    assert "Ông A nhận tiền của dân." in again.content.decode()
    assert "no-store" in again.headers["Cache-Control"]
    assert "data-draft" not in again.content.decode()


def test_a_change_that_comes_back_still_tells_what_somebody_else_changed(at_work, officer, ward):
    with clock.travel_to(clock.moment_on(date(2026, 3, 2), 9)):
        matter = open_matter(ward=ward, title="Làm đường", summary="", unit=None, by=officer, at=clock.now())
        address = reverse("matters:describe", args=[matter.pk])
        opened = at_work.get(address)
        describe_matter(matter=matter, title="Làm đường tổ 6", summary="", unit=None, by=officer, at=clock.now())
        again = at_work.post(address, {**stale(opened), "title": "Làm đường tổ 5"}, **HERE)
        sent = at_work.post(address, {**carried(again), "title": "Làm đường tổ 5"}, **HERE)
        assert sent.status_code == 409
        assert "Làm đường tổ 6" in sent.content.decode()


class TestSessionEnded:
    """Signed out in another tab, after two weeks, or because the account was opened elsewhere."""

    @pytest.fixture
    def shut_out(self, at_work):
        opened = at_work.get(NEW)
        del at_work.cookies["sessionid"]
        return at_work.post(NEW, {**carried(opened), **TYPED, "words": "sáu tiếng của khóa"}, **HERE)

    def test_the_page_says_so_shows_the_words_and_the_way_in(self, shut_out):
        text = shut_out.content.decode()
        assert shut_out.status_code == 403
        assert TYPED["summary"] in text
        assert f"/dang-nhap/?next={NEW}" in text
        assert "no-store" in shut_out.headers["Cache-Control"]

    def test_secrets_are_not_said_again(self, shut_out):
        assert "sáu tiếng" not in shut_out.content.decode()

    def test_after_signing_in_the_form_comes_back_with_the_words_and_can_be_sent(self, shut_out, at_work, officer):
        at_work.force_login(officer, backend=BACKEND)
        again = at_work.post(NEW, carried(shut_out), **HERE)
        assert TYPED["summary"] in re.search(r"<textarea[^>]*>([^<]*)", again.content.decode()).group(1)
        assert not Matter.objects.exists()
        at_work.post(NEW, {**carried(again), **TYPED}, **HERE)
        assert Matter.objects.get().title == TYPED["title"]

    def test_whoever_may_not_open_the_page_after_all_gets_the_words_back_to_copy(self, shut_out, at_work, ward):
        at_work.force_login(factories.resident(ward), backend=BACKEND)
        refused = at_work.post(NEW, carried(shut_out), **HERE)
        assert refused.status_code == 403
        assert TYPED["summary"] in refused.content.decode()
        assert "textarea" in refused.content.decode()

    def test_whoever_only_opens_a_page_is_led_to_the_door(self, browser, ward):
        assert browser.get(NEW).headers["Location"] == f"/dang-nhap/?next={NEW}"


def test_the_words_of_a_button_without_a_page_come_back_with_the_button(at_work, officer, ward):
    address = "/theo-doi/bo-sung/"
    answer = at_work.post(address, {"code": "ABCDEFGHJKMN", "add-text": "Nay đã lan sang ngõ 14."}, **HERE)
    assert answer.status_code == 403
    assert "Nay đã lan sang ngõ 14." in answer.content.decode()
    assert hidden(answer, "csrfmiddlewaretoken")
