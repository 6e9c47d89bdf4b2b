"""Từ lúc mời họp đến người dân (clauses 2.2.c.1, 2.2.c.6): the matter is prepared, the meeting called and held, hands
are counted, minutes and decision get their numbers, the result is published, a household reads it. All is clicked."""

from datetime import date

import pytest
from playwright.sync_api import expect

from danchu.core.models import User
from danchu.discuss.models import Decision, Meeting
from danchu.lib import clock
from tests import factories
from tests.core.records.reading import flat, of_pdf
from tests.journeys.visitors import DESKTOP, PHONE

MONDAY = clock.moment_on(date(2026, 3, 2), 9)
THURSDAY = clock.moment_on(date(2026, 3, 5), 8)
SUNDAY = clock.moment_on(date(2026, 3, 8), 19)
TUESDAY = clock.moment_on(date(2026, 3, 10), 9)
HOMES = 5
TITLE = "Lịch tổng vệ sinh hằng tháng"


@pytest.fixture
def homes(ward, group):
    """Households of the group, each with an account."""
    with clock.travel_to(MONDAY):
        made = [factories.household(group, head_name=f"Nguyễn Thị Hồng {number}") for number in range(1, HOMES + 1)]
        for each in made:
            each.account = factories.user(ward, kind=User.Kind.HOUSEHOLD, display_name=f"Hộ {each.code}")
            each.save()
    return made


def prepares(leader):
    """The matter, and the meeting that is to decide it."""
    leader.visit("/ban-lam-viec/dan-ban/moi/")
    leader.tap("6. Công việc tự quản khác của cộng đồng dân cư", within="main")
    leader.types("Tên việc", TITLE)
    leader.types("Nội dung xin ý kiến", "Tổng vệ sinh sáng Chủ nhật đầu tháng.")
    leader.chooses("Tổ dân phố Tân Thành 1")
    leader.chooses("Họp cộng đồng dân cư")
    leader.tap("Lưu")
    leader.sees("Đã đủ để bắt đầu", f"Sẽ hỏi {HOMES} hộ")
    leader.tap("Lên lịch họp")
    leader.types("Ngày giờ họp", "2026-03-08T19:30")
    leader.types("Người chủ trì", "Phạm Văn Chủ")
    leader.tap("Lên lịch", within="main")
    leader.sees("Phải làm trước ngày họp")


def calls_the_meeting(leader):
    """The households are told of it; that this was done is put down."""
    leader.visit(f"/ban-lam-viec/dan-ban/hop/{Meeting.objects.get().pk}/")
    row = leader.page.get_by_role("row").filter(has_text="Thông báo cuộc họp")
    row.get_by_role("link", name="Ghi nhận đã làm").click()
    leader.types("Đã làm bằng", "Giấy mời từng hộ")
    leader.tap("Ghi nhận")
    leader.sees("Đã ghi nhận", "Đã làm")


def presses(person, name):
    """Press what the script of the room takes; the page comes anew when it was sent."""
    with person.page.expect_navigation():
        person.page.get_by_role("button", name=name).first.tap()
    person.looks()


def holds_the_meeting(leader):
    """Everyone comes, four of five raise their hands for it."""
    leader.visit(f"/ban-lam-viec/dan-ban/hop/{Meeting.objects.get().pk}/")
    leader.tap("Vào điều hành cuộc họp")
    leader.tap("Khai mạc")
    leader.tap("Điểm danh", within=".next")
    for each in leader.page.locator(".come").all():
        each.tap()
    expect(leader.page.locator("[data-present]")).to_have_text(str(HOMES))
    expect(leader.page.locator("[data-queue]")).to_be_hidden(timeout=20_000)
    leader.tap("Về cuộc họp")
    leader.page.locator("#secretary-name").fill("Lê Thị Thư")
    presses(leader, "Cử thư ký")
    leader.tap("Mở nội dung")
    presses(leader, "Ghi hình thức")
    leader.page.get_by_label("Tán thành", exact=True).fill("4")
    leader.types("Không tán thành", "1")
    presses(leader, "Ghi kết quả")
    leader.sees("Đủ tỷ lệ")
    leader.tap("Về cuộc họp")
    presses(leader, "Bế mạc")
    leader.sees("Cuộc họp đã kết thúc")


def issues(person, kind: str) -> str:
    """Prepare the document, look at it, issue it; its symbol."""
    person.tap(f"Lập {kind}")
    person.tap("Lưu dự thảo")
    person.sees("Đã lưu dự thảo", "Dự thảo")
    person.tap("Ký, lấy số và ban hành")
    person.tap("Ban hành")
    return person.page.locator(".paper-symbol").inner_text().removeprefix("Số: ").strip()


def closes(leader, decision) -> str:
    """The leader closes it and makes the papers; the symbol of the resolution."""
    leader.visit(f"/ban-lam-viec/dan-ban/{decision.pk}/")
    leader.tap("Kết thúc và kết quả")
    leader.sees(f"Có 4 trong tổng số {HOMES} hộ tán thành")
    leader.tap("Kết thúc lấy ý kiến")
    leader.sees("Đã kết thúc lấy ý kiến")
    symbol = issues(leader, "nghị quyết của cộng đồng")
    leader.visit(f"/ban-lam-viec/dan-ban/hop/{Meeting.objects.get().pk}/")
    issues(leader, "biên bản cuộc họp")
    return symbol


def publishes(clerk, symbol):
    clerk.visit("/ban-lam-viec/dan-ban/ket-qua/")
    clerk.tap(TITLE)
    clerk.sees(symbol)
    clerk.tap("Công khai", within="ol.path")
    clerk.sees(f"được kèm sẵn: {symbol}")
    clerk.page.locator("input[name=state_secret][value=khong]").check()
    clerk.page.locator("input[name=personal_data][value=none]").check()
    clerk.tap("Công khai ngay")
    clerk.sees("Đã công khai kết quả")


def test_from_calling_the_meeting_to_the_household_that_reads_the_result(visitor, group_leader, officer, homes):
    with clock.travel_to(MONDAY):
        prepares(visitor(DESKTOP, group_leader))
    with clock.travel_to(THURSDAY):
        calls_the_meeting(visitor(DESKTOP, group_leader))
    with clock.travel_to(SUNDAY):
        holds_the_meeting(visitor(PHONE, group_leader))
    with clock.travel_to(TUESDAY):
        decision = Decision.objects.get()
        symbol = closes(visitor(DESKTOP, group_leader), decision)
        publishes(visitor(DESKTOP, officer), symbol)
        household = visitor(PHONE, homes[0].account)
        household.visit("/")
        household.tap(f"Kết quả bàn và quyết định: {TITLE}")
        household.sees("được thông qua")
        paper = flat(of_pdf(household.fetches(symbol.replace("/", "-"))))
        assert symbol in paper
        assert f"4 trong tổng số {HOMES} hộ" in paper
        household.visit(decision.get_absolute_url())
        household.sees("Được thông qua")
