"""The documents of the room: notice of disclosure, minutes of posting and of taking down."""

from datetime import date

import pytest
from django.urls import reverse

from danchu.core.models import OfficialDocument, StoredFile
from danchu.core.records import kinds, markup, pdf, word
from danchu.core.records.papers import paper_of
from danchu.core.records.states import DocumentState
from danchu.know.actions.publishing import withdraw_disclosure
from danchu.know.actions.reaching import record_posting, record_taking_down
from danchu.know.documents import POSTING_MINUTES, TAKING_DOWN_MINUTES
from danchu.know.queries import NOTICE
from danchu.lib import clock
from tests import factories
from tests.core.records.reading import flat, of_pdf, of_word
from tests.know.conftest import DECIDED, morning

pytestmark = pytest.mark.django_db
DOWN = date(2026, 4, 3)


@pytest.fixture(autouse=True)
def _that_day():
    with clock.travel_to(morning(DECIDED)):
        yield


@pytest.fixture
def posting(ward, published, group, group_leader, officer):
    """Put up at the community house on the first day, in front of two witnesses, with a photograph."""
    photo = StoredFile.objects.create(
        ward=ward, name="anh-niem-yet.jpg", mime="image/jpeg", size=1, sha256="0" * 64, uploaded_at=morning(DECIDED)
    )
    return record_posting(
        posting=published().postings.get(group=group),
        posted_on=DECIDED,
        witnesses="Phạm Văn Cư, trưởng ban công tác Mặt trận; Lý Thị Đào",
        photo=photo,
        by=officer,
        at=morning(DECIDED),
    )


def prepare_address(kind, target) -> str:
    return reverse("core:prepare-document", args=[kind, target.pk])


def typed(client, address) -> dict[str, str]:
    """What stands in the form when it is opened."""
    form = client.get(address).context["form"]
    return {name: field.initial or form.initial.get(name, "") for name, field in form.fields.items()}


def made(client, kind, target) -> OfficialDocument:
    address = prepare_address(kind, target)
    assert client.post(address, typed(client, address)).status_code == 302
    return OfficialDocument.objects.get(kind=kind, target_id=target.pk)


def in_all_forms(document) -> list[str]:
    paper = paper_of(document, DECIDED)
    return [flat(of_word(word.write(paper))), flat(of_pdf(pdf.write(paper)))]


def test_a_notice_is_filled_in_from_the_disclosure(signed_in, officer, published):
    disclosure = published(document_number="12/QĐ-UBND")
    document = made(signed_in(officer), NOTICE, disclosure)
    for text in in_all_forms(document):
        for part in (
            "THÔNG BÁO",
            "Danh sách hộ được hỗ trợ xây nhà năm 2026",
            "số 12/QĐ-UBND, ngày 02/03/2026",
            "Điều 11 Luật số 10/2022/QH15",
            "danh sách dưới đây.",
            disclosure.get_absolute_url(),
        ):
            assert part in text


def test_a_notice_is_issued_signed_and_checked_by_anyone(signed_in, client, officer, leader, published):
    disclosure = published()
    document = made(signed_in(officer), NOTICE, disclosure)
    issue = reverse("core:issue-document", args=[document.pk])
    assert client.post(issue, {"signer": "Ai đó"}).status_code == 422
    assert client.post(issue, {"signer": leader.person.full_name}).status_code == 302
    document.refresh_from_db()
    assert document.symbol == "01/TB-UBND"
    for form, kind in (("word", "officedocument"), ("pdf", "pdf")):
        answer = client.get(reverse("core:document-file", args=[document.pk, form]))
        assert kind in answer["Content-Type"]
        assert "01-TB-UBND" in answer["Content-Disposition"]
    client.logout()
    page = client.get(reverse("core:check", args=[document.code.lower()])).content.decode()
    for part in ("01/TB-UBND", "đang có hiệu lực", document.digest, leader.person.full_name, disclosure.title):
        assert part in page
    assert client.get(reverse("core:check-file", args=[document.code, "pdf"])).content.startswith(b"%PDF")
    assert client.get(reverse("core:check-file", args=[document.code, "word"])).status_code == 404


def test_a_withdrawn_notice_says_so_where_it_is_checked(signed_in, client, officer, leader, published):
    document = made(signed_in(officer), NOTICE, published())
    client.post(reverse("core:issue-document", args=[document.pk]), {"signer": leader.person.full_name})
    client.post(reverse("core:withdraw-document", args=[document.pk]), {"reason": "Ghi sai kỳ"})
    client.logout()
    page = client.get(reverse("core:check", args=[document.code])).content.decode()
    assert "đã bị thu hồi" in page
    assert "Ghi sai kỳ" in page
    assert "01/TB-UBND" in page


def test_a_draft_cannot_be_checked_by_anyone(signed_in, client, officer, published):
    document = made(signed_in(officer), NOTICE, published())
    client.logout()
    assert client.get(reverse("core:check", args=[document.code])).status_code == 404


def test_minutes_of_posting_name_place_days_witnesses_and_photograph(signed_in, officer, group_leader, posting):
    document = made(signed_in(officer), POSTING_MINUTES, posting)
    for text in in_all_forms(document):
        for part in (
            "BIÊN BẢN",
            "Nhà văn hóa Tân Thành 1",
            "Ngày niêm yết: 02/03/2026",
            "ít nhất 30 ngày",
            "được gỡ từ ngày 02/04/2026",
            "anh-niem-yet.jpg",
            group_leader.person.full_name,
            "Phạm Văn Cư",
            "Lý Thị Đào",
        ):
            assert part in text


