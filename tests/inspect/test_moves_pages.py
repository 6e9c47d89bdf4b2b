"""The page of one case and the form of each thing that is done with it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from danchu.core.models import StoredFile
from danchu.duties.models import Duty
from danchu.inspect.actions.intake import Contact
from danchu.inspect.actions.replies import add_reply
from danchu.inspect.actions.settling import accept_case, answer_case, pause_case
from danchu.inspect.actions.steps import plan_step, record_step
from danchu.inspect.models import Case, CaseFile, CaseStep, ReplyTemplate
from danchu.inspect.states import FileOf, State, StepKind
from danchu.lib import clock
from tests import factories
from tests.inspect.words import DAY, MORNING, NAME

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(signed_in, officer):
    """An officer at the desk."""
    return signed_in(officer)


def address(case, name="case", *more):
    return reverse(f"inspect:{name}", args=[case.pk, *more])


def page(client, case, name="case", *more):
    answer = client.get(address(case, name, *more))
    assert answer.status_code == 200
    return answer.content.decode()


def send(client, case, slug, **data):
    """What a deed answers; the case as it is then."""
    answer = client.post(address(case, "case-deed", slug), data)
    case.refresh_from_db()
    return answer


def done(client, case, slug, **data):
    answer = send(client, case, slug, **data)
    assert answer.status_code == 302, answer.content.decode()
    return case


def test_the_page_says_by_when_why_and_what_comes_next(desk, received, unit):
    case = received("complaint")
    shown = page(desk, case)
    for words in ("12/03/2026", "10 ngày", "02/03/2026", "Thụ lý", NAME, "Còn 10 ngày"):
        assert words in shown
    assert "Quyết định giải quyết" not in shown
    done(desk, case, "nhan", unit=unit.pk)
    shown = page(desk, case)
    for words in ("01/04/2026", "Lên kế hoạch xác minh, đối thoại", "Quyết định giải quyết"):
        assert words in shown
    assert "Tạm đình chỉ" not in shown, "the law of March knows no pause of a complaint"


def test_an_overseer_reads_it_without_the_sender_and_does_nothing(signed_in, ward, received):
    case = received()
    client = signed_in(factories.staff(ward, "council_deputy"))
    shown = page(client, case)
    assert NAME not in shown
    assert "0912345678" not in shown
    assert "Nhận giải quyết" not in shown
    assert client.get(address(case, "case-deed", "nhan")).status_code == 404
    assert client.post(address(case, "case-deed", "tra-loi"), {"answer": "Xong."}).status_code == 404


def test_what_cannot_be_done_any_more_is_said_on_the_page_of_the_case(desk, received, officer):
    case = answer_case(case=received(), answer="Đã sửa.", by=officer, at=MORNING)
    answer = desk.get(address(case, "case-deed", "nhan"), follow=True)
    assert "không còn ở trạng thái" in answer.content.decode()


@pytest.mark.parametrize(
    ("slug", "data", "state"),
    [
        ("tra-loi", {"answer": "Đã thay bóng đèn."}, State.ANSWERED),
        ("chuyen", {"forwarded_to": "Công ty Điện lực", "answer": "Điện thoại 1900"}, State.FORWARDED),
        ("khong-thu-ly", {"ground": "unclear", "answer": "Không rõ ngõ nào."}, State.REFUSED),
        ("rut", {"reason": "Đèn đã sáng lại."}, State.WITHDRAWN),
    ],
)
def test_each_end_of_a_remark_has_its_form(desk, received, slug, data, state):
    case = received()
    assert page(desk, case, "case-deed", slug)
    assert done(desk, case, slug, **data).state == state


@pytest.mark.parametrize(
    ("slug", "data", "kept"),
    [
        ("tra-loi", {"answer": "   "}, "Hãy viết nội dung"),
        ("khong-thu-ly", {"answer": "Không rõ ngõ nào."}, "Không rõ ngõ nào."),
        ("chuyen", {"answer": "Gọi 1900 1234"}, "Gọi 1900 1234"),
        ("muc-do", {"complexity": "complex", "is_remote": "on"}, "checked"),
        ("phan-loai-lai", {"reason": "Xin bản sao."}, "Xin bản sao."),
    ],
)
def test_what_was_typed_is_kept_when_something_is_missing(desk, received, slug, data, kept):
    case = received()
    answer = send(desk, case, slug, **data)
    assert answer.status_code == 422
    if kept != "Hãy viết nội dung":
        assert kept in answer.content.decode()
    assert case.state == State.RECEIVED


def test_it_is_handed_over_weighed_and_noted(desk, received, unit, officer):
    case = received()
    done(desk, case, "giao", unit=unit.pk, handler=officer.pk, note="Làm trong tuần.")
    assert (case.unit, case.handler) == (unit, officer)
    done(desk, case, "muc-do", complexity="complex", reason="Nhiều hộ.")
    done(desk, case, "ghi-chu", text="Đã gọi điện, chưa gặp.")
    done(desk, case, "bao-nguoi-gui", text="Thứ Sáu phường đến xem.")
    told = {line.text: line.is_told for line in case.lines.all()}
    assert told["Đã gọi điện, chưa gặp."] is False
    assert told["Thứ Sáu phường đến xem."] is True
    shown = page(desk, case)
    assert "Nội bộ" in shown
    assert "Làm trong tuần." in shown


def test_a_request_pauses_and_goes_on(desk, received):
    case = received("information")
    done(desk, case, "tam-dung", reason="Chưa rõ văn bản nào.")
    assert "Tạm dừng từ ngày 02/03/2026" in page(desk, case)
    with clock.travel_to(MORNING + timedelta(days=3)):
        done(desk, case, "tiep-tuc")
    assert case.due_on == date(2026, 3, 19)


def test_an_officer_reopens_for_the_sender_once(desk, received, officer):
    case = answer_case(case=received(), answer="Đã sửa.", by=officer, at=MORNING)
    done(desk, case, "xem-lai", reason="Người gửi gọi: đèn lại hỏng.")
    assert case.state == State.SETTLING
    answer_case(case=case, answer="Đã thay.", by=officer, at=MORNING)
    assert "Xem lại" not in page(desk, case)


def test_a_denunciation_is_extended_by_what_the_law_allows(signed_in, denounced, settler, unit):
    case = accept_case(case=denounced(), unit=unit, by=settler, at=MORNING)
    client = signed_in(settler)
    done(client, case, "muc-do", complexity="complex", reason="Hai nội dung.")
    assert "30 ngày" in page(client, case, "case-deed", "gia-han")
    answer = send(client, case, "gia-han", days=45, reason="Nhiều nơi.")
    assert answer.status_code == 422
    assert "Nhiều nơi." in answer.content.decode()
    done(client, case, "gia-han", days=20, reason="Nhiều nơi.")
    assert "Gia hạn 20 ngày" in page(client, case)


def test_a_sealed_case_shows_no_form_that_would_write_in_the_clear(signed_in, denounced, settler):
    case = denounced()
    shown = page(signed_in(settler), case)
    for words in ("Ghi chú nội bộ", "Nhắn người gửi", "Phân loại lại", address(case, "case-publish"), NAME):
        assert words not in shown


def test_a_wrong_kind_is_put_right_with_a_new_number(desk, received):
    case = received()
    done(desk, case, "phan-loai-lai", kind="complaint", reason="Nội dung là khiếu nại quyết định thu hồi.")
    assert (case.kind, case.symbol, case.due_on) == ("complaint", "KN-1/2026", date(2026, 3, 12))
    assert "PA-1/2026" in page(desk, case)
    assert Duty.objects.filter(ended_at=None).count() == 1


def test_nothing_becomes_a_denunciation_or_an_unnamed_complaint_by_a_word(desk, received):
    nameless = received(contact=Contact())
    answer = send(desk, nameless, "phan-loai-lai", kind="complaint", reason="Là khiếu nại.")
    assert "họ tên" in answer.content.decode()
    assert send(desk, nameless, "phan-loai-lai", kind="denunciation", reason="Là tố cáo.").status_code == 422
    assert nameless.kind == "remark"


def test_two_alike_are_merged_by_number(desk, received):
    first, second = received(), received()
    shown = desk.get(address(second, "case-merge"), {"q": first.symbol}).content.decode()
    assert first.symbol in shown
    answer = desk.post(f"{address(second, 'case-merge')}?vao={first.pk}")
    assert answer.status_code == 302
    assert second.symbol in page(desk, first)
    assert first.symbol in page(desk, second)


def test_it_is_published_only_after_the_officer_looked_again(desk, received):
    case = received(text="Ông Nguyễn Văn Tèo, 0912 345 678, đổ rác ra ngõ.", wants_public=True)
    shown = page(desk, case, "case-publish")
    assert "số điện thoại 0912 345 678" in shown
    assert "Nguyễn Văn Tèo" in shown
    words = {"public_text": "Ông Nguyễn Văn Tèo đổ rác ra ngõ."}
    assert desk.post(address(case, "case-publish"), words).status_code == 422
    assert desk.post(address(case, "case-publish"), {"public_text": "Có người đổ rác ra ngõ."}).status_code == 302
    case.refresh_from_db()
    assert case.public_text == "Có người đổ rác ra ngõ."
    done(desk, case, "thoi-cong-khai", reason="Người gửi đổi ý.")
    assert case.published_at is None


def test_an_answer_starts_from_a_text_of_the_ward(desk, received, ward, officer):
    reply = add_reply(
        ward=ward, kind="remark", title="Đã sửa", text="Việc số {so} ngày {ngay} đã xong.", by=officer, at=MORNING
    )
    case = received()
    assert "Đã sửa" in page(desk, case, "case-deed", "tra-loi")
    shown = desk.get(address(case, "case-deed", "tra-loi"), {"mau": reply.pk}).content.decode()
    assert "Việc số PA-1/2026 ngày 02/03/2026 đã xong." in shown


def test_the_ward_keeps_its_texts(desk):
    new = reverse("inspect:new-reply")
    assert desk.post(new, {"kind": "", "title": "Cảm ơn", "text": "Cảm ơn ông/bà."}).status_code == 302
    assert desk.post(new, {"kind": "", "title": "Cảm ơn", "text": "Lần hai."}).status_code == 422
    reply = ReplyTemplate.objects.get()
    assert "Cảm ơn" in desk.get(reverse("inspect:replies")).content.decode()
    change = reverse("inspect:change-reply", args=[reply.pk])
    assert desk.post(change, {"kind": "remark", "title": "Cảm ơn", "text": "Rất cảm ơn."}).status_code == 302
    assert desk.post(reverse("inspect:drop-reply", args=[reply.pk])).status_code == 302
    assert not ReplyTemplate.objects.exists()


def test_a_dialogue_is_planned_recorded_and_opens_the_way_to_the_decision(desk, received, unit, officer):
    case = accept_case(case=received("complaint"), unit=unit, by=officer, at=MORNING)
    plan = {"kind": "dialogue", "planned_on": "2026-03-02", "starts": "08:30", "people": "Người khiếu nại"}
    answer = desk.post(address(case, "plan-step"), plan)
    assert answer.status_code == 422
    assert "08:30" in answer.content.decode()
    assert desk.post(address(case, "plan-step"), {**plan, "place": "Trụ sở phường"}).status_code == 302
    step = CaseStep.objects.get()
    assert "Ghi kết quả đối thoại" in page(desk, case)
    record = {"done_on": "2026-03-02", "people": "Ông A; bà B", "text": "Hai bên thống nhất đo lại."}
    late = {**record, "done_on": "2026-03-09"}
    assert desk.post(reverse("inspect:record-step", args=[step.pk]), late).status_code == 422
    assert desk.post(reverse("inspect:record-step", args=[step.pk]), record).status_code == 302
    assert "Hai bên thống nhất đo lại." in page(desk, case)
    assert "Vì sao không đối thoại" not in page(desk, case, "case-deed", "tra-loi")
    done(desk, case, "tra-loi", outcome="partly", answer="Công nhận một phần.")
    shown = page(desk, case)
    assert "Khiếu nại đúng một phần" in shown
    assert "Gửi quyết định cho người khiếu nại" in shown


def test_what_was_planned_can_be_given_up(desk, received, unit, officer):
    case = accept_case(case=received("complaint"), unit=unit, by=officer, at=MORNING)
    step = plan_step(case=case, kind=StepKind.VERIFY, planned_on=DAY, by=officer, at=MORNING)
    address_of_step = reverse("inspect:drop-step", args=[step.pk])
    assert desk.post(address_of_step, {"reason": " "}).status_code == 422
    assert desk.post(address_of_step, {"reason": "Trời mưa to."}).status_code == 302
    assert not case.steps.exists()


@pytest.fixture
def decided(received, unit, officer):
    case = accept_case(case=received("complaint"), unit=unit, by=officer, at=MORNING)
    step = plan_step(case=case, kind=StepKind.DIALOGUE, planned_on=DAY, place="Trụ sở phường", by=officer, at=MORNING)
    record_step(step=step, done_on=DAY, text="Không thống nhất.", people="Ông A", by=officer, at=MORNING)
    return answer_case(case=case, answer="Giữ nguyên quyết định.", outcome="wrong", by=officer, at=MORNING)


def test_sending_the_decision_is_a_duty_until_it_is_written_down(desk, decided):
    assert Duty.objects.get(ended_at=None).due_on == date(2026, 3, 5)
    where = address(decided, "case-follow-up", "sending")
    assert desk.post(where, {"on": "2026-03-09"}).status_code == 422
    assert desk.post(where, {"on": "2026-03-02", "note": "Bưu điện"}).status_code == 302
    assert not Duty.objects.filter(ended_at=None).exists()
    assert desk.post(where, {"on": "2026-03-02"}).status_code == 422


def test_a_conclusion_on_a_denunciation_is_published_as_long_as_the_law_wants(signed_in, denounced, settler, unit):
    case = accept_case(case=denounced(), unit=unit, by=settler, at=MORNING)
    case = answer_case(case=case, answer="Tố cáo sai.", outcome="wrong", by=settler, at=MORNING)
    client, where = signed_in(settler), address(case, "case-follow-up", "publication")
    assert client.post(where, {"on": "2026-03-02"}).status_code == 422
    short = client.post(where, {"on": "2026-03-02", "ways": ["posting"], "until": "2026-03-10"})
    assert "17/03/2026" in short.content.decode()
    assert client.post(where, {"on": "2026-03-02", "ways": ["posting"], "until": "2026-03-17"}).status_code == 302
    kept = {each.key.split(":")[3] for each in Duty.objects.filter(ended_at=None)}
    assert kept == {"notice", "sending", "handling"}


def test_a_second_complaint_follows_the_first_and_goes_to_the_level_above(desk, decided):
    where = address(decided, "case-second")
    assert "01/04/2026" in page(desk, decided, "case-second")
    data = {"channel": "paper", "received_on": "2026-03-02", "text": "Tôi không đồng ý."}
    assert desk.post(where, data).status_code == 302
    second = Case.objects.get(previous=decided)
    assert (second.instance, second.sender.name) == (2, NAME)
    assert desk.post(where, data).status_code == 422
    assert "Ủy ban nhân dân tỉnh" in page(desk, second, "case-deed", "chuyen")
    assert second.symbol in page(desk, decided)


def test_a_late_second_complaint_is_warned_of(desk, decided):
    with clock.travel_to(clock.moment_on(date(2026, 5, 4), 9)):
        assert "Đã quá hạn" in page(desk, decided, "case-second")


def test_files_are_for_those_who_may_see_what_they_belong_to(signed_in, ward, received, officer):
    case = received()
    stored = StoredFile.objects.create(
        ward=ward, sha256="a" * 64, name="don.pdf", mime="application/pdf", size=1, content="x", uploaded_at=MORNING
    )
    row = CaseFile.objects.create(ward=ward, case=case, file=stored, whose=FileOf.SENDER, at=MORNING)
    deputy = signed_in(factories.staff(ward, "council_deputy"))
    assert deputy.get(address(case, "case-file", row.pk)).status_code == 404
    assert "don.pdf" not in page(deputy, case)
    assert "don.pdf" in page(signed_in(officer), case)


def test_a_paused_case_of_another_ward_is_not_found(desk, other_ward, received, officer):
    case = pause_case(case=received("information"), reason="Chờ.", by=officer, at=MORNING)
    Case.objects.filter(pk=case.pk).update(ward=other_ward)
    assert desk.get(address(case)).status_code == 404
