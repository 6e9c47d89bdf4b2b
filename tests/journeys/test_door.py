"""Coming in: by a code on the telephone, by the card of the household, by password and a second factor."""

import re
from urllib.parse import urlsplit

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.urls import reverse

from danchu.lib import clock
from danchu.ward import card_codes
from danchu.ward.actions.cards import replace_card
from tests import factories
from tests.journeys.visitors import DESKTOP, PHONE

PASSWORD = "một câu dài dễ nhớ"


@pytest.fixture
def household(group):
    return factories.household(group, code="TT1-001", head_name="Hoàng Thị Mai")


@pytest.fixture
def card(household, ward):
    """What is printed on the card of the household."""
    [printed] = replace_card(household=household, by=factories.staff(ward, "administrator"), at=clock.now())
    return card_codes.written(printed.code)


def test_a_resident_of_the_demonstration_comes_in_by_a_code(phone, ward, household, settings):
    settings.DEMO = ward.is_demonstration = True
    ward.save()
    factories.person(ward, full_name="Hoàng Thị Mai", phone="+84912345678", household=household)
    resident = phone()
    resident.visit("/")
    resident.tap("Đăng nhập")
    resident.types("Số điện thoại", "12")
    resident.tap("Lấy mã đăng nhập", status=422)
    resident.types("Số điện thoại", "0912 345 678")
    resident.tap("Lấy mã đăng nhập")
    resident.tap("xem mã ở trang này")
    code = re.search(r"\b\d{6}\b", resident.page.inner_text("main"))[0]
    resident.tap("Nhập mã")
    resident.types("Mã gồm 6 chữ số", "000000" if code != "000000" else "111111")
    resident.tap("Đăng nhập", within="main", status=422)
    resident.sees("Mã không đúng")
    resident.types("Mã gồm 6 chữ số", code)
    resident.tap("Đăng nhập", within="main")
    resident.sees("TT1-001", "Tổ dân phố Tân Thành 1")


@pytest.mark.scripted
def test_a_household_comes_in_by_typing_what_stands_on_its_card(phone, card):
    resident = phone()
    resident.visit("/dang-nhap/")
    resident.types("Mã trên thẻ hộ", "ABCD-EFGH")
    resident.tap("Đăng nhập bằng thẻ", status=422)
    resident.types("Mã trên thẻ hộ", card.lower())
    resident.tap("Đăng nhập", within="main")
    resident.sees("TT1-001")
    resident.sees("Chào hộ Hoàng Thị Mai")
    resident.opens("Menu")
    resident.tap("Đăng xuất")
    resident.tap("Đăng xuất", within="main")
    resident.visit("/bat-dau/")
    resident.sees("Bằng thẻ hộ")


HEAD_ENDS = "document.querySelector('.head').getBoundingClientRect().bottom"


@pytest.mark.scripted
@pytest.mark.parametrize("office", [None, "civil_servant"])
def test_the_head_of_a_page_leaves_a_phone_to_what_the_page_is_about(phone, ward, settings, office, script):
    settings.DEMO = ward.is_demonstration = True
    ward.name = "Bách Quang"
    ward.save()
    reader = phone(factories.staff(ward, office) if office else None)
    reader.visit("/")
    assert reader.page.evaluate(HEAD_ENDS) < 130
    assert not reader.page.get_by_role("link", name="Dân bàn", exact=True).is_visible()
    reader.opens("Menu")
    reader.looks()
    reader.opens("Đóng")
    assert not reader.page.get_by_role("link", name="Dân bàn", exact=True).is_visible()
    reader.opens("Menu")
    reader.tap("Dân bàn")
    assert urlsplit(reader.page.url).path == reverse("discuss:decisions")


def test_at_a_desk_the_links_of_the_head_stand_open(visitor, ward):
    reader = visitor(DESKTOP, factories.staff(ward, "civil_servant"))
    reader.visit("/")
    assert not reader.page.get_by_role("button", name="Menu", exact=True).is_visible()
    reader.tap("Dân bàn", within=".head")


def test_a_household_comes_in_by_the_square_on_its_card(visitor, card):
    resident = visitor(PHONE)
    resident.visit(f"{reverse('ward:card')}#{card}")
    resident.sees("Đã đọc mã trên thẻ")
    assert card not in resident.page.url
    resident.tap("Đăng nhập", within="main")
    resident.sees("TT1-001")


@pytest.mark.scripted
def test_an_officer_sets_up_a_second_factor_and_needs_it_from_then_on(desktop, officer):
    officer.set_password(PASSWORD)
    officer.save()
    at_work = desktop()
    at_work.visit("/dang-nhap/?next=/ban-lam-viec/cong-khai/")
    at_work.tap("Đăng nhập cán bộ")
    at_work.types("Tên đăng nhập", officer.username)
    at_work.types("Mật khẩu", "sai")
    at_work.tap("Đăng nhập", within="main")
    at_work.sees("Tên đăng nhập hoặc mật khẩu không đúng.")
    at_work.types("Mật khẩu", PASSWORD)
    at_work.tap("Đăng nhập", within="main")
    at_work.sees("Thêm một bước bảo vệ")
    at_work.visit("/ban-lam-viec/cong-khai/")
    at_work.sees("Thêm một bước bảo vệ")
    at_work.tap("Dùng ứng dụng")
    at_work.opens("Không quét được?")
    secret = at_work.page.inner_text("code")
    at_work.types("Mã", code_of(secret))
    at_work.tap("Xong")
    at_work.visit("/ban-lam-viec/cong-khai/")
    at_work.sees("Sổ công khai")


def code_of(secret: str) -> str:
    """What the application on the officer's telephone shows."""
    return totp.format_hotp_value(totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time()))))
