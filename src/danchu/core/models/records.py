"""Official documents and the books that give them their numbers."""

from typing import Any

from django.apps import apps
from django.db import models

from danchu.core.addresses import address_of
from danchu.core.models.accounts import User
from danchu.core.models.files import StoredFile
from danchu.core.models.tenancy import WardOwned
from danchu.core.records.states import DocumentState
from danchu.lib.vntext import fold


class NumberBook(WardOwned):
    """The numbers of one type of document in one year (sổ đăng ký văn bản đi). The row is locked while one is taken."""

    year = models.PositiveSmallIntegerField("năm")
    letters = models.CharField("loại văn bản", max_length=5)
    issuer = models.CharField("chữ viết tắt cơ quan ban hành", max_length=20)
    last = models.PositiveIntegerField("số cuối cùng đã cấp", default=0)

    class Meta:
        verbose_name = "sổ đăng ký văn bản"
        constraints = [
            models.UniqueConstraint(fields=["ward", "year", "letters", "issuer"], name="number_book_once"),
        ]


class OfficialDocument(WardOwned):
    """An official document (văn bản hành chính, Nghị định 30/2020/NĐ-CP), about one row of a room.

    A draft keeps ``source``, which can be changed. On issue it takes a number and ``paper`` is frozen; ``digest`` is
    the SHA-256 of it. A withdrawn document keeps its number. ``code`` is in the address where anyone can check it.
    """

    kind = models.CharField("loại", max_length=60)
    letters = models.CharField("chữ viết tắt loại văn bản", max_length=5)
    issuer = models.CharField("chữ viết tắt cơ quan ban hành", max_length=20)
    target_type = models.CharField(max_length=60)
    target_id = models.BigIntegerField()
    subject = models.CharField("trích yếu", max_length=500)
    state = models.CharField("trạng thái", max_length=10, choices=DocumentState, default=DocumentState.DRAFT)
    source = models.JSONField("nội dung dự thảo")
    prepared_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, verbose_name="người soạn"
    )
    prepared_at = models.DateTimeField("soạn lúc")
    year = models.PositiveSmallIntegerField("năm", null=True, blank=True)
    number = models.PositiveIntegerField("số", null=True, blank=True)
    symbol = models.CharField("số, ký hiệu", max_length=60, blank=True)
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    signer_name = models.CharField("người ký", max_length=150, blank=True)
    signer_office = models.CharField("chức vụ người ký", max_length=300, blank=True)
    paper = models.JSONField("văn bản đã ban hành", null=True, blank=True)
    digest = models.CharField("mã băm", max_length=64, blank=True)
    code = models.CharField("mã kiểm tra", max_length=16)
    is_public = models.BooleanField("ai cũng xem được", default=False)
    signed_copy = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name="bản đã ký"
    )
    withdrawn_at = models.DateTimeField("thu hồi lúc", null=True, blank=True)
    withdrawal_reason = models.CharField("lý do thu hồi", max_length=500, blank=True)
    search_text = models.CharField(max_length=1000, editable=False)
    audit_untold = ("source", "paper", "search_text", "code")
    words_indexed = ("search_text",)

    class Meta:
        verbose_name = "văn bản"
        ordering = ["-issued_on", "-number", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=DocumentState.values), name="document_state"),
            models.UniqueConstraint(fields=["ward", "code"], name="document_code_once"),
            models.UniqueConstraint(
                fields=["ward", "year", "letters", "issuer", "number"],
                condition=models.Q(number__isnull=False),
                name="document_number_once",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    number__isnull=False,
                    number__gte=1,
                    year__isnull=False,
                    issued_on__isnull=False,
                    paper__isnull=False,
                )
                & ~models.Q(symbol="")
                & ~models.Q(digest="")
                & ~models.Q(state=DocumentState.DRAFT)
                | models.Q(number=None, year=None, issued_on=None, symbol="", digest="")
                & ~models.Q(state=DocumentState.ISSUED),
                name="document_number_when_issued",
            ),
            models.CheckConstraint(
                condition=models.Q(state=DocumentState.WITHDRAWN, withdrawn_at__isnull=False)
                & ~models.Q(withdrawal_reason="")
                | ~models.Q(state=DocumentState.WITHDRAWN) & models.Q(withdrawn_at=None, withdrawal_reason=""),
                name="document_withdrawn_with_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["ward", "-issued_on", "-number"], name="document_order"),
            models.Index(fields=["ward", "target_type", "target_id"], name="document_about"),
            models.Index(fields=["ward", "prepared_by"], name="document_prepared"),
        ]

    def __str__(self) -> str:
        return f"{self.symbol or 'Dự thảo'}: {self.subject}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_text = fold(f"{self.symbol} {self.subject} {self.signer_name}")[:1000]
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return address_of("core:document", self.pk)

    @property
    def audit_personal(self) -> tuple[str, ...]:
        """Of a kind that not everyone reads, the trail keeps apart what may name somebody."""
        from danchu.core.records import kinds  # noqa: PLC0415 - which knows this model

        kind = kinds.get(self.kind)
        return ("subject", "signer_name", "reason", "withdrawal_reason") if kind and kind.readable else ()

    @property
    def target(self) -> Any:
        """The row that it is about; None when it is gone."""
        model = apps.get_model(self.target_type)
        return model._base_manager.filter(ward=self.ward_id, pk=self.target_id).first()


class Recipient(WardOwned):
    """One who receives an issued document (nơi nhận), in the order of the document."""

    document = models.ForeignKey(OfficialDocument, on_delete=models.CASCADE, related_name="recipients")
    order = models.PositiveSmallIntegerField("thứ tự")
    name = models.CharField("nơi nhận", max_length=300)

    class Meta:
        verbose_name = "nơi nhận"
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["document", "order"], name="recipient_order")]

    def __str__(self) -> str:
        return self.name