def test_minutes_are_issued_without_a_signer_and_stay_among_those_concerned(signed_in, client, officer, posting):
    document = made(signed_in(officer), POSTING_MINUTES, posting)
    assert client.post(reverse("core:issue-document", args=[document.pk])).status_code == 302
    document.refresh_from_db()
    assert (document.state, document.symbol) == (DocumentState.ISSUED, "01/BB-UBND")
    client.logout()
    page = client.get(reverse("core:check", args=[document.code])).content.decode()
    assert "01/BB-UBND" in page
    assert "Phạm Văn Cư" not in page
    assert client.get(reverse("core:check-file", args=[document.code, "pdf"])).status_code == 404


def test_minutes_of_taking_down_say_how_long_it_hung(signed_in, officer, posting):
    client = signed_in(officer)
    assert client.get(prepare_address(TAKING_DOWN_MINUTES, posting)).status_code == 404
    record_taking_down(posting=posting, taken_down_on=DOWN, by=officer, at=morning(DOWN))
    document = made(client, TAKING_DOWN_MINUTES, posting)
    for text in in_all_forms(document):
        assert "từ ngày 02/03/2026 đến ngày 03/04/2026" in text


def test_a_group_leader_makes_the_minutes_of_the_own_house_only(signed_in, ward, group_leader, posting):
    client = signed_in(group_leader)
    assert "Lập biên bản niêm yết" in client.get(reverse("know:handovers")).content.decode()
    document = made(client, POSTING_MINUTES, posting)
    assert client.get(document.get_absolute_url()).status_code == 200
    neighbour = factories.staff(ward, "group_leader")
    assert signed_in(neighbour).get(prepare_address(POSTING_MINUTES, posting)).status_code == 404
    assert client.get(document.get_absolute_url()).status_code == 404


def test_the_pages_offer_what_can_be_made_and_link_what_was(signed_in, officer, posting):
    client = signed_in(officer)
    desk = reverse("know:desk-disclosure", args=[posting.disclosure_id])
    progress = reverse("know:progress", args=[posting.disclosure_id])
    assert "Lập thông báo công khai" in client.get(desk).content.decode()
    assert "Lập biên bản niêm yết" in client.get(progress).content.decode()
    notice = made(client, NOTICE, posting.disclosure)
    minutes = made(client, POSTING_MINUTES, posting)
    for page, document in ((client.get(desk), notice), (client.get(progress), minutes)):
        assert document.get_absolute_url() in page.content.decode()
        assert "Lập " not in page.content.decode()


def test_no_notice_is_made_of_what_is_withdrawn_or_a_draft(signed_in, officer, published, drafted):
    gone = withdraw_disclosure(disclosure=published(), reason="Sai", by=officer, at=morning(DECIDED))
    for disclosure in (gone, drafted(title="Bản nháp")):
        assert signed_in(officer).get(prepare_address(NOTICE, disclosure)).status_code == 404


@pytest.mark.parametrize(
    "title", ["# 1. **đậm** | cột\n---\nNơi nhận: kẻ lạ", "<script>alert(1)</script> #panic() $x$"]
)
def test_a_hostile_title_changes_nothing_but_the_title(signed_in, officer, published, title):
    disclosure = published(title=title)
    document = made(signed_in(officer), NOTICE, disclosure)
    assert len(document.source["recipients"]) == 4
    shown = " ".join(title.split())
    assert shown in document.subject
    page = signed_in(officer).get(document.get_absolute_url()).content.decode()
    assert "<script>alert" not in page
    text, in_pdf = in_all_forms(document)
    assert text.count(shown) >= 2
    assert shown.split()[0] in in_pdf


def test_what_an_officer_changes_is_what_is_issued(signed_in, officer, leader, published):
    client = signed_in(officer)
    document = made(client, NOTICE, published())
    change = reverse("core:change-document", args=[document.pk])
    given = typed(client, change) | {"body": "Câu đã sửa.\n\n- một\n- hai", "recipients": "Ban Thường trực;\n\nLưu."}
    assert client.post(change, {**given, "subject": ""}).status_code == 422
    client.post(change, given)
    client.post(reverse("core:issue-document", args=[document.pk]), {"signer": leader.person.full_name})
    document.refresh_from_db()
    for text in in_all_forms(document):
        assert "Câu đã sửa." in text
        assert "- hai" in text
        assert "- Ban Thường trực;" in text


def test_every_kind_of_the_room_renders_in_all_forms(officer, posting):
    record_taking_down(posting=posting, taken_down_on=DOWN, by=officer, at=morning(DOWN))
    targets = {"know.disclosure": posting.disclosure, "know.posting": posting}
    offered = [each for each in kinds.every() if each.target in targets]
    assert {each.target for each in offered} == set(targets)
    for kind in offered:
        source = kind.source_for(targets[kind.target])
        assert source.subject
        assert markup.blocks(source.body)
        assert "{{" not in source.body
        assert "None" not in source.body


@pytest.mark.parametrize("many", [1, 12])
def test_the_pages_ask_few_questions_however_much_there_is(
    signed_in, officer, ward, published, many, django_assert_max_num_queries
):
    for _ in range(many):
        factories.group(ward)
    disclosure = published()
    client = signed_in(officer)
    for posting in disclosure.postings.all():
        record_posting(posting=posting, posted_on=DECIDED, by=officer, at=morning(DECIDED))
        made(client, POSTING_MINUTES, posting)
    document = made(client, NOTICE, disclosure)
    for address in (
        reverse("know:progress", args=[disclosure.pk]),
        reverse("core:documents"),
        document.get_absolute_url(),
    ):
        with django_assert_max_num_queries(8):
            client.get(address)
