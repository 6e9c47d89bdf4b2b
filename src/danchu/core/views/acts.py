"""What can be done with an official document."""

from danchu.core import forms
from danchu.core.actions.documents import (
    attach_signed_copy,
    change_draft_document,
    issue_document,
    withdraw_document,
)
from danchu.core.models import OfficialDocument
from danchu.core.records import kinds, queries
from danchu.core.records.source import Source
from danchu.core.ui.acts import Act, Acts, Weight
from danchu.core.ui.fields import form_of, reason
from danchu.core.ui.pages import sent
from danchu.core.ui.request import Request
from danchu.lib import clock


def _text(request: Request, document: OfficialDocument) -> forms.SourceForm:
    return forms.SourceForm(*sent(request), source=Source.from_plain(document.source))


def _signer(request: Request, document: OfficialDocument) -> forms.IssueForm:
    return forms.IssueForm(
        *sent(request),
        kind=kinds.of(document.kind),
        ward=request.ward,
        on=clock.today(),
        by_parties=bool(document.source["parties"]),
    )


def _ending(document: OfficialDocument) -> str:
    return "Thu hồi" if document.number else "Bỏ dự thảo"


DOCUMENTS = Acts(
    OfficialDocument,
    access=queries.access_document,
    page="core:document",
    acts=(
        Act(
            "ban-hanh",
            issue_document,
            _signer,
            name="issue-document",
            label="Ký, lấy số và ban hành",
            submit="Ban hành",
            done="Đã ban hành. Hãy in, ký, đóng dấu.",
            intro=lambda row: (
                f"{row.subject}. Văn bản lấy số tiếp theo trong sổ, ghi ngày hôm nay và không sửa được nữa."
            ),
            weight=Weight.MAIN,
        ),
        Act(
            "sua",
            change_draft_document,
            _text,
            name="change-document",
            label="Sửa",
            title="Sửa dự thảo",
            submit="Lưu dự thảo",
            done="Đã lưu dự thảo.",
            intro=lambda row: row.subject,
        ),
        Act(
            "ban-da-ky",
            attach_signed_copy,
            forms.SignedCopyForm,
            name="attach-signed-copy",
            label=lambda row: "Thay bản đã ký" if row.signed_copy_id else "Lưu bản đã ký",
            title="Lưu bản đã ký",
            submit="Lưu",
            done="Đã lưu bản đã ký.",
            intro=lambda row: row.subject,
        ),
        Act(
            "thu-hoi",
            withdraw_document,
            form_of(reason=reason()),
            name="withdraw-document",
            label=_ending,
            title=lambda row: "Thu hồi văn bản" if row.number else "Bỏ dự thảo",
            done="Đã thu hồi, hủy bỏ.",
            intro=lambda row: f"{row}. Số đã cấp không dùng lại." if row.number else row.subject,
            weight=Weight.SELDOM,
        ),
    ),
)
