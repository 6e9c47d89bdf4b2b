"""A page that is sent twice is done once; what somebody else changed meanwhile is not overwritten unseen; the device
forgets what has arrived."""

import re

import pytest
from django.urls import reverse

from danchu.core.ui.sendings import AGAIN, SENT
from danchu.inspect.models import Case
from danchu.matters.models import Matter
from danchu.ward.models import Person
from tests import factories

pytestmark = pytest.mark.django_db
NEW = "/ban-lam-viec/viec-chung/moi/"


def carried(page) -> dict[str, str]:
    """What the form of a page carries besides what is typed."""
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.content.decode()))


class TestTwice:
    def test_a_matter_is_opened_once_and_the_second_sending_leads_to_it(self, signed_in, officer):
        desk = signed_in(officer)
        typed = {**carried(desk.get(NEW)), "title": "Làm đường tổ 5"}
        first = desk.post(NEW, typed)
        second = desk.post(NEW, typed, follow=True)
        assert Matter.objects.count() == 1
        assert second.redirect_chain[-1][0] == first.headers["Location"]
        assert AGAIN in second.content.decode()

    def test_other_words_from_the_same_page_are_not_lost_but_asked_about(self, signed_in, officer):
        desk = signed_in(officer)
        typed = {**carried(desk.get(NEW)), "title": "Làm đường tổ 5"}
        desk.post(NEW, typed)
        asked = desk.post(NEW, {**typed, "title": "Làm đường tổ 6"})
        assert asked.status_code == 422
        assert "Làm đường tổ 6" in asked.content.decode()
        assert Matter.objects.count() == 1
        desk.post(NEW, {**typed, **carried(asked), "title": "Làm đường tổ 6"})
        assert Matter.objects.count() == 2

    def test_a_member_comes_once_into_the_household(self, signed_in, officer, ward):
        household = factories.household(factories.group(ward))
        desk, address = signed_in(officer), reverse("ward:add-member", args=[household.pk])
        typed = {**carried(desk.get(address)), "full_name": "Nguyễn Thị Trùng", "relation": "Con"}
        for _ in range(2):
            desk.post(address, typed)
        assert Person.objects.filter(full_name="Nguyễn Thị Trùng").count() == 1

    def test_after_no_duplicate_a_letter_gets_one_number(self, signed_in, officer):
        desk, address = signed_in(officer), reverse("inspect:register-kind", args=["remark"])
        letter = {"channel": "paper", "received_on": "2026-02-27", "name": "Phạm Văn Tám", "text": "Cống tắc ở ngõ 3."}
        desk.post(address, letter)
        asked = desk.post(address, {**carried(desk.get(address)), **letter})
        assert "Có thể trùng" in asked.content.decode()
        for _ in range(2):
            desk.post(address, {**letter, **carried(asked)})
        assert Case.objects.count() == 2

    def test_what_a_sender_adds_by_the_code_stands_there_once(self, client, ward):
        client.post("/gui/phan-anh/", {"text": "Đèn đường đầu ngõ 12 hỏng.", "wants_public": "1"})
        case = Case.objects.get()
        page = client.post("/theo-doi/", {"code": case.code})
        typed = {**carried(page), "code": case.code, "add-text": "Nay lan sang ngõ 14."}
        for _ in range(2):
            answer = client.post("/theo-doi/bo-sung/", typed)
        assert answer.content.decode().count("Nay lan sang ngõ 14.") == 1
        assert case.lines.filter(text__contains="ngõ 14").count() == 1


class TestTwoOfficers:
    """W1: the second to save undid the first, unseen."""

    @pytest.fixture
    def person(self, ward):
        return factories.person(ward, full_name="Trần Thị Bình", household=factories.household(factories.group(ward)))

    def test_what_the_first_saved_is_shown_to_the_second_who_then_decides(self, signed_in, officer, person):
        address = reverse("ward:change-person", args=[person.pk])
        desk = signed_in(officer)
        form = desk.get(address)
        unchanged = {"full_name": person.full_name, "relation": person.relation, **carried(form)}
        desk.post(address, {**unchanged, "phone": "0912345678"})
        second = {**carried(form), **unchanged, "_lan-gui": "khác", "relation": "Con dâu"}
        shown = desk.post(address, second)
        person.refresh_from_db()
        assert shown.status_code == 409
        assert person.phone == "+84912345678"
        desk.post(address, {**second, **carried(shown), "phone": "0912345678"})
        person.refresh_from_db()
        assert (person.phone, person.relation) == ("+84912345678", "Con dâu")

    def test_a_refusal_in_between_hides_nothing(self, signed_in, officer, person):
        address = reverse("ward:change-person", args=[person.pk])
        desk = signed_in(officer)
        form = desk.get(address)
        unchanged = {"full_name": person.full_name, "relation": person.relation}
        desk.post(address, {**carried(form), **unchanged, "phone": "0912345678"})
        refused = desk.post(address, {**unchanged, **carried(form), "full_name": ""})
        assert refused.status_code == 422
        assert desk.post(address, {**unchanged, **carried(refused)}).status_code == 409


class TestArrived:
    """What a script kept on the device is known to have arrived by the token of its page."""

    def test_after_sending_the_browser_is_told_and_the_next_page_has_the_script(self, signed_in, officer):
        desk = signed_in(officer)
        typed = {**carried(desk.get(NEW)), "title": "Làm đường tổ 5"}
        after = desk.post(NEW, typed, follow=True)
        assert desk.cookies[SENT].value == typed["_lan-gui"]
        assert "core/drafts.js" in after.content.decode()

    def test_a_receipt_in_the_answer_itself_tells_too(self, client, ward):
        typed = {**carried(client.get("/gui/phan-anh/")), "text": "Đèn đường hỏng.", "wants_public": "1"}
        receipt = client.post("/gui/phan-anh/", typed)
        assert client.cookies[SENT].value == typed["_lan-gui"]
        assert "core/drafts.js" in receipt.content.decode()

    def test_a_refused_form_does_not(self, signed_in, officer):
        desk = signed_in(officer)
        desk.post(NEW, {**carried(desk.get(NEW)), "title": ""})
        assert SENT not in desk.cookies
