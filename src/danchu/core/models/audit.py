"""The audit trail: append-only, one hash chain a book."""

from typing import Any

from django.db import models

from danchu.core.models.tenancy import WardOwned


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
        constraints = [models.UniqueConstraint(fields=["ward", "name"], name="audit_book_once")]


class AuditEntry(models.Model):
    """One official act (hành vi): who, in which office, what, when, under which clause, before and after.

    ``payload`` holds all of that as plain data with personal values replaced by salted digests; ``digest`` chains it
    to the entry before. The clear personal values are in ``AuditSecret`` and may be erased where the law says so.
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

    class Meta:
        verbose_name = "dòng nhật ký"
        constraints = [models.UniqueConstraint(fields=["book", "number"], name="audit_entry_number")]
        indexes = [
            models.Index(fields=["book", "-at"], name="audit_entry_time"),
            models.Index(fields=["target_type", "target_id"], name="audit_entry_target"),
        ]

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
        constraints = [models.UniqueConstraint(fields=["entry", "path"], name="audit_secret_path")]
