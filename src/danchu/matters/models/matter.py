"""The thread: a public matter and its timeline."""

from typing import Any

from django.db import models

from danchu.core.addresses import address_of
from danchu.core.models import WardOwned
from danchu.core.ui.registers import folded
from danchu.matters.states import State, Step
from danchu.ward.models import Organisation, ResidentialGroup


class Matter(WardOwned):
    """A public matter (việc): what people know of, discuss, carry out, inspect, oversee and benefit from.

    ``group`` is its scope; empty means the whole ward.
    """

    title = models.CharField("tên việc", max_length=300)
    summary = models.TextField("tóm tắt", blank=True)
    group = models.ForeignKey(
        ResidentialGroup, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name="tổ dân phố"
    )
    unit = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name="đơn vị chủ trì"
    )
    state = models.CharField("trạng thái", max_length=10, choices=State, default=State.OPEN)
    opened_at = models.DateTimeField("mở lúc")
    closed_at = models.DateTimeField("kết thúc lúc", null=True, blank=True)
    closing_note = models.TextField("kết quả, lý do", blank=True)
    search_text = models.CharField(max_length=800, editable=False)
    audit_untold = ("search_text",)

    class Meta:
        verbose_name = "việc"
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=State.OPEN, closed_at=None)
                | models.Q(state__in=[State.CLOSED, State.WITHDRAWN], closed_at__isnull=False),
                name="matter_state_and_date",
            )
        ]
        indexes = [models.Index(fields=["ward", "-opened_at"], name="matter_order")]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_text = folded(self.title, self.summary)[:800]
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return address_of("matters:matter", self.pk)


class TimelineLine(WardOwned):
    """A line of a matter's timeline (diễn biến): what happened, in which step of the motto, and where to see it."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="lines")
    step = models.CharField("bước", max_length=10, choices=Step)
    at = models.DateTimeField("thời điểm")
    text = models.CharField("nội dung", max_length=300)
    address = models.CharField("đường dẫn", max_length=200, blank=True)
    is_public = models.BooleanField("công khai", default=True)

    class Meta:
        verbose_name = "dòng diễn biến"
        ordering = ["at", "pk"]
        constraints = [models.CheckConstraint(condition=models.Q(step__in=Step.values), name="timeline_step")]
        indexes = [models.Index(fields=["ward", "matter", "at"], name="timeline_order")]

    def __str__(self) -> str:
        return self.text
