"""States of an official document."""

from django.db.models import TextChoices

from danchu.lib.lifecycle import Life


class DocumentState(TextChoices):
    """State of an official document (văn bản hành chính)."""

    DRAFT = "draft", "Dự thảo"
    ISSUED = "issued", "Đã ban hành"
    WITHDRAWN = "withdrawn", "Đã thu hồi, hủy bỏ"


LIFE = Life(
    DocumentState,
    {
        (DocumentState.DRAFT, "change"): DocumentState.DRAFT,
        (DocumentState.DRAFT, "issue"): DocumentState.ISSUED,
        (DocumentState.DRAFT, "withdraw"): DocumentState.WITHDRAWN,
        (DocumentState.ISSUED, "sign"): DocumentState.ISSUED,
        (DocumentState.ISSUED, "withdraw"): DocumentState.WITHDRAWN,
    },
    ends=(DocumentState.WITHDRAWN,),
)
