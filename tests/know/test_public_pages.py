from datetime import date

import pytest
from django.urls import reverse

from danchu.core.files.checks import check
from danchu.core.files.storage import store
from danchu.know.actions.publishing import correct_disclosure, withdraw_disclosure
from danchu.lib import clock
from tests import factories
from tests.know.conftest import DECIDED, morning
from tests.know.files import a_pdf, a_picture, a_workbook

pytestmark = pytest.mark.django_db
LIST = "/cong-khai/"


@pytest.fixture(autouse=True)
def _in_march():
    with clock.travel_to(morning(date(2026, 3, 20))):
        yield


@pytest.fixture
def stored(ward):
    def keep(upload):
        return store(ward=ward, upload=check(upload, upload.name), at=morning(DECIDED))

    return keep


def test_anyone_reads_what_was_published_and_finds_it_without_tone_marks(client, published, drafted):
    published(title="Quyết toán ngân sách năm 2025", item="fees")
    published(title="Danh sách hỗ trợ nhà ở")
    drafted(title="Bản nháp chưa ai được thấy")
    page = client.get(LIST).content.decode()
    assert "Quyết toán ngân sách" in page
    assert "Bản nháp" not in page
    found = client.get(LIST, {"q": "quyet toan NGAN sach"}).content.decode()
    assert "Quyết toán ngân sách" in found
    assert "Danh sách hỗ trợ" not in found


def test_the_list_narrows_by_item_group_and_year(client, published, group):
    published(title="Của một tổ", group=group)
    published(title="Của cả phường", item="fees")
    assert "Của cả phường" not in client.get(LIST, {"to": group.pk}).content.decode()
    assert "Của một tổ" not in client.get(LIST, {"noi-dung": "fees"}).content.decode()
    assert "Của một tổ" not in client.get(LIST, {"nam": "2025"}).content.decode()
    assert "Của một tổ" in client.get(LIST, {"nam": "2026"}).content.decode()


@pytest.mark.parametrize("query", [{"to": "x"}, {"nam": "abc"}, {"trang": "-5"}, {"q": "%' OR 1=1"}, {"to": "9" * 40}])
def test_nonsense_in_the_address_is_no_error(client, published, query):
    published()
    assert client.get(LIST, query).status_code == 200


def test_a_page_tells_forms_period_law_and_documents(client, published, stored):
    disclosure = published(files=(stored(a_pdf("Danh sách.pdf")), stored(a_picture("Ảnh.jpg"))))
    page = client.get(disclosure.get_absolute_url()).content.decode()
    for told in (
        "Danh sách.pdf",
        "Ảnh.jpg",
        "Niêm yết",
        "0/2 nơi",
        "Điều 11",
        "<strong>danh sách</strong>",
        "02/03/2026",
    ):
        assert told in page


def test_what_an_officer_types_cannot_become_script(client, published):
    body = "<script>alert(1)</script> [a](javascript:alert(1)) <img src=x onerror=alert(1)> **đậm**"
    disclosure = published(body=body, title="<b>Tiêu đề</b>")
    page = client.get(disclosure.get_absolute_url()).content.decode()
    assert "<script>alert" not in page
    assert "onerror" not in page or "&lt;img" in page
    assert 'href="javascript' not in page
    assert "<b>Tiêu đề" not in page
    assert "<strong>đậm</strong>" in page


def test_a_correction_shows_its_reason_and_leads_to_the_earlier_version(client, published, officer):
    disclosure = published(body="Bản đầu tiên")
    correct_disclosure(
        disclosure=disclosure, title="Đúng", body="Bản mới", reason="Ghi nhầm", by=officer, at=morning(DECIDED)
    )
    page = client.get(disclosure.get_absolute_url()).content.decode()
    assert "Ghi nhầm" in page
    assert "Bản đầu tiên" not in page
    earlier = reverse("know:version", args=[disclosure.pk, 1])
    assert earlier in page
    assert "Bản đầu tiên" in client.get(earlier).content.decode()
    assert client.get(reverse("know:version", args=[disclosure.pk, 9])).status_code == 404


