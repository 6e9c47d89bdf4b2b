"""From receipt to answer, for each kind, and the clock beside it."""

from datetime import date, timedelta

import pytest

from danchu.core.refusals import Refused
from danchu.duties.models import Duty
from danchu.inspect.actions.intake import Contact
from danchu.inspect.actions.settling import (
    accept_case,
    answer_case,
    extend_case,
    forward_case,
    merge_case,
    pause_case,
    refuse_case,
    reopen_case,
    resume_case,
    weigh_case,
    withdraw_case,
)
from danchu.inspect.states import Complexity, State
from danchu.lib import clock
from tests import factories
from tests.inspect.words import DAY, MORNING

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(ward):
    return factories.staff(ward, "civil_servant")


def on(day: date):
    return clock.moment_on(day, 9)


def test_a_remark_gets_a_number_a_code_and_ten_working_days(received):
    case = received()
    assert case.symbol == "PA-1/2026"
    assert len(case.code) == 12
    assert case.due_on == date(2026, 3, 16)
    assert Duty.objects.get(ended_at=None).due_on == case.due_on


def test_numbers_go_on_within_a_year_and_a_kind(received):
    assert [received().symbol, received().symbol, received("information").symbol] == [
        "PA-1/2026",
        "PA-2/2026",
        "TT-1/2026",
    ]


def test_an_answer_ends_the_case_and_its_duty(received, officer, unit):
    case = received()
    accept_case(case=case, unit=unit, by=officer, at=MORNING)
    answer_case(case=case, answer="Đã thay bóng đèn ngày 04/3.", by=officer, at=on(date(2026, 3, 4)))
    assert (case.state, case.ended_on) == (State.ANSWERED, date(2026, 3, 4))
    assert not Duty.objects.filter(ended_at=None).exists()
    assert case.lines.last().text == "Đã thay bóng đèn ngày 04/3."


def test_a_complaint_counts_thirty_days_from_acceptance(received, officer, unit):
    case = received("complaint")
    assert case.due_on == date(2026, 3, 12)
    accept_case(case=case, unit=unit, by=officer, at=on(date(2026, 3, 5)))
    # 4 April is a Saturday
    assert case.due_on == date(2026, 4, 6)
    weigh_case(
        case=case,
        complexity=Complexity.COMPLEX,
        reason="Nhiều hộ, nhiều giấy tờ.",
        is_remote=False,
        in_several_places=False,
        by=officer,
        at=on(date(2026, 3, 9)),
    )
    assert case.due_on == date(2026, 4, 20)  # the 19th is a Sunday


def test_a_complaint_without_a_name_is_refused_with_the_reason(received):
    with pytest.raises(Refused, match="họ tên"):
        received("complaint", contact=Contact())


def test_no_conclusion_of_a_complaint_without_a_dialogue_or_the_reason_for_none(received, officer, unit):
    case = accept_case(case=received("complaint"), unit=unit, by=officer, at=MORNING)
    with pytest.raises(Refused, match="đối thoại"):
        answer_case(case=case, answer="Giữ nguyên quyết định.", outcome="wrong", by=officer, at=MORNING)
    answer_case(
        case=case,
        answer="Giữ nguyên quyết định.",
        outcome="wrong",
        no_dialogue="Người khiếu nại đồng ý với kết quả xác minh.",
        by=officer,
        at=MORNING,
    )
    assert case.outcome == "wrong"


def test_a_request_for_information_counts_from_when_it_is_complete(received, officer):
    case = received("information")
    pause_case(case=case, reason="Yêu cầu chưa rõ tên văn bản.", by=officer, at=on(DAY + timedelta(days=2)))
    assert case.due_on is None
    resume_case(case=case, by=officer, at=on(DAY + timedelta(days=9)))
    assert case.due_on == date(2026, 3, 25)


def test_what_is_paused_is_not_paused_again(denounced, settler, unit):
    case = accept_case(case=denounced(), unit=unit, by=settler, at=MORNING)
    pause_case(case=case, reason="Chờ kết quả giám định.", by=settler, at=MORNING)
    with pytest.raises(Refused, match="đang ở trạng thái"):
        pause_case(case=case, reason="Chờ kết quả giám định.", by=settler, at=MORNING)
    assert case.pauses.count() == 1


def test_what_was_withdrawn_in_a_pause_is_not_paused(received, officer):
    case = received("information")
    pause_case(case=case, reason="Yêu cầu chưa rõ tên văn bản.", by=officer, at=MORNING)
    case = withdraw_case(case=case, reason="Không cần nữa.", by=officer, at=MORNING)
    with pytest.raises(Refused, match="đang ở trạng thái"):
        pause_case(case=case, reason="Yêu cầu chưa rõ tên văn bản.", by=officer, at=MORNING)


