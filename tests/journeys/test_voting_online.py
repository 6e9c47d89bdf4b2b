"""Dân bàn (clause 2.2.c.6): a household votes on its phone, keeps the receipt, and anyone checks the result."""

from datetime import timedelta

import pytest

from danchu.core.models import User
from danchu.discuss import bundle
from danchu.discuss.actions.closing import close_decision
from danchu.discuss.actions.voting import mark_heard
from danchu.discuss.models import Voice
from danchu.discuss.states import Form, Method, WrittenAs
from danchu.lib import clock
from tests import factories
from tests.discuss.conftest import MORNING, electors, opened, prepared  # noqa: F401 - fixtures

NOON = MORNING + timedelta(hours=3)
TITLE = "Lịch tổng vệ sinh hằng tháng"


@pytest.fixture(autouse=True)
def _that_monday():
    with clock.travel_to(NOON):
        yield


@pytest.fixture
def household(group):
    """The account of a household of the group."""
    household = factories.household(group)
    household.account = factories.user(group.ward, kind=User.Kind.HOUSEHOLD, display_name=f"Hộ {household.code}")
    household.save()
    return household.account


@pytest.mark.scripted
@pytest.mark.parametrize("method", Method.values)
def test_a_household_votes_in_four_taps_and_keeps_a_receipt(phone, household, opened, method):  # noqa: F811
    decision = opened(forms=("online",), method=method)
    resident = phone(household)
    resident.visit("/dan-ban/cua-toi/")
    resident.tap(TITLE)
    resident.chooses("Tán thành")
    resident.taps += 1
    resident.tap("Xem lại")
    resident.sees("Xem lại rồi gửi", "Tán thành")
    resident.tap("Gửi ý kiến")
    assert resident.taps == 4
    resident.sees("Đã nhận ý kiến", "Mã biên nhận")
    resident.misses("Tán thành")
    code = resident.page.locator(".receipt-code").inner_text()
    assert Voice.objects.get().decision == decision
    stranger = phone()
    stranger.visit(f"/dan-ban/{decision.pk}/bien-nhan/")
    stranger.types("Mã biên nhận", code.lower())
    stranger.tap("Kiểm tra")
    stranger.sees("đã vào và không bị sửa", "Trực tuyến")
    stranger.misses("Tán thành")


def test_choosing_again_and_forgetting_to_choose_lose_nothing(phone, household, opened):  # noqa: F811
    decision = opened(forms=("online",), is_changeable=True)
    resident = phone(household)
    resident.visit(f"/dan-ban/{decision.pk}/bieu-quyet/")
    resident.tap("Xem lại", status=422)
    resident.sees("Hãy chọn ý kiến")
    resident.chooses("Không tán thành")
    resident.tap("Xem lại")
    resident.tap("Chọn lại")
    assert resident.page.get_by_label("Không tán thành").is_checked()
    resident.tap("Xem lại")
    resident.tap("Gửi ý kiến")
    resident.tap("Xong")
    resident.tap(TITLE)
    resident.sees("Hộ đã có ý kiến", "Không tán thành")
    resident.tap("Đổi ý kiến")
    resident.page.get_by_label("Tán thành", exact=True).check()
    resident.tap("Xem lại")
    resident.tap("Đổi ý kiến")
    resident.sees("Đã đổi ý kiến")
    assert Voice.objects.get().ballots.count() == 2


def test_who_was_heard_in_the_meeting_is_told_so(phone, household, opened, officer):  # noqa: F811
    decision = opened(forms=("meeting", "online"))
    [elector] = electors(decision)
    mark_heard(decision=decision, elector=elector, form=Form.MEETING, by=officer, at=clock.now())
    Voice.objects.update(representative="Bà Lan")
    resident = phone(household)
    resident.visit(f"/dan-ban/{decision.pk}/bieu-quyet/")
    resident.sees("Hộ đã có ý kiến", "Tại cuộc họp", "Bà Lan")


def test_anyone_reads_the_result_and_takes_the_bundle_home(phone, desktop, household, opened, officer):  # noqa: F811
    decision = opened(forms=("online",))
    resident = phone(household)
    resident.visit(f"/dan-ban/{decision.pk}/bieu-quyet/")
    resident.chooses("Tán thành")
    resident.tap("Xem lại")
    resident.tap("Gửi ý kiến")
    close_decision(decision=decision, written_as=WrittenAs.RESOLUTION, by=officer, at=decision.closes_at)
    for visitor in (phone(), desktop()):
        visitor.visit(decision.get_absolute_url())
        visitor.sees("Được thông qua", "Theo hình thức", "Tự kiểm chứng")
    decision.refresh_from_db()
    file = visitor.downloads("Tải gói dữ liệu")
    assert bundle.check(file.read(), decision.bundle_digest).ok
    visitor.tap("Cách kiểm chứng")
    visitor.sees("danchu verify-decision")