def test_a_withdrawn_content_says_why_and_shows_nothing_else(client, published, officer, stored):
    disclosure = published(body="Điều không nên lộ", files=(stored(a_pdf("lộ.pdf")),))
    document = disclosure.versions.get().attachments.get()
    address = reverse("know:file", args=[document.pk, "x.pdf"])
    assert client.get(address).status_code == 200
    withdraw_disclosure(disclosure=disclosure, reason="Lộ dữ liệu cá nhân", by=officer, at=morning(DECIDED))
    page = client.get(disclosure.get_absolute_url()).content.decode()
    assert "Lộ dữ liệu cá nhân" in page
    assert "Điều không nên lộ" not in page
    assert client.get(address).status_code == 404
    assert client.get(reverse("know:version", args=[disclosure.pk, 1])).status_code == 404
    assert client.get(reverse("know:places", args=[disclosure.pk])).status_code == 404


def test_a_draft_and_its_documents_do_not_exist_for_the_public(client, drafted, stored):
    disclosure = drafted(files=(stored(a_pdf("nháp.pdf")),))
    document = disclosure.versions.get().attachments.get()
    assert client.get(disclosure.get_absolute_url()).status_code == 404
    assert client.get(reverse("know:file", args=[document.pk, "x.pdf"])).status_code == 404


def test_a_kept_page_never_shows_a_draft_even_to_staff(signed_in, officer, drafted):
    assert signed_in(officer).get(drafted().get_absolute_url()).status_code == 404


def test_another_ward_sees_none_of_it(client, published, other_ward, stored):
    disclosure = published(files=(stored(a_pdf("a.pdf")),))
    document = disclosure.versions.get().attachments.get()
    there = {"HTTP_HOST": "lang-gieng.example"}
    assert disclosure.title not in client.get(LIST, **there).content.decode()
    assert client.get(disclosure.get_absolute_url(), **there).status_code == 404
    assert client.get(reverse("know:places", args=[disclosure.pk]), **there).status_code == 404
    assert client.get(reverse("know:file", args=[document.pk, "a.pdf"]), **there).status_code == 404
    assert disclosure.title not in client.get(reverse("know:feed"), **there).content.decode()


def test_a_pdf_is_shown_in_the_page_and_a_spreadsheet_is_downloaded(client, published, stored):
    disclosure = published(files=(stored(a_pdf("Thông báo.pdf")), stored(a_workbook("Bảng.xlsx"))))
    shown, sent = disclosure.versions.get().attachments.all()
    pdf = client.get(reverse("know:file", args=[shown.pk, "x"]))
    assert pdf.headers["Content-Type"] == "application/pdf"
    assert pdf.headers["Content-Disposition"].startswith("inline")
    assert pdf.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in pdf.headers["Content-Security-Policy"]
    sheet = client.get(reverse("know:file", args=[sent.pk, "x"]))
    assert sheet.headers["Content-Disposition"].startswith("attachment")
    assert b"".join(sheet.streaming_content)[:2] == b"PK"


def test_a_picture_comes_small_for_the_page_and_unchanged_is_not_sent_again(client, published, stored):
    disclosure = published(files=(stored(a_picture("a.jpg", 1600)),))
    document = disclosure.versions.get().attachments.get()
    address = reverse("know:file", args=[document.pk, "a.jpg"])
    whole, small = client.get(address), client.get(address, {"co": "480"})
    assert len(b"".join(small.streaming_content)) < len(b"".join(whole.streaming_content))
    again = client.get(address, headers={"If-None-Match": whole.headers["ETag"]})
    assert again.status_code == 304
    assert client.get(address, {"co": "99999999"}).status_code == 200


def test_the_feed_lists_the_newest(client, published, drafted):
    published(title="Mới công khai")
    drafted(title="Chưa công khai")
    feed = client.get(reverse("know:feed"))
    assert feed.headers["Content-Type"].startswith("application/atom+xml")
    assert "Mới công khai" in feed.content.decode()
    assert "Chưa công khai" not in feed.content.decode()


def test_every_public_page_costs_the_same_for_one_row_as_for_many(
    ward, client, published, stored, django_assert_max_num_queries
):
    first = published(files=(stored(a_pdf("a.pdf")),))
    pages = [LIST, first.get_absolute_url(), reverse("know:places", args=[first.pk]), reverse("know:feed")]

    def cost(page):
        with django_assert_max_num_queries(8) as queries:
            assert client.get(page).status_code == 200
        return len(queries)

    few = [cost(page) for page in pages]
    for _ in range(6):
        factories.group(ward)
    for _ in range(8):
        published()
    assert [cost(page) for page in pages] == few