def test_the_days_of_a_pause_do_not_count(denounced, settler, unit):
    case = accept_case(case=denounced(), unit=unit, by=settler, at=MORNING)
    assert case.due_on == date(2026, 4, 1)
    pause_case(case=case, reason="Chờ kết quả giám định.", by=settler, at=on(date(2026, 3, 12)))
    resume_case(case=case, by=settler, at=on(date(2026, 3, 31)))
    assert case.due_on == date(2026, 4, 21)  # nine days had passed before the 12th; 21 are left after the 31st


def test_a_complaint_pauses_only_since_the_law_says_so(received, officer, unit):
    case = accept_case(case=received("complaint"), unit=unit, by=officer, at=MORNING)
    with pytest.raises(Refused, match="tải lại trang"):
        pause_case(case=case, reason="Người khiếu nại ốm nặng.", by=officer, at=MORNING)
    july = on(date(2026, 7, 2))
    case = accept_case(case=received("complaint", at=july), unit=unit, by=officer, at=july)
    pause_case(case=case, reason="Người khiếu nại ốm nặng.", by=officer, at=july)
    assert case.state == State.PAUSED


def test_a_denunciation_is_extended_once_when_complex_and_twice_when_very(denounced, settler, unit):
    case = accept_case(case=denounced(), unit=unit, by=settler, at=MORNING)
    with pytest.raises(Refused, match="không cho gia hạn"):
        extend_case(case=case, days=30, reason="Nhiều nơi.", by=settler, at=MORNING)
    weigh_case(
        case=case,
        complexity=Complexity.COMPLEX,
        reason="Hai nội dung.",
        is_remote=False,
        in_several_places=False,
        by=settler,
        at=MORNING,
    )
    with pytest.raises(Refused, match="30 ngày"):
        extend_case(case=case, days=31, reason="Nhiều nơi.", by=settler, at=MORNING)
    extend_case(case=case, days=30, reason="Nhiều nơi.", by=settler, at=MORNING)
    with pytest.raises(Refused, match="không cho gia hạn thêm"):
        extend_case(case=case, days=1, reason="Nhiều nơi.", by=settler, at=MORNING)
    weigh_case(
        case=case,
        complexity=Complexity.VERY_COMPLEX,
        reason="Liên quan nhiều cơ quan.",
        is_remote=False,
        in_several_places=False,
        by=settler,
        at=MORNING,
    )
    extend_case(case=case, days=10, reason="Chờ giám định.", by=settler, at=MORNING)
    assert case.due_on == date(2026, 5, 11)


def test_a_case_is_opened_again_once_and_counts_anew(received, officer):
    case = answer_case(case=received(), answer="Đã sửa.", by=officer, at=MORNING)
    reopen_case(case=case, reason="Đèn lại hỏng.", by=officer, at=on(date(2026, 3, 20)))
    assert (case.state, case.due_on) == (State.SETTLING, date(2026, 4, 3))
    answer_case(case=case, answer="Đã thay cột.", by=officer, at=on(date(2026, 3, 23)))
    with pytest.raises(Refused, match="một lần"):
        reopen_case(case=case, reason="Vẫn hỏng.", by=officer, at=on(date(2026, 3, 24)))


def test_a_refusal_names_a_ground_of_the_law(received, officer):
    case = received("complaint")
    with pytest.raises(Refused, match="căn cứ"):
        refuse_case(case=case, ground="because", by=officer, at=MORNING)
    refuse_case(case=case, ground="too_late", by=officer, at=MORNING)
    assert "thời hiệu" in case.lines.last().text


def test_what_is_for_another_office_goes_there(received, officer):
    case = forward_case(case=received(), forwarded_to="Công ty Điện lực", by=officer, at=MORNING)
    assert (case.state, case.is_open) == (State.FORWARDED, False)
    with pytest.raises(Refused, match="tải lại trang"):
        answer_case(case=case, answer="Trễ rồi.", by=officer, at=MORNING)


def test_one_of_two_alike_is_merged_into_the_other(received, officer):
    first, second = received(), received()
    merge_case(case=second, into=first, by=officer, at=MORNING)
    first.refresh_from_db()
    assert (second.state, second.merged_into, first.joined) == (State.MERGED, first, 1)
    with pytest.raises(Refused):
        merge_case(case=first, into=first, by=officer, at=MORNING)
