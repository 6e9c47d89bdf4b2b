"""What somebody typed is not lost: their session ended, or they signed in meanwhile in another tab."""

import pytest
from django.test import Client

from danchu.inspect.actions.sealing import make_key
from danchu.inspect.models import Case
from danchu.inspect.opening import new_pair
from danchu.lib import clock
from danchu.matters.models import Matter
from danchu.ward import card_codes
from danchu.ward.actions.cards import replace_card
from tests import factories
from tests.inspect.words import WORDS
from tests.journeys.conftest import BACKEND
from tests.journeys.visitors import DESKTOP

NEW = "/ban-lam-viec/viec-chung/moi/"
TEXT = "Đổ bê tông ba trăm mét, dân góp công. " * 20
PASSWORD = "một câu dài dễ nhớ"
KEPT = "() => Object.keys(localStorage).filter((key) => key.startsWith('danchu-draft:')).length"


@pytest.fixture
def officer(officer, ward, settings):
    settings.DEMO = ward.is_demonstration = True
    ward.save()
    officer.set_password(PASSWORD)
    officer.save()
    return officer


def types_a_matter(person) -> None:
    person.visit(NEW)
    person.types("Tên việc", "Làm đường tổ 5")
    person.types("Tóm tắt", TEXT)


def waits_until_kept(person) -> None:
    for _ in range(100):
        if person.page.evaluate(KEPT):
            return
        person.page.wait_for_timeout(100)
    raise AssertionError("nothing was kept on the device")


def signs_out_in_another_tab(person) -> None:
    other = person.context.new_page()
    other.goto("/tai-khoan/dang-xuat/")
    with other.expect_navigation():
        other.locator("main").get_by_role("button", name="Đăng xuất").click()
    other.close()


def signs_in(page, officer) -> None:
    page.get_by_role("link", name="Đăng nhập cán bộ").click()
    page.get_by_label("Tên đăng nhập").fill(officer.username)
    page.get_by_label("Mật khẩu").first.fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).first.click()
    page.wait_for_url(f"**{NEW}")


@pytest.mark.scripted
def test_after_the_session_ended_the_words_come_back_and_are_sent(visitor, officer, script):
    at_work = visitor(DESKTOP, officer, script=script)
    types_a_matter(at_work)
    signs_out_in_another_tab(at_work)
    at_work.tap("Mở việc", status=403)
    assert TEXT.strip() in at_work.value_of("Đã gõ")
    with at_work.context.expect_page() as opened:
        at_work.page.get_by_role("link", name="Đăng nhập lại").click()
    signs_in(opened.value, officer)
    at_work.tap("Lấy lại biểu mẫu", status=403)
    assert at_work.value_of("Tóm tắt").strip() == TEXT.strip()
    at_work.tap("Mở việc")
    at_work.sees("Làm đường tổ 5")
    assert Matter.objects.count() == 1


def test_a_closed_page_offers_the_words_again_until_they_are_sent(visitor, officer):
    at_work = visitor(DESKTOP, officer)
    types_a_matter(at_work)
    waits_until_kept(at_work)
    at_work.visit("/")
    at_work.visit(NEW)
    at_work.sees("chưa gửi")
    assert at_work.value_of("Tóm tắt") == ""
    at_work.page.get_by_role("button", name="Lấy lại").click()
    assert at_work.value_of("Tóm tắt").strip() == TEXT.strip()
    at_work.tap("Mở việc")
    assert at_work.page.evaluate(KEPT) == 0
    at_work.visit(NEW)
    at_work.misses("chưa gửi")


def test_what_is_kept_is_thrown_away_by_a_button_by_signing_out_and_after_a_week(visitor, officer):
    at_work = visitor(DESKTOP, officer)
    for throws_away in (_by_the_button, _by_signing_out, _by_a_week):
        types_a_matter(at_work)
        waits_until_kept(at_work)
        throws_away(at_work)
        assert at_work.page.evaluate(KEPT) == 0
        at_work.context.clear_cookies()
        at_work.signs_in_as(_session_of(officer))


def _session_of(officer) -> str:
    client = Client()
    client.force_login(officer, backend=BACKEND)
    return client.cookies["sessionid"].value


def _by_the_button(person) -> None:
    person.visit(NEW)
    person.page.get_by_role("button", name="Bỏ", exact=True).click()


def _by_signing_out(person) -> None:
    person.visit("/tai-khoan/dang-xuat/")
    person.tap("Đăng xuất", within="main")


def _by_a_week(person) -> None:
    person.page.evaluate(
        """() => { for (const key of Object.keys(localStorage)) {
          const kept = JSON.parse(localStorage.getItem(key));
          localStorage.setItem(key, JSON.stringify({ ...kept, at: kept.at - 8 * 24 * 3600 * 1000 })); } }"""
    )
    person.visit("/")
    person.visit(NEW)


def test_another_account_is_offered_nothing_of_it(visitor, officer, leader):
    at_work = visitor(DESKTOP, officer)
    types_a_matter(at_work)
    waits_until_kept(at_work)
    at_work.context.clear_cookies()
    at_work.signs_in_as(_session_of(leader))
    at_work.visit(NEW)
    at_work.misses("chưa gửi")


def test_a_visitor_who_signed_in_by_card_in_another_tab_sends_the_remark(visitor, ward, group):
    household = factories.household(group, code="TT1-001", head_name="Hoàng Thị Mai")
    [printed] = replace_card(household=household, by=factories.staff(ward, "administrator"), at=clock.now())
    resident = visitor(DESKTOP)
    resident.visit("/gui/phan-anh/")
    resident.types("Việc gì?", "Đèn đường đầu ngõ 12 hỏng ba hôm nay.")
    other = resident.context.new_page()
    other.goto("/dang-nhap/")
    other.get_by_label("Mã trên thẻ hộ").fill(card_codes.written(printed.code))
    other.get_by_role("button", name="Đăng nhập bằng thẻ").click()
    other.get_by_text("TT1-001").first.wait_for()
    resident.tap("Gửi", status=403)
    resident.sees("chưa gửi")
    assert resident.value_of("Việc gì?") == "Đèn đường đầu ngõ 12 hỏng ba hôm nay."
    resident.tap("Gửi")
    resident.sees("Mã theo dõi")
    assert Case.objects.count() == 1
    assert resident.page.evaluate(KEPT) == 0


def test_a_denunciation_is_never_kept_on_the_device(visitor, ward):
    make_key(ward=ward, pair=new_pair(WORDS), by=factories.staff(ward, "ward_chair"), at=clock.now())
    resident = visitor(DESKTOP)
    resident.visit("/gui/to-cao/")
    resident.types("Nội dung tố cáo", "Ông A nhận tiền của dân.")
    resident.page.wait_for_timeout(1_000)
    assert resident.page.evaluate("() => localStorage.length") == 0
