import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from danchu.core.models import StoredFile
from danchu.core.ui.uploads import token_of
from danchu.know import queries
from danchu.know.models import Disclosure
from danchu.know.states import State
from danchu.know.tasks import plan_disclosures
from danchu.lib import clock
from danchu.matters.actions.matters import open_matter
from tests import factories
from tests.know.conftest import ALL_FORMS, DECIDED, morning
from tests.know.files import a_pdf, a_picture

pytestmark = pytest.mark.django_db
NEW = "/ban-lam-viec/cong-khai/moi/"
DESK = "/ban-lam-viec/cong-khai/"
TYPED = {
    "item": "social_policy",
    "title": "Danh sách hộ được hỗ trợ",
    "decided_on": "2026-03-02",
    "body": "Nội dung đã gõ",
    "forms": list(ALL_FORMS),
    "to_day": "",
    "state_secret": "khong",
    "personal_data": "none",
    "lam": "cong-khai",
}


@pytest.fixture(autouse=True)
def _that_monday():
    with clock.travel_to(morning(DECIDED)):
        yield


def test_one_page_publishes(signed_in, officer, group):
    answer = signed_in(officer).post(NEW, {**TYPED, "files": [a_pdf("một.pdf"), a_picture("hai.jpg")]})
    disclosure = Disclosure.objects.get()
    assert answer.status_code == 302
    assert answer.url == reverse("know:desk-disclosure", args=[disclosure.pk])
    assert disclosure.state == State.PUBLISHED
    assert [each.file.name for each in disclosure.versions.get().attachments.all()] == ["một.pdf", "hai.jpg"]


def test_what_can_be_published_is_told_apart_by_what_it_begins_with(signed_in, officer):
    page = signed_in(officer).get(NEW).content.decode()
    offered = re.findall(r'<li class="card"><a[^>]*>([^<]*)</a>', page)
    assert len(offered) > 14
    assert len({each[:32] for each in offered}) == len(offered), "a phone shows the beginning of a choice"
    assert "2. Ngân sách: dự toán trình Hội đồng nhân dân" in offered
    assert "Hạn tính từ ngày gửi đại biểu" in page


def test_a_draft_without_its_text_is_refused_with_the_way_to_where_it_is_written(signed_in, officer, drafted):
    disclosure = drafted(body="")
    answer = signed_in(officer).post(
        reverse("know:publish", args=[disclosure.pk]), {"state_secret": "khong", "personal_data": "none"}
    )
    assert answer.status_code == 422
    faults = answer.content.decode().split('role="alert"')[1].split("</div>")[0]
    assert "Chưa có gì để đọc" in faults
    assert f'<a href="{reverse("know:change", args=[disclosure.pk])}">' in faults


def test_the_two_questions_are_asked_once(signed_in, officer):
    client = signed_in(officer)
    client.post(NEW, {**TYPED, "lam": "nhap"})
    disclosure = Disclosure.objects.get()
    publish = reverse("know:publish", args=[disclosure.pk])
    page = client.get(publish)
    assert not {"state_secret", "personal_data"} & {*page.context["form"].fields}
    assert "Không có dữ liệu cá nhân" in page.content.decode(), "what was answered stands before what is pressed"
    assert client.post(publish).status_code == 302
    disclosure.refresh_from_db()
    assert (disclosure.state, disclosure.personal_data) == (State.PUBLISHED, "none")


@pytest.mark.parametrize("answers", [{"state_secret": ""}, {"personal_data": ""}, {"personal_data": "uncleared"}])
def test_what_was_not_answered_or_not_cleared_in_the_draft_is_asked_before_publishing(signed_in, officer, answers):
    client = signed_in(officer)
    client.post(NEW, {**TYPED, "lam": "nhap", **answers})
    publish = reverse("know:publish", args=[Disclosure.objects.get().pk])
    assert {"state_secret", "personal_data"} <= {*client.get(publish).context["form"].fields}
    assert client.post(publish).status_code == 422


def test_a_draft_that_is_changed_shows_what_was_answered(signed_in, officer):
    client = signed_in(officer)
    client.post(NEW, {**TYPED, "lam": "nhap", "personal_data": "lawful"})
    initial = client.get(reverse("know:change", args=[Disclosure.objects.get().pk])).context["form"].initial
    assert (initial["state_secret"], initial["personal_data"]) == ("khong", "lawful")


