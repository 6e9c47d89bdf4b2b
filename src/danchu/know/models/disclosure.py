"""What the ward discloses, in every version, with its documents."""

from datetime import date
from typing import Any

from django.db import models

from danchu.core.addresses import address_of
from danchu.core.models import StoredFile, WardOwned
from danchu.core.ui.registers import folded
from danchu.duties.models import Duty
from danchu.know.states import CLEARED, IN_SIGHT, PersonalData, State, StateSecret
from danchu.matters.models import Matter
from danchu.ward.models import Organisation, ResidentialGroup


class Disclosure(WardOwned):
    """One disclosed content (nội dung công khai, Điều 11 Luật số 10/2022/QH15).

    ``decided_on`` starts the law's clock and ``due_on`` is where it ends; ``rule`` keeps the article, the limit and the
    forms asked for as they were when the disclosure began. ``group`` narrows its scope; empty means the whole ward.
    ``state_secret`` and ``personal_data`` are what the officer answered last; of what was published before answers were
    kept with the draft, the first is empty.
    """

    item = models.CharField("nội dung theo danh mục của luật", max_length=60)
    title = models.CharField("tiêu đề", max_length=300)
    document_number = models.CharField("số, ký hiệu văn bản", max_length=60, blank=True)
    decided_on = models.DateField("ngày văn bản, quyết định")
    due_on = models.DateField("hạn công khai")
    rule = models.JSONField("quy định áp dụng")
    group = models.ForeignKey(
        ResidentialGroup, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name="tổ dân phố"
    )
    unit = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name="đơn vị"
    )
    matter = models.ForeignKey(
        Matter, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name="việc"
    )
    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    from_day = models.DateField("công khai từ ngày")
    to_day = models.DateField("đến hết ngày", null=True, blank=True)
    state = models.CharField("trạng thái", max_length=10, choices=State, default=State.DRAFT)
    state_secret = models.CharField("bí mật nhà nước", max_length=10, choices=StateSecret, blank=True)
    personal_data = models.CharField("dữ liệu cá nhân", max_length=10, choices=PersonalData, blank=True)
    published_at = models.DateTimeField("công khai lúc", null=True, blank=True)
    published_on = models.DateField("ngày công khai", null=True, blank=True)
    ended_on = models.DateField("hết thời hạn từ ngày", null=True, blank=True)
    withdrawn_at = models.DateTimeField("thu hồi lúc", null=True, blank=True)
    withdrawal_reason = models.TextField("lý do thu hồi", blank=True)
    search_text = models.CharField(max_length=800, editable=False)
    audit_untold = ("search_text",)

    class Meta:
        verbose_name = "nội dung công khai"
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="disclosure_state"),
            models.CheckConstraint(
                condition=models.Q(published_at=None, published_on=None, state__in=[State.DRAFT, State.WITHDRAWN])
                | models.Q(
                    published_at__isnull=False,
                    published_on__isnull=False,
                    personal_data__in=CLEARED,
                    state__in=[State.PUBLISHED, State.ENDED, State.WITHDRAWN],
                ),
                name="disclosure_published",
            ),
            models.CheckConstraint(
                condition=(
                    models.Q(state=State.WITHDRAWN, withdrawn_at__isnull=False) & ~models.Q(withdrawal_reason="")
                )
                | (~models.Q(state=State.WITHDRAWN) & models.Q(withdrawn_at=None, withdrawal_reason="")),
                name="disclosure_withdrawn_with_reason",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=State.ENDED) | models.Q(ended_on__isnull=False), name="disclosure_ended"
            ),
            models.CheckConstraint(
                condition=models.Q(to_day=None) | models.Q(to_day__gte=models.F("from_day")), name="disclosure_period"
            ),
        ]
        indexes = [
            models.Index(fields=["ward", "state", "-published_at"], name="disclosure_order"),
            models.Index(fields=["ward", "item", "-published_at"], name="disclosure_by_item"),
            models.Index(fields=["ward", "group", "-published_at"], name="disclosure_by_group"),
            models.Index(fields=["ward", "state", "to_day"], name="disclosure_ending"),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        scope = self.group.name if self.group else ""
        words = folded(self.title, self.document_number, str(self.rule.get("item", "")), scope)
        self.search_text = words[:800]
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return address_of("know:disclosure", self.pk)

    @property
    def is_cleared(self) -> bool:
        """Whether the two questions of Điều 11 are answered, and in a way that lets it be published."""
        return self.state_secret == StateSecret.NONE and self.personal_data in CLEARED

    @property
    def in_sight(self) -> bool:
        """Whether everyone may read the content."""
        return self.state in IN_SIGHT

    def is_late(self, on: date) -> bool:
        """Published after its last day, or not published on ``on`` though that day is over."""
        return (self.published_on or on) > self.due_on


class DisclosureVersion(WardOwned):
    """One version of the content (phiên bản). A correction adds one and says why; the earlier ones stay in sight."""

    disclosure = models.ForeignKey(Disclosure, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField("phiên bản")
    title = models.CharField("tiêu đề", max_length=300)
    body = models.TextField("nội dung", blank=True)
    reason = models.TextField("lý do đính chính", blank=True)
    published_at = models.DateTimeField("công khai lúc", null=True, blank=True)

    class Meta:
        verbose_name = "phiên bản"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["ward", "disclosure", "number"], name="disclosure_version_once"),
            models.CheckConstraint(
                condition=models.Q(number=1)
                | (models.Q(number__gt=1, published_at__isnull=False) & ~models.Q(reason="")),
                name="disclosure_correction_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} (bản {self.number})"


class Attachment(WardOwned):
    """A document of a version (tài liệu kèm theo), in its order."""

    version = models.ForeignKey(DisclosureVersion, on_delete=models.CASCADE, related_name="attachments")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField("thứ tự")

    class Meta:
        verbose_name = "tài liệu kèm theo"
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["ward", "version", "file"], name="attachment_once")]

    def __str__(self) -> str:
        return self.file.name
