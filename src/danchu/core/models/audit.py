"""The audit trail: append-only, one hash chain a book."""

from typing import Any

from django.apps import apps
from django.db import models

from danchu.core.addresses import address_of
from danchu.core.models.tenancy import WardOwned
from danchu.lib.vntext import fold


class AppendOnly(Exception):
    """Audit entries are written once; they are neither changed nor deleted."""


class AuditBook(WardOwned):
    """A chain of entries (sổ nhật ký) of one ward, one a room, so that rooms do not wait for each other.

    ``head`` and ``length`` repeat what the last entry says; the row is locked while an entry is appended.
    """

    name = models.CharField("sổ", max_length=30)
    length = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = "sổ nhật ký"
        constraints = [models.UniqueConstraint(fields=["ward", "name"], name="audit_book_once")]

    def __str__(self) -> str:
        rooms = {each.label: each.verbose_name for each in apps.get_app_configs()}
        return str(rooms.get(self.name, self.name))


class AuditEntry(WardOwned):
    """One official act (hành vi): who, in which office, what, when, under which clause, before and after.

    ``payload`` holds all of that as plain data with personal values replaced by salted digests; ``digest`` chains it
    to the entry before, and ``seal`` is the site's signature over ward, book, number and digest (None: written by a
    version that sealed nothing; see docs/trust.md). The clear personal values are in ``AuditSecret`` and may be erased
    where the law says so.
    The other columns repeat the payload, for finding entries.
    """

    book = models.ForeignKey(AuditBook, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveBigIntegerField("số thứ tự")
    at = models.DateTimeField("thời điểm")
    actor_id = models.BigIntegerField("tài khoản", null=True)
    actor_name = models.CharField("người thực hiện", max_length=150)
    office = models.CharField("chức danh", max_length=200, blank=True)
    action = models.CharField("hành vi", max_length=100)
    clause = models.CharField("khoản của nghị quyết", max_length=20, blank=True)
    target_type = models.CharField(max_length=60, blank=True)
    target_id = models.CharField(max_length=40, blank=True)
    target_name = models.CharField("đối tượng", max_length=200, blank=True)
    payload = models.JSONField()
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)
    seal = models.BinaryField(max_length=64, null=True)
    search_text = models.CharField(max_length=400, editable=False)
    words_indexed = ("search_text",)

    class Meta:
        verbose_name = "dòng nhật ký"
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["book", "number"], name="audit_entry_number")]
        indexes = [
            models.Index(fields=["ward", "-at", "-id"], name="audit_entry_order"),
            models.Index(fields=["ward", "action", "-at", "-id"], name="audit_entry_action"),
            models.Index(fields=["ward", "actor_id", "-at", "-id"], name="audit_entry_actor"),
            models.Index(fields=["ward", "target_type", "target_id", "-at", "-id"], name="audit_entry_history"),
        ]

    def __str__(self) -> str:
        return f"{self.book} {self.number}"

    def get_absolute_url(self) -> str:
        return address_of("core:audit-entry", self.pk)

    def searchable(self) -> str:
        """What ``search_text`` must be."""
        return fold(f"{self.target_name} {self.actor_name}")

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise AppendOnly
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AppendOnly


class AuditSecret(models.Model):
    """A personal value (giá trị riêng) behind a digest of the trail, with its salt. Erasing it leaves the chain
    whole."""

    entry = models.ForeignKey(AuditEntry, on_delete=models.PROTECT, related_name="secrets")
    path = models.CharField(max_length=100)
    salt = models.CharField(max_length=32)
    value = models.JSONField()

    class Meta:
        verbose_name = "dữ liệu cá nhân trong nhật ký"
        constraints = [models.UniqueConstraint(fields=["entry", "path"], name="audit_secret_path")]


class AuditCheck(WardOwned):
    """A check of every book of the ward (kiểm tra nhật ký): asked for by somebody, done in the background, its result
    kept. ``total`` and ``done`` count entries; ``broken`` names the first broken link of each book that has one."""

    asked_at = models.DateTimeField("yêu cầu lúc")
    asked_by = models.ForeignKey(
        "core.User", on_delete=models.PROTECT, related_name="+", null=True, verbose_name="người yêu cầu"
    )
    finished_at = models.DateTimeField("xong lúc", null=True, blank=True)
    books = models.PositiveIntegerField("số sổ", default=0)
    total = models.PositiveBigIntegerField("số dòng", default=0)
    done = models.PositiveBigIntegerField("số dòng đã kiểm tra", default=0)
    broken = models.JSONField("chỗ sai", default=list)

    class Meta:
        verbose_name = "lần kiểm tra nhật ký"
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["ward", "-asked_at"], name="audit_check_order")]

    def __str__(self) -> str:
        return "Kiểm tra nhật ký"
