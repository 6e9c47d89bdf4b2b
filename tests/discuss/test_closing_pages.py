"""Closing at the desk and the way on: pages, documents in Word and PDF, letters, what a household reads."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse

from danchu.core.actions.documents import issue_document, prepare_document, withdraw_document
from danchu.core.files.checks import check
from danchu.core.files.storage import store
from danchu.core.models import OfficialDocument, StoredFile
from danchu.core.records import kinds, pdf, word
from danchu.core.records.papers import paper_of
from danchu.discuss import documents
from danchu.discuss import queries_following as following
from danchu.discuss.actions.closing import close_decision
from danchu.discuss.actions.following import publish_result
from danchu.discuss.models import Attendance, Decision, Meeting, MeetingItem
from danchu.discuss.states import MeetingState, State, WrittenAs
from danchu.know.states import PersonalData
from danchu.lib import clock
from tests import factories
from tests.core.records.reading import flat, of_pdf, of_word
from tests.discuss.conftest import MORNING
from tests.discuss.test_following import CLOSED, MEETING, candidates, closed, counted  # noqa: F401 - fixture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _that_day():
    with clock.travel_to(CLOSED):
        yield


def close_address(decision):
    return reverse("discuss:close", args=[decision.pk])


def test_the_page_says_what_would_come_out_and_what_stands_against_closing(
    signed_in, group_leader, opened, households, officer
):
    households(5)
    decision = opened(**MEETING)
    page = signed_in(group_leader).get(close_address(decision)).content.decode()
    assert "Không được thông qua" in page
    assert "cần ít nhất 3 hộ" in page
    counted(decision, officer, {1: 4, 2: 1})
    page = signed_in(group_leader).get(close_address(decision)).content.decode()
    assert "Được thông qua" in page
    assert "Có 4 trong tổng số 5 hộ tán thành" in page


def test_a_leader_closes_and_is_led_to_what_comes_next(signed_in, group_leader, opened, households, officer):
    households(5)
    decision = counted(opened(**MEETING), officer, {1: 4, 2: 1})
    client = signed_in(group_leader)
    answer = client.post(close_address(decision), {"written_as": "minutes", "carry_out_by": "2026-06-30"}, follow=True)
    page = answer.content.decode()
    decision.refresh_from_db()
    assert decision.state == State.CLOSED
    for words in (
        "Gửi Ủy ban nhân dân và Mặt trận",
        "20/03/2026",
        "Lập biên bản của cộng đồng",
        decision.bundle_digest,
    ):
        assert words in page
    assert "Lập nghị quyết của cộng đồng" not in page


def test_the_leader_of_another_group_finds_no_such_page(signed_in, ward, closed):  # noqa: F811
    stranger = factories.staff(ward, "group_leader")
    assert signed_in(stranger).get(close_address(closed())).status_code == 404


def test_what_is_short_of_the_majority_says_what_the_law_allows_next(signed_in, officer, closed):  # noqa: F811
    decision = closed({1: 1, 2: 1})
    assert "phát phiếu đến các hộ chưa có ý kiến" in signed_in(officer).get(close_address(decision)).content.decode()


def test_no_papers_follow_a_meeting_to_which_enough_came(signed_in, officer, closed):  # noqa: F811
    decision = closed({1: 2, 2: 1})
    assert "phát phiếu đến các hộ" not in signed_in(officer).get(close_address(decision)).content.decode()


def test_a_tie_is_one_button_away_from_the_vote_between_the_tied(signed_in, officer, closed, ward):  # noqa: F811
    people = [factories.person(ward) for _ in range(3)]
    decision = closed({1: 4, 2: 3, 3: 3}, kind="board", seats=2, options=candidates(*people), method="secret")
    client = signed_in(officer)
    assert "Chuẩn bị biểu quyết lại" in client.get(close_address(decision)).content.decode()
    assert client.post(reverse("discuss:runoff", args=[decision.pk])).status_code == 302
    assert following.follow_up_of(decision).runoff.seats == 1


def test_every_step_is_recorded_from_its_page(signed_in, officer, group_leader, closed):  # noqa: F811
    decision = closed()

    def step(who, name, **data):
        answer = signed_in(who).post(reverse(f"discuss:{name}", args=[decision.pk]), data)
        assert answer.status_code == 302, answer.content.decode()

    step(group_leader, "send", sent_on="2026-03-13", note="Văn thư phường")
    step(group_leader, "tell", manner="letter", told_on="2026-03-13", missed="")
    step(group_leader, "report", on="2026-03-13", report="Đã làm xong.")
    step(officer, "publish", state_secret="khong", personal_data="none")
    page = signed_in(group_leader).get(close_address(decision)).content.decode()
    assert page.count('class="done"') == 4
    for words in ("Văn thư phường", "gửi văn bản đến từng hộ, 5 hộ", "Đã làm xong.", "Đã công khai"):
        assert words.lower() in page.lower()


def test_the_answer_to_an_election_is_entered_with_the_term(signed_in, officer, closed, ward):  # noqa: F811
    people = [factories.person(ward) for _ in range(2)]
    decision = closed({1: 4, 2: 1}, kind="head", seats=1, options=candidates(*people), method="secret")
    address = reverse("discuss:recognise", args=[decision.pk])
    data = {"recognised": "co", "on": "2026-03-13", "note": "Quyết định số 5/QĐ-UBND", "ends_on": "2028-12-31"}
    assert signed_in(officer).post(address, data).status_code == 302
    assert people[0].mandates.get().office == "group_leader"


def made(kind, target):
    """The document in Word and PDF, its text flat."""
    source = kinds.of(kind).source_for(target)
    document = OfficialDocument(
        ward=target.ward, kind=kind, letters=kinds.of(kind).letters, issuer="CĐDC", source=source.plain(), code="X"
    )
    paper = paper_of(document, clock.local_day(CLOSED))
    return [flat(of_word(word.write(paper))), flat(of_pdf(pdf.write(paper)))]


@pytest.mark.parametrize("written_as", list(WrittenAs))
def test_the_decision_is_written_in_the_form_that_was_chosen(opened, households, officer, written_as, group_leader):
    households(5)
    decision = counted(opened(**MEETING), officer, {1: 4, 2: 1})
    close_decision(decision=decision, written_as=written_as, by=officer, at=CLOSED)
    fitting = [key for key, _ in documents.DECIDED.values() if kinds.of(key).fits(decision)]
    key, _ = documents.DECIDED[written_as]
    assert fitting == [key]
    for text in made(key, decision):
        for words in (
            written_as.label.upper(),
            "Thông qua: Lịch tổng vệ sinh hằng tháng",
            "Có 4 trong tổng số 5 hộ tán thành, cần ít nhất 3 hộ",
            "Tổng số hộ: 5; đã tham gia: 5",
            group_leader.person.full_name,
            decision.bundle_digest,
        ):
            assert words in text
        assert text.count("ĐẠI DIỆN HỘ GIA ĐÌNH") == 2


def issued(decision, officer, written_as=WrittenAs.RESOLUTION):
    """The document that states ``decision``, with its number."""
    key, _ = documents.DECIDED[written_as]
    source = kinds.of(key).source_for(decision)
    draft = prepare_document(ward=decision.ward, kind=key, target=decision, source=source, by=officer, at=CLOSED)
    return issue_document(document=draft, by=officer, at=CLOSED)


def attached(decision) -> list[StoredFile]:
    version = following.follow_up_of(Decision.objects.get(pk=decision.pk)).disclosure.versions.get()
    return [each.file for each in version.attachments.all()]


def test_what_is_published_has_the_issued_document_beside_it(signed_in, officer, closed):  # noqa: F811
    decision = closed()
    address = reverse("discuss:publish", args=[decision.pk])
    client = signed_in(officer)
    assert "Chưa có văn bản nào được ban hành" in client.get(address).content.decode()
    document = issued(decision, officer)
    assert f"được kèm sẵn: {document.symbol}." in client.get(address).content.decode()
    assert client.post(address, {"state_secret": "khong", "personal_data": "none"}).status_code == 302
    (file,) = attached(decision)
    text = flat(of_pdf(file.content.read()))
    assert document.symbol in text
    assert decision.bundle_digest in text
    assert "DỰ THẢO" not in text.upper()


@pytest.mark.parametrize(
    "answers",
    [
        {"personal_data": "none"},
        {"state_secret": "khong"},
        {"state_secret": "co", "personal_data": "none"},
        {"state_secret": "khong", "personal_data": "uncleared"},
    ],
)
def test_nobody_publishes_a_result_without_clearing_both_questions_of_the_law(signed_in, officer, closed, answers):  # noqa: F811
    decision = closed()
    answer = signed_in(officer).post(reverse("discuss:publish", args=[decision.pk]), answers)
    assert answer.status_code == 422
    assert following.follow_up_of(Decision.objects.get(pk=decision.pk)).disclosure is None


def test_a_withdrawn_document_and_minutes_that_not_everyone_may_read_do_not_hang(closed, officer):  # noqa: F811
    decision = closed()
    withdraw_document(document=issued(decision, officer), reason="Sai tên", by=officer, at=CLOSED)
    source = kinds.of(documents.WARD_REPORT).source_for(decision)
    report = prepare_document(
        ward=decision.ward, kind=documents.WARD_REPORT, target=decision, source=source, by=officer, at=CLOSED
    )
    issue_document(document=report, by=officer, at=CLOSED)
    publish_result(decision=decision, state_secret=False, personal_data=PersonalData.NONE, by=officer, at=CLOSED)
    assert attached(decision) == []


def test_an_uploaded_scan_hangs_after_the_issued_document(closed, officer):  # noqa: F811
    decision = closed()
    paper = paper_of(issued(decision, officer), clock.local_day(CLOSED))
    scan = store(ward=decision.ward, upload=check(BytesIO(word.write(paper)), "quet.docx"), at=CLOSED)
    publish_result(
        decision=decision, files=[scan], state_secret=False, personal_data=PersonalData.NONE, by=officer, at=CLOSED
    )
    assert attached(decision)[1:] == [scan]


def test_the_report_to_the_ward_asks_for_recognition_where_the_law_wants_it(closed, ward):  # noqa: F811
    people = [factories.person(ward) for _ in range(2)]
    decision = closed({1: 4, 2: 1}, kind="head", seats=1, options=candidates(*people), method="secret")
    for text in made(documents.WARD_REPORT, decision):
        assert "Đề nghị Ủy ban nhân dân phường xem xét, công nhận" in text
        assert f"Trúng cử, được chọn: {people[0].full_name}" in text


def test_minutes_of_ballots_say_who_took_part_in_which_group(opened, households, officer):
    households(3)
    decision = opened(forms=("ballot",), closes_at=MORNING + timedelta(days=10))
    close_decision(decision=decision, written_as=WrittenAs.RESOLUTION, by=officer, at=CLOSED)
    for text in made(documents.BALLOT_MINUTES, decision):
        assert "Tổng hợp kết quả phát phiếu lấy ý kiến" in text
        assert "0 trong tổng số 3 hộ" in text


@pytest.fixture
def meeting(ward, group, opened, households, officer):
    """A meeting of five households that is over: three came, one of them with an authorisation."""
    made = households(5)
    decision = counted(opened(**MEETING), officer, {1: 3, 2: 0})
    found = Meeting.objects.create(
        ward=ward,
        group=group,
        title="Họp tổ tháng 3",
        place="Nhà văn hóa tổ",
        planned_at=MORNING,
        agenda="1. Vệ sinh\n2. Việc khác",
        chair="Phạm Văn Chủ",
        secretary="Lê Thị Thư",
        secretary_votes=3,
        notes="Ông An đề nghị làm sớm.",
        households=5,
        state=MeetingState.ENDED,
        started_at=MORNING,
        ended_at=MORNING + timedelta(hours=2),
    )
    for place, each in enumerate(made[:3]):
        Attendance.objects.create(ward=ward, meeting=found, household=each, came_at=MORNING, is_authorised=place == 0)
    MeetingItem.objects.create(ward=ward, meeting=found, decision=decision, position=1, method_votes=2)
    return found


def test_minutes_of_a_meeting_hold_all_that_the_law_asks(meeting):
    for text in made(documents.MEETING_MINUTES, meeting):
        for words in (
            "09 giờ 00 ngày 02/03/2026",
            "11 giờ 00 ngày 02/03/2026",
            "Nhà văn hóa tổ",
            "Hộ dự họp: 3 trong tổng số 5 hộ",
            "1 theo giấy ủy quyền",
            "Vắng: 2",
            "Phạm Văn Chủ",
            "Lê Thị Thư, được 3 người dự họp giơ tay đồng ý",
            "Ông An đề nghị làm sớm.",
            "biểu quyết công khai, được 2 người dự họp chọn",
            "Tán thành: 3 hộ",
            "Nguyễn Thị Thư",
        ):
            assert words in text, words
        assert text.count("ĐẠI DIỆN HỘ GIA ĐÌNH") == 2


def test_each_household_of_a_group_gets_its_letter_in_one_file(signed_in, group_leader, closed, group):  # noqa: F811
    decision = closed()
    answer = signed_in(group_leader).get(reverse("discuss:letters", args=[decision.pk, group.pk]))
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Type"] == "application/pdf"
    text = flat(of_pdf(answer.content))
    for each in decision.electors.all():
        assert f"hộ {each.name}, mã hộ {each.code}" in text
    assert text.count("Việc này được thông qua.") == 5
