"""What a ward lays over the law that comes with the software: corrections of rules, days off that were swapped."""

from django.db import models
from django.db.models import F, Q

from danchu.core.models.tenancy import WardOwned


class RuleCorrection(WardOwned):
    """A ward's correction of one rule from a day on (điều chỉnh quy định): a stricter number, or a mended one.

    ``value`` is written as ``statute`` writes it: "20", "2/3", "11-18".
    """

    key = models.CharField("quy định", max_length=60)
    value = models.CharField("giá trị", max_length=20)
    holds_from = models.DateField("áp dụng từ ngày")
    holds_to = models.DateField("đến hết ngày", null=True, blank=True)
    reason = models.CharField("lý do, căn cứ", max_length=300)

    class Meta:
        verbose_name = "điều chỉnh quy định"
        ordering = ("key", "holds_from")
        constraints = [
            models.UniqueConstraint("ward", "key", "holds_from", name="rule_correction_begins_once"),
            models.CheckConstraint(
                condition=Q(holds_to=None) | Q(holds_to__gte=F("holds_from")),
                name="rule_correction_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.key


class SwappedDay(WardOwned):
    """A day that the Government made a day off, or a working day, and that the calendar of the software does not have
    (hoán đổi ngày làm việc)."""

    day = models.DateField("ngày")
    is_worked = models.BooleanField("là ngày làm việc")
    basis = models.CharField("căn cứ", max_length=300)

    class Meta:
        verbose_name = "ngày hoán đổi"
        ordering = ("-day",)
        constraints = [models.UniqueConstraint("ward", "day", name="swapped_day_once")]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y}"
