"""Following what one sent by its code: reading, adding, rating, opening again, taking back; and who guesses."""

import re

import pytest

from danchu.core.files.checks import check
from danchu.core.files.storage import store
from danchu.core.models import AuditEntry
from danchu.inspect.actions.publishing import note_on_case
from danchu.inspect.actions.settling import accept_case, answer_case
from danchu.inspect.models import Case
from danchu.inspect.states import State
from tests.inspect.words import MORNING
from tests.know.files import a_picture

pytestmark = pytest.mark.django_db
FOLLOW = "/theo-doi/"


@pytest.fixture
def answered(ward, received, officer):
    picture = a_picture("đã sửa.jpg")
    repaired = store(ward=ward, upload=check(picture, picture.name), at=MORNING)
    return answer_case(case=received(), answer="Đã thay bóng đèn.", files=[repaired], by=officer, at=MORNING)


def test_the_code_shows_where_it_stands_and_by_when(client, ward, received, unit, officer):
    case = received()
    accept_case(case=case, unit=unit, by=officer, at=MORNING)
    page = client.post(FOLLOW, {"code": case.code_written.lower().replace("-", " ")}).content.decode()
    assert "Đang giải quyết" in page
    assert "16/03/2026" in page
    assert str(unit) in page


def test_what_officers_note_for_themselves_is_not_shown(client, ward, received, officer):
    case = received()
    note_on_case(case=case, text="Người này hay gọi.", by=officer, at=MORNING)
    assert "hay gọi" not in client.post(FOLLOW, {"code": case.code}).content.decode()


def test_the_answer_comes_with_its_photograph_and_the_code_is_in_no_address(client, ward, answered):
    page = client.post(FOLLOW, {"code": answered.code}).content.decode()
    assert "Đã thay bóng đèn." in page
    address = re.search(r'src="(/theo-doi/tep/[^"]+)"', page).group(1)
    assert client.get(address).status_code == 200
    assert answered.code not in address
    assert client.get("/theo-doi/tep/bịa/").status_code == 404


def test_rating_and_opening_again_once(client, ward, answered, officer):
    send = {"code": answered.code}
    assert client.post("/theo-doi/danh-gia/", send).status_code == 422
    client.post("/theo-doi/danh-gia/", {**send, "rate-satisfaction": "2", "rate-note": "Lâu quá"})
    answered.refresh_from_db()
    assert (answered.satisfaction, answered.satisfaction_note) == (2, "Lâu quá")
    page = client.post("/theo-doi/xem-lai/", {**send, "reopen-reason": "Đèn lại tắt."})
    answered.refresh_from_db()
    assert (answered.state, page.status_code) == (State.SETTLING, 200)
    answer_case(case=answered, answer="Đã thay cột.", by=officer, at=MORNING)
    page = client.post("/theo-doi/xem-lai/", {**send, "reopen-reason": "Vẫn tắt."})
    answered.refresh_from_db()
    assert answered.state == State.ANSWERED
    assert "không làm được" in page.content.decode()


def test_adding_words_and_photographs(client, ward, received):
    case = received()
    page = client.post(
        "/theo-doi/bo-sung/", {"code": case.code, "add-text": "Nay tắt cả dãy.", "add-files": [a_picture("dãy.jpg")]}
    )
    assert "Nay tắt cả dãy." in page.content.decode()
    assert case.files.count() == 1


def test_what_is_added_twice_over_a_bad_line_stands_once(client, ward, received):
    case = received()
    for _ in range(2):
        client.post("/theo-doi/bo-sung/", {"code": case.code, "add-text": "Nay tắt cả dãy."})
    assert case.lines.filter(text__contains="cả dãy").count() == 1


def test_taking_it_back(client, ward, received):
    case = received()
    client.post("/theo-doi/rut/", {"code": case.code, "withdraw-reason": "Đã tự sửa."})
    assert Case.objects.get().state == State.WITHDRAWN


def test_a_complaint_is_taken_back_by_a_signed_letter_only(client, ward, received):
    case = received("complaint")
    page = client.post("/theo-doi/rut/", {"code": case.code, "withdraw-reason": "Thôi."})
    assert Case.objects.get().state == State.RECEIVED
    assert "chữ ký" in page.content.decode()


def test_the_trail_holds_no_code(client, ward, received):
    case = received(code="ABCDEFGHJKMN")
    client.post("/theo-doi/bo-sung/", {"code": case.code, "add-text": "Thêm."})
    trail = "".join(str(each.__dict__) for each in AuditEntry.objects.all())
    assert "ABCDEFGHJKMN" not in trail


def test_a_wrong_code_tells_nothing_and_who_guesses_holds_up_nobody_at_the_same_address(
    client, ward, received, settings
):
    settings.SIGN_IN_LIMITS = {**settings.SIGN_IN_LIMITS, "follow-network": (2, 3600)}
    case = received()
    said = [client.post(FOLLOW, {"code": guess}) for guess in ("ABCDEFGHJKMN", "NMKJHGFEDCBA", "ABCDEFGHJKMP")]
    assert [each.status_code for each in said] == [422] * 3
    assert ["quá nhiều mã" in each.content.decode() for each in said] == [False, False, True]
    assert client.post(FOLLOW, {"code": case.code}).status_code == 200


def test_nonsense_for_a_code_breaks_nothing(client, ward):
    for typed in ("", "x" * 5000, "\x00", "ĐÂY-LÀ-MÃ"):
        assert client.post(FOLLOW, {"code": typed}).status_code == 422
        assert client.post("/theo-doi/danh-gia/", {"code": typed}).status_code == 422


def test_the_code_of_another_ward_opens_nothing_here(client, other_ward, received):
    case = received()
    page = client.post(FOLLOW, {"code": case.code}, headers={"host": "lang-gieng.example"})
    assert page.status_code == 422
