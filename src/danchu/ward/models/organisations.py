"""Organisations of the ward."""

from typing import Any

from django.db import models

from danchu.core.addresses import address_of
from danchu.core.models import WardOwned
from danchu.core.ui.registers import folded
from danchu.lib.vntext import sort_key
from danchu.ward.states import OrganisationKind


class Organisation(WardOwned):
    """An agency, unit or organisation (cơ quan, đơn vị, tổ chức), điểm a khoản 2 Điều 1 of the resolution.

    Head and assigned officer are mandates. ``is_unit`` marks the units of the ward to which work is assigned.
    """

    kind = models.CharField("loại", max_length=20, choices=OrganisationKind)
    code = models.CharField("mã", max_length=20)
    name = models.CharField("tên", max_length=200)
    abbreviation = models.CharField("chữ viết tắt trên văn bản", max_length=30, blank=True)
    headcount = models.PositiveIntegerField("số người", default=0)
    address = models.CharField("địa chỉ", max_length=200, blank=True)
    phone = models.CharField("điện thoại", max_length=30, blank=True)
    email = models.EmailField("thư điện tử", blank=True)
    is_unit = models.BooleanField("đơn vị được phân công nhiệm vụ của phường", default=False)
    retired_on = models.DateField("ngừng hoạt động từ ngày", null=True, blank=True)
    sort_key = models.CharField(max_length=900, editable=False)
    search_text = models.CharField(max_length=600, editable=False)
    audit_untold = ("sort_key", "search_text")

    class Meta:
        verbose_name = "cơ quan, tổ chức"
        ordering = ["sort_key"]
        constraints = [
            models.UniqueConstraint(fields=["ward", "code"], name="organisation_code_once"),
            models.CheckConstraint(condition=models.Q(kind__in=OrganisationKind.values), name="organisation_kind"),
        ]
        indexes = [models.Index(fields=["ward", "sort_key"], name="organisation_order")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_key = sort_key(self.name)
        self.search_text = folded(self.code, self.name, self.abbreviation, self.address)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return address_of("ward:organisation", self.pk)
