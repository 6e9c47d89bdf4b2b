"""What the page of a case tells of its sender and offers to whom, and what is shown to everyone with its place."""

from datetime import timedelta

import pytest
from django.urls import reverse

from danchu.core.models import Notice
from danchu.inspect.actions.intake import Contact, Place
from danchu.inspect.actions.settling import answer_case, reopen_case
from danchu.inspect.models import Case
from tests import factories
from tests.inspect.test_moves_pages import address, page
from tests.inspect.words import MORNING, NAME

pytestmark = pytest.mark.django_db
CARD = "019085001234"
WRITE = "Viết thư cho người gửi"
PLACE = Place(address="Số 5 ngõ 12")


@pytest.fixture
def desk(signed_in, officer):
    """An officer at the desk."""
    return signed_in(officer)


@pytest.fixture
def asked(received):
    """A request for information, with the number of the card that the law wants in it."""
    return received("information", contact=Contact(NAME, "0912345678", "an@example.org", id_number=CARD))


def test_who_answers_a_request_reads_the_number_of_the_card(desk, asked):
    shown = page(desk, asked)
    assert f"Số định danh cá nhân: {CARD}" in shown


def test_the_officer_of_the_unit_reads_the_number_too(signed_in, ward, asked, unit):
    Case.objects.filter(pk=asked.pk).update(unit=unit)
    at_unit = signed_in(factories.staff(ward, "assigned_officer", organisation=unit))
    assert CARD in page(at_unit, asked)


@pytest.mark.parametrize("office", ["council_deputy", "front_chair"])
def test_who_may_not_know_the_sender_reads_no_number(signed_in, ward, asked, office):
    shown = page(signed_in(factories.staff(ward, office)), asked)
    assert asked.title in shown
    assert CARD not in shown


def test_the_number_is_in_no_list_and_finds_nobody(desk, asked):
    listed = reverse("inspect:desk")
    assert asked.symbol in desk.get(listed).content.decode()
    assert CARD not in desk.get(listed).content.decode()
    assert asked.symbol not in desk.get(listed, {"q": CARD}).content.decode()


def test_the_page_leads_to_writing_to_the_sender_and_the_letter_leaves(desk, received):
    case = received()
    shown = page(desk, case)
    assert f'href="{address(case, "write-to-sender")}"' in shown
    assert "Nhắn người gửi" not in shown, "one way to write, not two"
    assert desk.post(address(case, "write-to-sender"), {"text": "Mời bà chụp thêm ảnh."}).status_code == 302
    assert "Mời bà chụp thêm ảnh." in Notice.objects.order_by("-pk")[0].body
    assert "Mời bà chụp thêm ảnh." in page(desk, case)


def test_without_an_address_the_word_waits_where_the_code_shows_it(desk, received):
    case = received(contact=Contact(NAME, "0912345678"))
    shown = page(desk, case)
    assert WRITE not in shown
    assert "Nhắn người gửi" in shown


def test_nobody_writes_who_may_not_know_the_sender_or_of_a_sealed_case(signed_in, ward, received, denounced, settler):
    assert WRITE not in page(signed_in(factories.staff(ward, "council_deputy")), received())
    assert WRITE not in page(signed_in(settler), denounced())


def test_a_published_answer_can_be_mended_after_everything_else_is_done(desk, received, officer):
    case = answer_case(case=received(wants_public=True), answer="Đã sửa.", by=officer, at=MORNING)
    case = reopen_case(case=case, reason="Lại hỏng.", by=officer, at=MORNING)
    case = answer_case(case=case, answer="Đã thay.", by=officer, at=MORNING + timedelta(hours=1))
    assert address(case, "case-publish") in page(desk, case)


def published(desk, case, **data):
    assert desk.post(address(case, "case-publish"), {"public_text": "Đèn hỏng.", **data}).status_code == 302
    case.refresh_from_db()
    return desk.get(case.public_url).content.decode()


def test_the_officer_chooses_whether_everyone_sees_the_place(desk, received):
    case = received(wants_public=True, place=PLACE)
    assert "Công khai cả địa điểm: Số 5 ngõ 12" in page(desk, case, "case-publish")
    assert "Số 5 ngõ 12" in published(desk, case, shows_place="on")
    assert "Số 5 ngõ 12" not in published(desk, case)
    shown = page(desk, case, "case-publish")
    assert 'name="shows_place"' in shown
    assert "checked" not in shown.split('name="shows_place"')[1].split(">")[0], "what was chosen stays chosen"


def test_nothing_is_asked_of_a_place_that_nobody_told(desk, received):
    case = received(wants_public=True)
    assert 'name="shows_place"' not in page(desk, case, "case-publish")
    published(desk, case)
    assert case.shows_place


def test_a_place_typed_as_markup_stays_words(desk, received):
    case = received(wants_public=True, place=Place(address="<script>alert(1)</script>"))
    assert "<script>alert(1)" not in page(desk, case, "case-publish")


def test_the_name_of_the_sender_in_the_public_words_is_pointed_out(desk, received):
    case = received(text=f"Tôi là {NAME}, ngõ 12 tối.", wants_public=True)
    assert NAME in page(desk, case, "case-publish").split("Có thể làm lộ")[1].split("</div>")[0]


@pytest.mark.parametrize(
    ("slug", "says"),
    [
        ("tra-loi", "Hãy viết nội dung: đã làm gì"),
        ("chuyen", "Hãy ghi tên cơ quan nhận."),
        ("khong-thu-ly", "Hãy chọn một căn cứ của luật."),
        ("rut", "Hãy ghi lý do"),
        ("ghi-chu", "Hãy viết nội dung ghi chú."),
        ("phan-loai-lai", "Hãy chọn loại đúng."),
    ],
)
def test_a_step_says_what_it_lacks_and_how_to_mend_it(desk, received, slug, says):
    shown = desk.post(address(received(), "case-deed", slug), {}).content.decode()
    assert says in shown
    assert "bắt buộc." not in shown