def test_a_draft_needs_no_answers(signed_in, officer):
    typed = {**TYPED, "lam": "nhap", "state_secret": "", "personal_data": ""}
    assert signed_in(officer).post(NEW, typed).status_code == 302
    assert Disclosure.objects.get().state == State.DRAFT


def test_a_secret_is_refused_and_nothing_typed_or_uploaded_is_lost(signed_in, officer):
    client = signed_in(officer)
    answer = client.post(NEW, {**TYPED, "state_secret": "co", "files": [a_pdf("đã chọn.pdf")]})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert not Disclosure.objects.exists()
    for kept in ("Nội dung đã gõ", "Danh sách hộ được hỗ trợ", "đã chọn.pdf"):
        assert kept in page
    [field] = [each for each in answer.context["form"] if each.name == "files"]
    token = field.field.widget.get_context("files", field.value(), {})["widget"]["kept"][0][0]
    assert client.post(NEW, {**TYPED, "files-kept": [token]}).status_code == 302
    assert Disclosure.objects.get().versions.get().attachments.get().file.name == "đã chọn.pdf"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 301}, "title"),
        ({"decided_on": "31/02/2026"}, "decided_on"),
        ({"decided_on": "2026-03-03"}, "decided_on"),
        ({"item": "nonsense"}, "item"),
        ({"forms": []}, "forms"),
        ({"forms": ["telepathy"]}, "forms"),
        ({"forms": ["portal"]}, "forms"),
        ({"to_day": "2026-03-05"}, "to_day"),
        ({"personal_data": ""}, "personal_data"),
        ({"personal_data": "uncleared"}, "personal_data"),
        ({"state_secret": ""}, "state_secret"),
        ({"body": ""}, "body"),
        ({"group": "999999"}, "group"),
        ({"group": "9" * 40}, "group"),
        ({"matter": "abc"}, "matter"),
    ],
)
def test_bad_input_says_what_is_wrong_at_its_field_and_keeps_the_rest(signed_in, officer, wrong, field):
    answer = signed_in(officer).post(NEW, {**TYPED, **wrong})
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not Disclosure.objects.exists()


