"""Which unit answers for which clause of the resolution, by when (khoản 1 Điều 4)."""

from django.db import models

from danchu.core.models import WardOwned
from danchu.ward.models import Organisation


class ClauseAssignment(WardOwned):
    """The assignment (phân công) of a clause of the resolution to a unit, with a deadline."""

    clause = models.CharField("khoản của nghị quyết", max_length=20)
    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị chủ trì")
    due_on = models.DateField("hạn")
    note = models.CharField("yêu cầu", max_length=300, blank=True)
    assigned_at = models.DateTimeField("phân công lúc")
    replaced_at = models.DateTimeField("thay bằng phân công khác lúc", null=True, blank=True)

    class Meta:
        verbose_name = "phân công"
        ordering = ["clause"]
        constraints = [
            models.UniqueConstraint(
                fields=["ward", "clause"], condition=models.Q(replaced_at=None), name="clause_one_unit"
            )
        ]

    def __str__(self) -> str:
        return f"{self.clause}: {self.unit}"
