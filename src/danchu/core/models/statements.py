"""What was published of the chains of a ward, day by day."""

from typing import Any

from django.db import models
from django.urls import reverse

from danchu.core.models.audit import AppendOnly
from danchu.core.models.tenancy import WardOwned


class HeadStatement(WardOwned):
    """The statement of a day (bản đối chiếu): length and head of each chain, sealed, as ``text`` that anyone can check.

    ``told`` is how many people outside the ward's administration it was mailed to.
    """

    number = models.PositiveIntegerField("số thứ tự")
    day = models.DateField("ngày")
    at = models.DateTimeField("lập lúc")
    text = models.TextField("nội dung")
    digest = models.CharField("mã đối chiếu", max_length=64)
    told = models.PositiveIntegerField("số nơi nhận", default=0)
    audit_untold = ("text",)

    class Meta:
        verbose_name = "bản đối chiếu"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["ward", "day"], name="heads_once_a_day"),
            models.UniqueConstraint(fields=["ward", "number"], name="heads_number"),
        ]

    def __str__(self) -> str:
        return f"Bản đối chiếu ngày {self.day:%d/%m/%Y}"

    def get_absolute_url(self) -> str:
        return reverse("core:statement", args=[self.day.isoformat()])

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise AppendOnly
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AppendOnly