@pytest.mark.parametrize(
    "upload",
    [
        SimpleUploadedFile("trống.pdf", b""),
        SimpleUploadedFile("trang.pdf", b"<html><script>alert(1)</script>"),
        SimpleUploadedFile("hình.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        SimpleUploadedFile("phần mềm.exe", b"MZ\x90\x00" + b"\0" * 200),
        SimpleUploadedFile("lạ.docx", b"PK\x03\x04" + b"\0" * 60),
    ],
)
def test_a_hostile_file_is_refused_by_its_name_and_the_good_one_is_kept(signed_in, officer, upload):
    answer = signed_in(officer).post(NEW, {**TYPED, "files": [a_pdf("tốt.pdf"), upload]})
    assert answer.status_code == 422
    assert upload.name in str(answer.context["form"].errors["files"])
    assert "tốt.pdf" in answer.content.decode()
    assert not Disclosure.objects.exists()


def test_a_forged_or_foreign_file_token_attaches_nothing(signed_in, officer, other_ward):
    foreign = StoredFile.objects.create(
        ward=other_ward,
        name="của phường khác.pdf",
        mime="application/pdf",
        size=1,
        sha256="0" * 64,
        uploaded_at=clock.now(),
    )
    signed_in(officer).post(NEW, {**TYPED, "files-kept": ["1:abc:def", token_of(foreign)]})
    assert not Disclosure.objects.get().versions.get().attachments.exists()


def test_the_same_upload_is_kept_once(signed_in, officer):
    client = signed_in(officer)
    for _ in range(2):
        client.post(NEW, {**TYPED, "files": [a_pdf("một.pdf")]})
    assert StoredFile.objects.count() == 1
    assert Disclosure.objects.count() == 2


def test_the_item_is_chosen_first_and_the_law_fills_the_rest(signed_in, officer):
    client = signed_in(officer)
    assert "?noi-dung=social_policy" in client.get(NEW).content.decode()
    initial = client.get(NEW, {"noi-dung": "social_policy"}).context["form"].initial
    assert set(initial["forms"]) == set(ALL_FORMS)
    assert initial["to_day"] == date(2026, 4, 1)
    assert client.get(NEW, {"noi-dung": "procedures"}).context["form"].initial["to_day"] is None
    assert client.get(NEW, {"noi-dung": "nonsense"}).status_code == 200


def test_from_a_duty_the_page_is_filled_in_and_publishing_fulfils_it(ward, signed_in, officer):
    plan_disclosures(ward, DECIDED)
    duty = queries.disclosing_duties(ward).filter(basis__item="budget:execution").order_by("due_on").first()
    client = signed_in(officer)
    page = client.get(duty.address)
    initial = page.context["form"].initial
    assert (initial["item"], initial["decided_on"]) == ("budget:execution", "2025-12-31")
    assert duty.title.removeprefix("Công khai: ") in page.content.decode()
    typed = {
        **TYPED,
        "item": "budget:execution",
        "decided_on": "2025-12-31",
        "forms": ["portal", "posting"],
        "nhiem-vu": duty.key,
    }
    assert client.post(NEW, typed).status_code == 302
    duty.refresh_from_db()
    assert duty.state == "fulfilled"


def test_a_draft_is_changed_published_corrected_and_withdrawn_at_the_desk(signed_in, officer, drafted):
    disclosure = drafted()
    client = signed_in(officer)

    def at(name):
        return reverse(f"know:{name}", args=[disclosure.pk])

    assert client.get(at("change")).context["form"].initial["title"] == disclosure.title
    client.post(at("change"), {**TYPED, "title": "Tên mới", "lam": "nhap", "state_secret": "", "personal_data": ""})
    assert client.post(at("publish"), {"state_secret": "co", "personal_data": "none"}).status_code == 422
    assert client.post(at("publish"), {}).status_code == 422
    assert client.post(at("publish"), {"state_secret": "khong", "personal_data": "none"}).status_code == 302
    assert client.post(at("correct"), {"title": "Tên đúng", "body": "x", "reason": ""}).status_code == 422
    assert client.post(at("correct"), {"title": "Tên đúng", "body": "x", "reason": "Nhầm"}).status_code == 302
    assert client.post(at("withdraw"), {"reason": ""}).status_code == 422
    assert client.post(at("withdraw"), {"reason": "Sai"}).status_code == 302
    assert client.post(at("withdraw"), {"reason": "Sai nữa"}).status_code == 422
    disclosure.refresh_from_db()
    assert (disclosure.state, disclosure.title) == (State.WITHDRAWN, "Tên đúng")


def test_the_budget_item_survives_being_changed(signed_in, officer, drafted):
    disclosure = drafted(item="budget:execution", decided_on=date(2026, 2, 28))
    form = signed_in(officer).get(reverse("know:change", args=[disclosure.pk])).context["form"]
    assert form.initial["item"] == "budget:execution"


def test_late_ones_are_found_at_the_desk(signed_in, officer, drafted):
    drafted(title="Chậm", decided_on=date(2026, 2, 2))
    drafted(title="Còn hạn")
    page = signed_in(officer).get(DESK, {"trang-thai": "late"}).content.decode()
    assert "Chậm" in page
    assert "Còn hạn</a>" not in page


def test_a_photograph_is_recorded_and_shown(signed_in, officer, published, client, group_leader, group):
    posting = published().postings.get(group=group)
    url = reverse("know:post", args=[posting.pk])
    staff = signed_in(officer)
    assert staff.post(url, {"posted_on": "2026-03-02", "photo": a_pdf("không phải ảnh.pdf")}).status_code == 422
    assert staff.post(url, {"posted_on": "2026-03-02", "photo": a_picture("a.jpg")}).status_code == 302
    assert staff.get(reverse("know:photo", args=[posting.pk, "niem-yet"])).status_code == 200
    assert staff.get(reverse("know:photo", args=[posting.pk, "go"])).status_code == 404


def test_a_group_leader_ticks_with_one_button(signed_in, published, group_leader, group):
    handover = published().handovers.get(group=group)
    client = signed_in(group_leader)
    page = client.get(reverse("know:handovers")).content.decode()
    assert handover.disclosure.title in page
    sent = {"manner": "meeting", "told_on": "2026-03-02"}
    assert client.post(reverse("know:tell", args=[handover.pk]), sent).status_code == 302
    handover.refresh_from_db()
    assert handover.state == "done"
    again = client.post(reverse("know:tell", args=[handover.pk]), sent)
    assert again.status_code == 422


def test_a_group_leader_finds_nothing_of_another_group(ward, signed_in, published, group):
    disclosure = published()
    neighbour = factories.staff(ward, "group_leader")
    client = signed_in(neighbour)
    assert disclosure.title not in client.get(reverse("know:handovers")).content.decode()
    for name, row in (("tell", disclosure.handovers.get()), ("post", disclosure.postings.get(group=group))):
        assert client.get(reverse(f"know:{name}", args=[row.pk])).status_code == 404


DESK_ROUTES = ["new", "desk"]
ROW_ROUTES = ["desk-disclosure", "progress", "change", "publish", "correct", "withdraw"]


@pytest.mark.parametrize("office", ["group_leader", "auditor", "worker"])
def test_other_offices_are_refused_at_the_desk(ward, signed_in, drafted, office):
    disclosure = drafted()
    client = signed_in(factories.staff(ward, office))
    for name in DESK_ROUTES:
        assert client.get(reverse(f"know:{name}")).status_code == 403
    for name in ROW_ROUTES:
        assert client.get(reverse(f"know:{name}", args=[disclosure.pk])).status_code == 403


def test_overseers_see_the_desk_and_change_nothing(ward, signed_in, drafted):
    disclosure = drafted()
    client = signed_in(factories.staff(ward, "council_deputy"))
    page = client.get(reverse("know:desk-disclosure", args=[disclosure.pk]))
    assert page.status_code == 200
    assert reverse("know:publish", args=[disclosure.pk]) not in page.content.decode()
    assert client.get(NEW).status_code == 403
    assert client.post(reverse("know:publish", args=[disclosure.pk]), {}).status_code == 403


def test_strangers_and_officers_of_another_ward_are_sent_to_sign_in(client, signed_in, other_ward, drafted):
    disclosure = drafted()
    neighbour = factories.staff(other_ward, "civil_servant")
    for visitor in (client, signed_in(neighbour)):
        for name in ROW_ROUTES:
            answer = visitor.get(reverse(f"know:{name}", args=[disclosure.pk]))
            assert answer.status_code == 302
            assert "/dang-nhap" in answer.url
    there = signed_in(neighbour).get(
        reverse("know:desk-disclosure", args=[disclosure.pk]), HTTP_HOST="lang-gieng.example"
    )
    assert there.status_code == 404


def test_every_desk_page_costs_the_same_for_one_row_as_for_many(
    ward, signed_in, officer, group, group_leader, published, drafted, django_assert_max_num_queries
):
    first, draft = published(), drafted()
    desk = [
        DESK,
        f"{NEW}?noi-dung=fees",
        *[reverse(f"know:{name}", args=[first.pk]) for name in ("desk-disclosure", "progress", "withdraw")],
        reverse("know:publish", args=[draft.pk]),
    ]

    def cost(user, page):
        client = signed_in(user)
        client.get(page)  # the first visit of a process reads what is kept from then on
        with django_assert_max_num_queries(8) as queries:
            assert client.get(page).status_code == 200
        return len(queries)

    def costs():
        return [cost(officer, page) for page in desk] + [cost(group_leader, reverse("know:handovers"))]

    few = costs()
    for _ in range(4):
        factories.group(ward)
        open_matter(ward=ward, title="Việc", by=officer, at=clock.now())
    for _ in range(5):
        published()
        drafted()
    assert costs() == few


@pytest.mark.parametrize(("decided_on", "says"), [(date(2026, 3, 9), False), (date(2026, 3, 31), True)])
def test_a_period_of_the_decree_that_nobody_has_seen_is_marked(signed_in, officer, drafted, decided_on, says):
    disclosure = drafted(on=decided_on + timedelta(days=1), item="budget:execution", decided_on=decided_on)
    shown = signed_in(officer).get(reverse("know:desk-disclosure", args=[disclosure.pk])).content.decode()
    assert ("Chưa thấy văn bản Nghị định số 73/2026/NĐ-CP, tạm tính như trước." in shown) is says
