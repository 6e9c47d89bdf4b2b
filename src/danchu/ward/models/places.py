"""Places: the residential groups."""

from typing import Any

from django.db import models

from danchu.core.addresses import address_of
from danchu.core.models import WardOwned
from danchu.core.ui.registers import folded
from danchu.lib.vntext import sort_key


class ResidentialGroup(WardOwned):
    """A residential group (tổ dân phố, thôn): the community in which households decide."""

    code = models.CharField("mã tổ", max_length=20)
    name = models.CharField("tên", max_length=100, help_text="Ví dụ: Tổ dân phố Tân Thành 1")
    community_house = models.CharField("nhà văn hóa, nơi niêm yết", max_length=200, blank=True)
    retired_on = models.DateField("giải thể, sáp nhập từ ngày", null=True, blank=True)
    sort_key = models.CharField(max_length=500, editable=False)
    search_text = models.CharField(max_length=400, editable=False)
    audit_untold = ("sort_key", "search_text")

    class Meta:
        verbose_name = "tổ dân phố"
        ordering = ["sort_key"]
        constraints = [
            models.UniqueConstraint(fields=["ward", "code"], name="group_code_once"),
            models.UniqueConstraint(fields=["ward", "name"], name="group_name_once"),
        ]
        indexes = [models.Index(fields=["ward", "sort_key"], name="group_order")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_key = sort_key(self.name)
        self.search_text = folded(self.code, self.name, self.community_house)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return address_of("ward:group", self.pk)
