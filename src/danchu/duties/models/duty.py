"""What must be done, by whom, by when, under which rule, and by what it was fulfilled."""

from datetime import date
from typing import Any

from django.db import models

from danchu.core.addresses import address_of
from danchu.core.models import WardOwned
from danchu.core.ui.registers import folded
from danchu.duties.states import KINDS, State
from danchu.matters.models import Matter
from danchu.ward.models import Organisation, Person, ResidentialGroup


class Duty(WardOwned):
    """A duty (nhiệm vụ, việc phải làm). ``basis`` keeps the rule, its article and the count of days as they were when
    the duty arose: a later change of the law does not touch it.

    ``key`` makes the same duty arise once only. ``about`` names the row it is about (``queries.name_of``); ``address``
    is the page on which it is done.
    """

    key = models.CharField(max_length=120)
    clause = models.CharField("khoản của nghị quyết", max_length=20)
    kind = models.CharField("loại việc", max_length=40)
    title = models.CharField("việc phải làm", max_length=300)
    unit = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name="đơn vị"
    )
    group = models.ForeignKey(
        ResidentialGroup, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name="tổ dân phố"
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name="người"
    )
    matter = models.ForeignKey(
        Matter, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name="thuộc việc"
    )
    arose_on = models.DateField("phát sinh ngày")
    due_on = models.DateField("hạn")
    basis = models.JSONField("căn cứ và cách tính hạn", default=dict)
    address = models.CharField("nơi làm", max_length=200, blank=True)
    about = models.CharField(max_length=80, blank=True)
    state = models.CharField("trạng thái", max_length=10, choices=State, default=State.OPEN)
    ended_at = models.DateTimeField("xong lúc", null=True, blank=True)
    ended_on = models.DateField("xong ngày", null=True, blank=True)
    fulfilled_by = models.CharField("hoàn thành bằng", max_length=200, blank=True)
    reason = models.CharField("lý do không phải làm", max_length=300, blank=True)
    search_text = models.CharField(max_length=400, editable=False, default="")
    audit_untold = ("search_text",)

    class Meta:
        verbose_name = "việc phải làm"
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["ward", "key"], name="duty_once"),
            models.CheckConstraint(
                condition=models.Q(state=State.OPEN, ended_at=None, ended_on=None)
                | models.Q(
                    state__in=[State.FULFILLED, State.CANCELLED], ended_at__isnull=False, ended_on__isnull=False
                ),
                name="duty_state_and_date",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=State.CANCELLED) | ~models.Q(reason=""), name="duty_cancelled_with_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["ward", "state", "due_on"], name="duty_work_list"),
            models.Index(fields=["ward", "due_on"], name="duty_order"),
            models.Index(fields=["ward", "unit", "state", "due_on"], name="duty_of_unit"),
            models.Index(fields=["ward", "group", "state", "due_on"], name="duty_of_group"),
            models.Index(fields=["ward", "state", "-ended_on"], name="duty_done"),
            models.Index(fields=["ward", "about"], name="duty_about"),
        ]

    def __str__(self) -> str:
        return self.title

    def derive(self) -> None:
        """Set the column that search uses. Bulk writers call it; ``save`` does by itself."""
        self.search_text = folded(self.title)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.derive()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return address_of("duties:duty", self.pk)

    def get_kind_display(self) -> str:
        return KINDS.get(self.kind, "Việc khác")

    @property
    def whose(self) -> str:
        """Who must do it, in words."""
        return ", ".join(str(each) for each in (self.unit, self.group, self.person) if each) or "Chưa giao cho ai"

    def days_late(self, on: date) -> int:
        """How many days past its day it is, or was done; 0 when in time or called off."""
        until = {State.OPEN: on, State.FULFILLED: self.ended_on}.get(State(self.state))
        return max((until - self.due_on).days, 0) if until else 0

    def words_on(self, on: date) -> str:
        """How it stands on that day."""
        late, left = self.days_late(on), (self.due_on - on).days
        if self.state == State.CANCELLED:
            return "Không phải làm nữa"
        if self.state == State.FULFILLED:
            return f"Đã làm, trễ {late} ngày" if late else "Đã làm đúng hạn"
        if late:
            return f"Trễ {late} ngày"
        return {0: "Hôm nay", 1: "Ngày mai"}.get(left, f"Còn {left} ngày")
