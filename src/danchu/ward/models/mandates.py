"""Who holds which office, where, from when to when. Every permission follows from here."""

from datetime import date

from django.db import models

from danchu.core.addresses import address_of
from danchu.core.models import WardOwned
from danchu.ward.models.organisations import Organisation
from danchu.ward.models.places import ResidentialGroup
from danchu.ward.models.roll import Person
from danchu.ward.states import (
    OF_GROUP,
    OF_ORGANISATION,
    ONE_HOLDER_IN_GROUP,
    ONE_HOLDER_IN_ORGANISATION,
    ONE_HOLDER_IN_WARD,
    Office,
)

LASTING = models.Q(ended_on=None) | models.Q(ended_on__gt=models.F("starts_on"))
"""A term of a day or more: one that ends on the day it began was entered by mistake and never ran."""


class Mandate(WardOwned):
    """A term of office (nhiệm kỳ, phân công) of a person, điểm b khoản 2 Điều 1 of the resolution.

    ``ends_on`` is the planned end, ``ended_on`` the actual one (the first day on which the office is no longer held).
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mandates")
    office = models.CharField("chức danh, vai trò", max_length=30, choices=Office)
    group = models.ForeignKey(
        ResidentialGroup, on_delete=models.PROTECT, related_name="mandates", null=True, blank=True
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="mandates", null=True, blank=True
    )
    title = models.CharField("chức vụ ghi trên văn bản", max_length=150, blank=True)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến hết ngày (dự kiến)", null=True, blank=True)
    ended_on = models.DateField("thôi giữ từ ngày", null=True, blank=True)
    basis = models.CharField("căn cứ", max_length=200, blank=True, help_text="Quyết định, nghị quyết, biên bản bầu")
    end_basis = models.CharField("căn cứ thôi giữ", max_length=200, blank=True)

    class Meta:
        verbose_name = "nhiệm kỳ, phân công"
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(condition=models.Q(office__in=Office.values), name="mandate_office"),
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")),
                name="mandate_planned_end",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on=None) | models.Q(ended_on__gte=models.F("starts_on")), name="mandate_end"
            ),
            models.CheckConstraint(
                condition=models.Q(office__in=sorted(OF_GROUP), group__isnull=False)
                | (~models.Q(office__in=sorted(OF_GROUP)) & models.Q(group__isnull=True)),
                name="mandate_group_office",
            ),
            models.CheckConstraint(
                condition=~models.Q(office__in=sorted(OF_ORGANISATION)) | models.Q(organisation__isnull=False),
                name="mandate_organisation_office",
            ),
            models.UniqueConstraint(
                fields=["ward", "group", "office"],
                condition=models.Q(ended_on=None, office__in=sorted(ONE_HOLDER_IN_GROUP)),
                name="group_office_one_holder",
            ),
            models.UniqueConstraint(
                fields=["ward", "organisation", "office"],
                condition=models.Q(ended_on=None, office__in=sorted(ONE_HOLDER_IN_ORGANISATION)),
                name="organisation_office_one_holder",
            ),
            models.UniqueConstraint(
                fields=["ward", "office"],
                condition=models.Q(ended_on=None, office__in=sorted(ONE_HOLDER_IN_WARD)),
                name="ward_office_one_holder",
            ),
            models.UniqueConstraint(
                fields=["ward", "group", "office", "starts_on"],
                condition=models.Q(office__in=sorted(ONE_HOLDER_IN_GROUP)) & LASTING,
                name="group_office_one_beginning",
            ),
            models.UniqueConstraint(
                fields=["ward", "organisation", "office", "starts_on"],
                condition=models.Q(office__in=sorted(ONE_HOLDER_IN_ORGANISATION)) & LASTING,
                name="organisation_office_one_beginning",
            ),
            models.UniqueConstraint(
                fields=["ward", "office", "starts_on"],
                condition=models.Q(office__in=sorted(ONE_HOLDER_IN_WARD)) & LASTING,
                name="ward_office_one_beginning",
            ),
        ]
        indexes = [
            models.Index(fields=["ward", "office", "starts_on"], name="mandate_by_office"),
            models.Index(fields=["person", "starts_on"], name="mandate_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.words}, {self.place}" if self.place else self.words

    @property
    def place(self) -> ResidentialGroup | Organisation | None:
        """Where the office is held, unless it is of the whole ward."""
        return self.group or self.organisation

    @property
    def words(self) -> str:
        """The office as its holder's documents name it."""
        return self.title or self.get_office_display()

    def is_over(self, day: date) -> bool:
        """Whether the office is no longer held on ``day``."""
        return self.ended_on is not None and self.ended_on <= day

    def get_absolute_url(self) -> str:
        return address_of("ward:person", self.person_id)
