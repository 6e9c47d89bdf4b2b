"""What must be done, by whom, by when, under which rule, and by what it was fulfilled."""

from django.db import models

from danchu.core.models import WardOwned
from danchu.duties.states import State
from danchu.matters.models import Matter
from danchu.ward.models import Organisation, Person, ResidentialGroup


class Duty(WardOwned):
    """A duty (nhiệm vụ, việc phải làm). ``basis`` keeps the rule, its article and the count of days as they were when
    the duty arose: a later change of the law does not touch it.

    ``key`` makes the same duty arise once only. ``about`` names the row it is about, "know.disclosure:12".
    """

    key = models.CharField(max_length=120)
    clause = models.CharField("khoản của nghị quyết", max_length=20)
    kind = models.CharField("loại việc", max_length=40)
    title = models.CharField("việc phải làm", max_length=300)
    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    group = models.ForeignKey(ResidentialGroup, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
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
            models.Index(fields=["ward", "unit", "state", "due_on"], name="duty_of_unit"),
            models.Index(fields=["ward", "group", "state"], name="duty_of_group"),
            models.Index(fields=["ward", "about"], name="duty_about"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return self.address
