"""Where an issued document went, and that it was read there (Nơi nhận)."""

from typing import cast

from django.db import models

from danchu.core.addresses import address_of
from danchu.core.models import OfficialDocument, User, WardOwned
from danchu.ward.models.organisations import Organisation
from danchu.ward.models.places import ResidentialGroup


class Delivery(WardOwned):
    """An issued document that was sent to an organisation or a residential group (gửi văn bản đến nơi nhận).

    ``opened_at`` is when somebody there first opened it, ``acknowledged_at`` when somebody said that it has arrived.
    """

    document = models.ForeignKey(OfficialDocument, on_delete=models.PROTECT, related_name="+", verbose_name="văn bản")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name="đơn vị nhận"
    )
    group = models.ForeignKey(
        ResidentialGroup, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name="tổ nhận"
    )
    sent_at = models.DateTimeField("gửi lúc")
    opened_at = models.DateTimeField("xem lúc", null=True, blank=True)
    acknowledged_at = models.DateTimeField("xác nhận lúc", null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name="người xác nhận"
    )

    class Meta:
        verbose_name = "gửi văn bản"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["document", "organisation"], name="delivery_to_organisation_once"),
            models.UniqueConstraint(fields=["document", "group"], name="delivery_to_group_once"),
            models.CheckConstraint(
                condition=models.Q(organisation=None, group__isnull=False)
                | models.Q(organisation__isnull=False, group=None),
                name="delivery_to_one",
            ),
            models.CheckConstraint(
                condition=models.Q(acknowledged_at=None, acknowledged_by=None)
                | models.Q(acknowledged_at__isnull=False, acknowledged_by__isnull=False),
                name="delivery_acknowledged_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["ward", "organisation", "-sent_at"], name="delivery_in_organisation"),
            models.Index(fields=["ward", "group", "-sent_at"], name="delivery_in_group"),
        ]

    def __str__(self) -> str:
        return f"{self.document} → {self.to}"

    @property
    def to(self) -> Organisation | ResidentialGroup:
        """Where it went."""
        return self.organisation or cast(ResidentialGroup, self.group)  # a constraint: one of them

    @property
    def standing(self) -> str:
        """What became of it, in words."""
        if self.acknowledged_at:
            return "Đã xác nhận"
        return "Đã xem, chưa xác nhận" if self.opened_at else "Chưa xem"

    def get_absolute_url(self) -> str:
        return address_of("ward:incoming-document", self.pk)
