"""What everyone may read of what people reported, and what nobody may."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from danchu.core import revision
from danchu.core.actors import VISITOR
from danchu.core.files.checks import check
from danchu.core.files.storage import store
from danchu.inspect.actions.intake import Place
from danchu.inspect.actions.publishing import hide_case, join_case, note_on_case, publish_case
from danchu.inspect.actions.settling import accept_case, answer_case, refuse_case, reopen_case, withdraw_case
from danchu.inspect.actions.topics import add_topic
from tests import factories
from tests.inspect.words import MORNING, NAME
from tests.know.files import a_picture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet_refusals")]
LIST = "/phan-anh/"
UNTOLD = "Bà Bảy nhà số 5 chửi tôi."


@pytest.fixture
def published(ward, received, officer):
    """``published(words, **given)``: a remark that everyone may read."""

    def publish(words="Đèn đường ngõ 12 hỏng.", **given):
        case = received(wants_public=True, text=f"{words} {UNTOLD}", **given)
        return publish_case(case=case, public_text=words, shows_place=True, by=officer, at=MORNING)

    return publish


def page(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_the_list_shows_what_was_published_and_nothing_else(client, published, received):
    published()
    received(text="Chuyện riêng.", wants_public=True)
    shown = page(client, LIST)
    assert "Đèn đường ngõ 12 hỏng." in shown
    assert "Chuyện riêng" not in shown


def test_no_public_page_holds_what_was_not_published(client, ward, published, officer, unit):
    case = published(place=Place(address="Ngõ 12", group=factories.group(ward)))
    accept_case(case=case, unit=unit, by=officer, at=MORNING)
    note_on_case(case=case, text="Ghi nội bộ.", by=officer, at=MORNING)
    note_on_case(case=case, text="Riêng cho bà.", is_told=True, by=officer, at=MORNING)
    answer_case(case=case, answer="Đã thay bóng.", by=officer, at=MORNING)
    reopen_case(case=case, reason="Lời riêng của tôi.", by=VISITOR, at=MORNING)
    addresses = [case.public_url, LIST, f"{LIST}?xuat=csv", f"{LIST}?xuat=in", f"{LIST}tin-moi.atom", f"{LIST}ban-do/"]
    for address in addresses:
        response = client.get(address)
        shown = b"".join(response).decode()
        for secret in (NAME, "Bà Bảy", "0912345678", "Ghi nội bộ", "Riêng cho bà", "Lời riêng", case.code):
            assert secret not in shown, (address, secret)


def test_a_search_finds_public_words_without_tone_marks_and_no_others(client, published):
    published("Rác ở đầu ngõ.")
    assert "Rác ở đầu ngõ." in page(client, f"{LIST}?q=rac+dau+ngo")
    assert "Không tìm thấy" in page(client, f"{LIST}?q=ba+bay")


def test_what_is_hidden_is_found_no_more(client, published, officer):
    case = published()
    hide_case(case=case, reason="Có tên người.", by=officer, at=MORNING)
    assert client.get(case.public_url).status_code == 404
    assert case.public_search == ""


def test_what_its_sender_took_back_is_not_shown(client, published):
    case = published()
    withdraw_case(case=case, reason="Đã tự sửa.", by=VISITOR, at=MORNING)
    assert client.get(case.public_url).status_code == 404


def test_the_list_is_narrowed_by_topic_group_state_and_month(client, ward, published, officer):
    topic, group = add_topic(ward=ward, name="Rác", by=officer, at=MORNING), factories.group(ward)
    published("Rác thải.", topic=topic, place=Place(group=group))
    answer_case(case=published("Đèn hỏng."), answer="Đã sửa.", by=officer, at=MORNING)
    for asked, waste, light in [
        (f"linh-vuc={topic.pk}", True, False),
        (f"to={group.pk}", True, False),
        ("trang-thai=dang-giai-quyet", True, False),
        ("trang-thai=answered", False, True),
        ("thang=2026-03", True, True),
        ("thang=2026-02", False, False),
        ("thang=2026-13", False, False),
        ("to=x", False, False),
    ]:
        shown = page(client, f"{LIST}?{asked}")
        assert ("Rác thải." in shown, "Đèn hỏng." in shown) == (waste, light), asked


def test_the_list_comes_as_a_workbook(client, published):
    published("=1+1 hỏng.")
    content = b"".join(client.get(f"{LIST}?xuat=xlsx"))
    sheet = load_workbook(BytesIO(content)).active
    assert "=1+1 hỏng." in [cell.value for row in sheet.iter_rows() for cell in row]


def test_the_page_tells_each_step_and_the_answer(client, published, officer, unit):
    case = published()
    accept_case(case=case, unit=unit, by=officer, at=MORNING)
    answer_case(case=case, answer="Đã thay bóng ngày 04/3.", by=officer, at=MORNING + timedelta(days=2))
    shown = page(client, case.public_url)
    for words in ("Phường đã nhận", "Nhận giải quyết", "Trả lời", "Đã thay bóng ngày 04/3.", unit.name, "PA-1/2026"):
        assert words in shown
    assert "Cùng phản ánh</a>" not in shown


def test_a_refusal_is_shown_with_its_ground(client, published, officer):
    case = published()
    refuse_case(case=case, ground="unclear", by=officer, at=MORNING)
    assert "Không rõ việc gì" in page(client, case.public_url)


def test_the_place_can_be_left_out(client, received, officer):
    case = received(wants_public=True, place=Place(address="Số 5 ngõ 12"))
    publish_case(case=case, public_text="Đèn hỏng.", shows_place=False, by=officer, at=MORNING)
    assert "Số 5" not in page(client, case.public_url)
    assert "Không tìm thấy" in page(client, f"{LIST}?q=so+5")


def test_only_public_photographs_are_served(client, ward, received, officer):
    kept = [store(ward=ward, upload=check(a_picture(f"{n}.jpg", 600), f"{n}.jpg"), at=MORNING) for n in (1, 2)]
    case = received(wants_public=True, files=kept)
    first, second = case.files.all()
    addresses = [reverse("inspect:public-file", args=[each.pk, each.file.name]) for each in (first, second)]
    assert [client.get(each).status_code for each in addresses] == [404, 404]
    publish_case(case=case, public_text="Đèn hỏng.", files=(first.pk,), shows_place=True, by=officer, at=MORNING)
    assert [client.get(each).status_code for each in addresses] == [200, 404]
    assert addresses[0] in page(client, case.public_url)
    hide_case(case=case, reason="Có mặt người.", by=officer, at=MORNING)
    assert client.get(addresses[0]).status_code == 404


def test_kept_pages_change_when_something_is_published_answered_or_joined(
    ward, published, officer, django_capture_on_commit_callbacks
):
    seen = {revision.current(ward)}
    with django_capture_on_commit_callbacks(execute=True):
        case = published()
    seen.add(revision.current(ward))
    with django_capture_on_commit_callbacks(execute=True):
        join_case(case=case, who="x" * 64, by=VISITOR, at=MORNING)
    seen.add(revision.current(ward))
    with django_capture_on_commit_callbacks(execute=True):
        answer_case(case=case, answer="Đã sửa.", by=officer, at=MORNING)
    seen.add(revision.current(ward))
    assert len(seen) == 4


def test_the_feed_is_atom_with_what_was_published_last(client, published):
    published()
    response = client.get(f"{LIST}tin-moi.atom")
    assert response["Content-Type"].startswith("application/atom+xml")
    assert "Đèn đường ngõ 12 hỏng." in response.content.decode()


def test_another_ward_shows_nothing_of_it(client, other_ward, published):
    case = published()
    assert client.get(case.public_url, headers={"host": other_ward.host}).status_code == 404
    assert "Đèn" not in client.get(LIST, headers={"host": other_ward.host}).content.decode()


def test_one_browser_is_counted_once_for_each_remark(client, published):
    first, second = published("Đèn hỏng."), published("Rác đầy.")
    for case in (first, second, first):
        asked = page(client, f"{case.public_url}cung-phan-anh/")
        address = reverse("inspect:send-join", args=[case.pk])
        assert address in asked
        client.post(address)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.people, second.people) == (2, 2)
    assert not set(first.joinings.values_list("who", flat=True)) & set(second.joinings.values_list("who", flat=True))


def test_who_throws_the_cookie_away_is_not_counted_without_end(client, published, settings):
    settings.SIGN_IN_LIMITS = {**settings.SIGN_IN_LIMITS, "join-network": (3, 3600)}
    case = published()
    for _ in range(5):
        client.cookies.clear()
        client.post(reverse("inspect:send-join", args=[case.pk]))
    case.refresh_from_db()
    assert case.joined == 3


def test_the_search_of_the_whole_site_finds_published_remarks(client, published):
    case = published()
    shown = page(client, "/tim-kiem/?q=den+duong")
    assert case.public_url in shown
    assert case.public_url in client.get("/sitemap.xml").content.decode()
