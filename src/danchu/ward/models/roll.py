"""The household roll."""

from typing import Any

from django.db import models

from danchu.core.addresses import address_of
from danchu.core.models import User, WardOwned
from danchu.core.ui.registers import folded
from danchu.lib.vntext import name_key, sort_key, vn_date, vn_phone
from danchu.ward.models.places import ResidentialGroup
from danchu.ward.states import Departure, Sex


class Household(WardOwned):
    """A household (hộ gia đình): the voice that is counted when the community decides.

    ``card_secret`` is the salted hash of the code on the household's card; empty while no card was issued.
    """

    group = models.ForeignKey(ResidentialGroup, on_delete=models.PROTECT, related_name="households")
    code = models.CharField("mã hộ", max_length=30)
    address = models.CharField("địa chỉ", max_length=200, blank=True)
    head_name = models.CharField("chủ hộ", max_length=150, blank=True)
    left_on = models.DateField("chuyển đi từ ngày", null=True, blank=True)
    account = models.OneToOneField(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    sort_key = models.CharField(max_length=200, editable=False)
    search_text = models.CharField(max_length=500, editable=False)
    audit_personal = ("address", "head_name")
    audit_untold = ("sort_key", "search_text")
    words_indexed = ("search_text",)

    class Meta:
        verbose_name = "hộ gia đình"
        ordering = ["sort_key"]
        constraints = [models.UniqueConstraint(fields=["ward", "code"], name="household_code_once")]
        indexes = [
            models.Index(fields=["ward", "sort_key"], name="household_order"),
            models.Index(fields=["ward", "left_on", "sort_key"], name="household_on_roll"),
            models.Index(fields=["ward", "group", "sort_key"], name="household_in_group"),
        ]

    def __str__(self) -> str:
        return f"Hộ {self.code}"

    def derive(self) -> None:
        """Set the columns that search and order use. Bulk writers call it; ``save`` does by itself."""
        self.sort_key, self.search_text = self.derived(self.code, self.head_name, self.address)

    @staticmethod
    def derived(code: str, head_name: str, address: str) -> tuple[str, str]:
        """``sort_key`` and ``search_text`` of a household with these values."""
        return sort_key(code), folded(code, head_name, address)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.derive()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return address_of("ward:household", self.pk)


class Person(WardOwned):
    """A person (nhân khẩu, cá nhân): a member of a household, or someone who holds an office without living here."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="members", null=True, blank=True)
    is_head = models.BooleanField("là chủ hộ", default=False)
    relation = models.CharField("quan hệ với chủ hộ", max_length=50, blank=True)
    full_name = models.CharField("họ và tên", max_length=150)
    born_on = models.DateField("ngày sinh", null=True, blank=True)
    born_in_year = models.PositiveSmallIntegerField("năm sinh", null=True, blank=True)
    sex = models.CharField("giới tính", max_length=6, choices=Sex, blank=True)
    id_number = models.CharField("số định danh cá nhân", max_length=12, blank=True)
    phone = models.CharField("điện thoại", max_length=20, blank=True)
    email = models.EmailField("thư điện tử", blank=True)
    left_on = models.DateField("chuyển đi, mất từ ngày", null=True, blank=True)
    departure = models.CharField("lý do không còn trong danh sách", max_length=10, choices=Departure, blank=True)
    account = models.OneToOneField(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="person")
    sort_key = models.CharField(max_length=700, editable=False)
    search_text = models.CharField(max_length=400, editable=False)
    audit_personal = ("full_name", "born_on", "born_in_year", "id_number", "phone", "email", "relation", "departure")
    audit_untold = ("sort_key", "search_text")
    words_indexed = ("search_text",)

    class Meta:
        verbose_name = "người"
        ordering = ["sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["ward", "id_number"], condition=~models.Q(id_number=""), name="person_id_number_once"
            ),
            models.UniqueConstraint(
                fields=["ward", "household"],
                condition=models.Q(is_head=True, left_on=None),
                name="household_one_head",
            ),
            models.CheckConstraint(
                condition=models.Q(is_head=False) | models.Q(household__isnull=False), name="head_has_household"
            ),
            models.CheckConstraint(condition=models.Q(sex__in=["", *Sex.values]), name="person_sex"),
            models.CheckConstraint(
                condition=models.Q(departure="") | models.Q(departure__in=Departure.values, left_on__isnull=False),
                name="person_departure",
            ),
        ]
        indexes = [
            models.Index(fields=["ward", "sort_key"], name="person_order"),
            models.Index(fields=["ward", "left_on", "sort_key"], name="person_on_roll"),
            models.Index(fields=["ward", "phone"], name="person_phone"),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def birth(self) -> str:
        """The day of birth, or the year where no more is known."""
        return vn_date(self.born_on) if self.born_on else str(self.born_in_year or "")

    @property
    def masked_id_number(self) -> str:
        """The identity number as lists and screens show it: only the last three digits can be read."""
        return f"{'•' * (len(self.id_number) - 3)}{self.id_number[-3:]}" if self.id_number else ""

    @property
    def written_phone(self) -> str:
        return vn_phone(self.phone)

    def derive(self) -> None:
        """Set the columns that search and order use. Bulk writers call it; ``save`` does by itself."""
        self.sort_key, self.search_text = self.derived(self.full_name, self.id_number, self.phone)

    @staticmethod
    def derived(full_name: str, id_number: str, phone: str) -> tuple[str, str]:
        """``sort_key`` and ``search_text`` of a person with these values."""
        return name_key(full_name), folded(full_name, id_number, phone)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.derive()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return address_of("ward:person", self.pk)
