"""What can be done with a disclosure, with a form of it, with a posting and with the word of a group leader."""

from django.urls import reverse

from danchu.core.ui.acts import Act, Acts, Weight
from danchu.core.ui.fields import day, form_of, note, one_of, reason
from danchu.core.ui.request import Request
from danchu.know import forms, queries
from danchu.know.actions.publishing import correct_disclosure, publish_disclosure, withdraw_disclosure
from danchu.know.actions.reaching import record_form, record_handover, record_posting, record_taking_down
from danchu.know.models import Disclosure, Form, Handover, Posting
from danchu.know.states import Manner
from danchu.lib.vntext import vn_date
from danchu.ward.queries import groups_led_by

DISCLOSURES = Acts(
    Disclosure,
    access=queries.access_disclosure,
    page="know:desk-disclosure",
    acts=(
        Act(
            "cong-khai",
            publish_disclosure,
            forms.PublishForm,
            name="publish",
            label="Công khai",
            submit="Công khai ngay",
            done="Đã công khai.",
            weight=Weight.MAIN,
            intro=lambda row: f"{row.title}. Hạn: {vn_date(row.due_on)}.",
            facts=forms.answered,
        ),
        Act(
            "dinh-chinh",
            correct_disclosure,
            forms.CorrectionForm,
            name="correct",
            label="Đính chính",
            submit="Công khai bản đính chính",
            done="Đã công khai bản đính chính.",
            initial=forms.as_published,
            intro=lambda row: "Bản trước vẫn được giữ để người dân so sánh. Muốn bỏ hẳn nội dung cũ, hãy thu hồi.",
        ),
        Act(
            "thu-hoi",
            withdraw_disclosure,
            form_of(reason=reason("Lý do được công khai.", label="Lý do thu hồi")),
            name="withdraw",
            label="Thu hồi",
            title="Thu hồi nội dung công khai",
            done="Đã thu hồi.",
            weight=Weight.SELDOM,
        ),
    ),
)

FORMS = Acts(
    Form,
    access=queries.access_form,
    page=lambda request, row: reverse("know:desk-disclosure", args=[row.disclosure_id]),
    acts=(
        Act(
            "",
            record_form,
            form_of(
                done_from=day("Từ ngày"),
                done_to=day("Đến ngày", today=True),
                note=note("Ví dụ: giờ phát, số lần mỗi ngày."),
            ),
            name="record-form",
            label=lambda row: f"Ghi nhận: {row.label}",
            submit="Ghi nhận",
            done="Đã ghi nhận.",
            intro=lambda row: row.disclosure.title,
            fits=lambda row: row.disclosure.published_at is not None,
        ),
    ),
)


def _place(posting: Posting) -> str:
    return f"{posting.disclosure.title}. Nơi niêm yết: {posting.place}."


def _after_posting(request: Request, posting: Posting) -> str:
    if groups_led_by(request.user):
        return reverse("know:handovers")
    return reverse("know:progress", args=[posting.disclosure_id])


POSTINGS = Acts(
    Posting,
    access=queries.access_posting,
    page=_after_posting,
    acts=(
        Act(
            "",
            record_posting,
            forms.PostingForm,
            name="post",
            label="Ghi nhận niêm yết",
            submit="Đã niêm yết",
            done="Đã ghi nhận.",
            intro=_place,
        ),
        Act(
            "go",
            record_taking_down,
            forms.TakingDownForm,
            name="take-down",
            label="Ghi nhận gỡ niêm yết",
            submit="Đã gỡ",
            done="Đã ghi nhận.",
            intro=_place,
        ),
    ),
)

HANDOVERS = Acts(
    Handover,
    access=queries.access_handover,
    page=lambda request, row: reverse("know:handovers"),
    acts=(
        Act(
            "",
            record_handover,
            form_of(
                manner=one_of("Đã thông báo bằng cách", Manner.choices),
                told_on=day("Ngày thông báo", today=True),
                note=note(),
            ),
            name="tell",
            label="Đã thông báo đến tổ",
            submit="Đã thông báo",
            done="Đã ghi nhận. Cảm ơn ông, bà.",
            intro=lambda row: row.disclosure.title,
        ),
    ),
)
