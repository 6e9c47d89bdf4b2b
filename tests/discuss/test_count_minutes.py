"""The minutes of counting: written from the sheets once two counters agree, or from the one sheet of hands."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from danchu.core.actions.documents import prepare_document
from danchu.core.models import OfficialDocument
from danchu.core.records import kinds, pdf, word
from danchu.core.records.papers import paper_of
from danchu.discuss.actions.closing import Sheet, count_anew, record_count
from danchu.discuss.actions.papers import print_papers
from danchu.discuss.actions.voting import mark_heard
from danchu.discuss.documents_counts import COUNT_MINUTES
from danchu.discuss.models import Meeting, MeetingItem
from danchu.discuss.states import Form, MeetingState, Method
from danchu.lib import clock
from tests import factories
from tests.core.records.reading import flat, of_pdf, of_word
from tests.discuss.conftest import electors
from tests.discuss.paperwork import LATER, MORNING, take

pytestmark = pytest.mark.django_db
BUTTON = "Lập biên bản kiểm phiếu"


@pytest.fixture(autouse=True)
def _on_the_day():
    with clock.travel_to(LATER):
        yield


@pytest.fixture
def box(planned, households, group, group_leader):
    """A decision whose three secret papers are back."""
    households(3)
    decision = planned(method=Method.SECRET)
    for each in print_papers(decision=decision, group=group, by=group_leader, at=LATER).papers:
        take(decision, each.paper, group_leader)
    return decision


def count(decision, group, counter, name, by, votes=(1, 1, 0)):
    sheet = Sheet(
        form=Form.BALLOT,
        group=group,
        counted_by=name,
        given=3,
        returned=3,
        invalid=3 - sum(votes),
        votes=dict(enumerate(votes, start=1)),
        counter=counter,
        team="Trần Thị Bình; Nguyễn Văn An",
        place="Nhà văn hóa tổ 1",
        witnesses="Hoàng Văn Sáu",
    )
    record_count(decision=decision, sheet=sheet, by=by, at=LATER + timedelta(hours=counter))


def agreed(decision, group, by):
    for counter, name in ((1, "Nguyễn Văn An"), (2, "Lê Văn Cường")):
        count(decision, group, counter, name, by)
    return decision.sheets.get(counter=1, superseded_reason="")


def counts_page(client, decision):
    return client.get(reverse("discuss:counts", args=[decision.pk])).content.decode()


def prepare_address(sheet):
    return reverse("core:prepare-document", args=[COUNT_MINUTES, sheet.pk])


def written(sheet, by):
    """The minutes of ``sheet`` as a person reads them in Word and as PDF."""
    source = kinds.of(COUNT_MINUTES).source_for(sheet)
    document = prepare_document(ward=sheet.ward, kind=COUNT_MINUTES, target=sheet, source=source, by=by, at=clock.now())
    paper = paper_of(document, clock.today())
    return flat(of_word(word.write(paper))), flat(of_pdf(pdf.write(paper)))


def test_minutes_of_a_box_hold_who_counted_where_what_and_who_saw_it(box, group, group_leader):
    for text in written(agreed(box, group, group_leader), group_leader):
        for words in (
            "Kiểm phiếu: Lịch tổng vệ sinh hằng tháng",
            "Kiểm xong: 11 giờ 00 ngày 05/03/2026",
            "Địa điểm: Nhà văn hóa tổ 1",
            "Người kiểm: Nguyễn Văn An; Lê Văn Cường (hai người kiểm riêng, số khớp nhau)",
            "Tổ kiểm phiếu: Trần Thị Bình; Nguyễn Văn An",
            "Người chứng kiến: Hoàng Văn Sáu",
            "Phát ra 3",
            "Thu về 3",
            "Hợp lệ 2",
            "Không hợp lệ 1",
            "Không tán thành 1",
        ):
            assert words in text, words


def test_everyone_who_counted_or_saw_it_signs_once_and_a_missing_witness_has_a_place(box, group, group_leader):
    source = kinds.of(COUNT_MINUTES).source_for(agreed(box, group, group_leader))
    assert [(each.capacity, each.name) for each in source.parties] == [
        ("NGƯỜI KIỂM PHIẾU THỨ NHẤT", "Nguyễn Văn An"),
        ("NGƯỜI KIỂM PHIẾU THỨ HAI", "Lê Văn Cường"),
        ("TỔ KIỂM PHIẾU", "Trần Thị Bình"),
        ("ĐẠI DIỆN HỘ GIA ĐÌNH CHỨNG KIẾN", "Hoàng Văn Sáu"),
        ("ĐẠI DIỆN HỘ GIA ĐÌNH CHỨNG KIẾN", ""),
    ]


def test_the_minutes_are_offered_only_when_two_counters_agree(signed_in, box, group, group_leader):
    client = signed_in(group_leader)
    count(box, group, 1, "An", group_leader)
    assert BUTTON not in counts_page(client, box)
    first = box.sheets.get()
    assert client.get(prepare_address(first)).status_code == 404
    count(box, group, 2, "Cường", group_leader, votes=(2, 0, 0))
    assert BUTTON not in counts_page(client, box)
    count_anew(decision=box, group=group, form=Form.BALLOT, reason="Lệch nhau", by=group_leader, at=LATER)
    sheet = agreed(box, group, group_leader)
    assert BUTTON in counts_page(client, box)
    assert client.get(prepare_address(first)).status_code == 404
    assert "lần kiểm thứ 2" in client.get(prepare_address(sheet)).content.decode()
    written(sheet, group_leader)
    document = OfficialDocument.objects.get(kind=COUNT_MINUTES)
    page = counts_page(client, box)
    assert BUTTON not in page
    assert document.get_absolute_url() in page


def test_the_leader_of_another_group_cannot_write_them(signed_in, ward, box, group, group_leader):
    sheet, stranger = agreed(box, group, group_leader), factories.staff(ward, "group_leader")
    assert signed_in(stranger).get(prepare_address(sheet)).status_code == 404
    with pytest.raises(PermissionDenied):
        written(sheet, stranger)


def test_one_sheet_of_hands_is_enough_and_names_who_chaired(
    signed_in, opened, households, ward, group, group_leader, officer
):
    households(3)
    decision = opened(forms=("meeting",), ballot_ground="", closes_at=None)
    meeting = Meeting.objects.create(
        ward=ward,
        group=group,
        title="Họp tổ tháng 3",
        place="Sân nhà văn hóa",
        planned_at=MORNING,
        chair="Phạm Văn Chủ",
        secretary="Lê Thị Thư",
        state=MeetingState.ENDED,
        started_at=MORNING,
        ended_at=LATER,
    )
    MeetingItem.objects.create(ward=ward, meeting=meeting, decision=decision, position=1)
    for elector in electors(decision):
        mark_heard(decision=decision, elector=elector, form=Form.MEETING, by=officer, at=LATER)
    assert BUTTON not in counts_page(signed_in(group_leader), decision)
    hands = {1: 2, 2: 1}
    sheet = Sheet(form=Form.MEETING, group=group, counted_by="Lê Thị Thư", given=3, returned=3, votes=hands)
    record_count(decision=decision, sheet=sheet, by=officer, at=LATER)
    assert BUTTON in counts_page(signed_in(group_leader), decision)
    for text in written(decision.sheets.get(), group_leader):
        for words in (
            "Cuộc họp: Họp tổ tháng 3",
            "Phạm Văn Chủ",
            "Có mặt 3",
            "Biểu quyết 3",
            "Người kiểm: Lê Thị Thư.",
        ):
            assert words in text, words


def test_many_groups_cost_the_page_no_more_queries(
    signed_in, ward, group, officer, opened, households, django_assert_max_num_queries
):
    groups = [group, *(factories.group(ward) for _ in range(6))]
    for each in groups:
        factories.household(each)
    decision = opened(is_ward_wide=True, forms=("meeting",), ballot_ground="", closes_at=None)
    for each in groups:
        mark_heard(
            decision=decision, elector=decision.electors.get(group=each), form=Form.MEETING, by=officer, at=LATER
        )
        sheet = Sheet(form=Form.MEETING, group=each, counted_by="An", given=1, returned=1, votes={1: 1})
        record_count(decision=decision, sheet=sheet, by=officer, at=LATER)
    client = signed_in(officer)
    with django_assert_max_num_queries(22):
        page = counts_page(client, decision)
    assert page.count(BUTTON) == len(groups)
