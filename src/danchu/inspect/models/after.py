"""What follows a step of a case, and the texts from which answers are written."""

from django.db import models

from danchu.core.models import WardOwned
from danchu.inspect.models.case import Case
from danchu.inspect.states import Kind


class CaseFollowUp(WardOwned):
    """What the law wants done after a step, and was done (gửi quyết định, công khai kết luận). ``what`` and ``ways``
    are keys of ``casework.toml``."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="follow_ups")
    what = models.CharField("việc", max_length=20)
    done_on = models.DateField("đã làm ngày")
    ways = models.JSONField("hình thức", default=list)
    until = models.DateField("đến ngày", null=True, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    audit_personal = ("note",)

    class Meta:
        verbose_name = "việc đã làm sau khi giải quyết"
        ordering = ["done_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("done_on")), name="follow_up_ends_after"
            )
        ]


class ReplyTemplate(WardOwned):
    """A text of the ward from which answers are written (mẫu trả lời). ``kind`` empty: for every kind."""

    kind = models.CharField("loại", max_length=12, choices=Kind, blank=True)
    title = models.CharField("tên mẫu", max_length=100)
    text = models.TextField("nội dung mẫu")

    class Meta:
        verbose_name = "mẫu trả lời"
        ordering = ["title", "pk"]
        constraints = [models.UniqueConstraint(fields=["ward", "kind", "title"], name="reply_template_once")]

    def __str__(self) -> str:
        return self.title
