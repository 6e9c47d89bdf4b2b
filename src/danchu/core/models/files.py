"""Stored files: what was uploaded, checked by content, kept once per ward."""

from django.db import models

from danchu.core.models.tenancy import WardOwned


def place_of(stored: "StoredFile", name: str) -> str:
    """Where a file lies below the data folder: by ward and content, never by the name somebody gave it."""
    return f"{stored.ward.code}/{stored.sha256[:2]}/{stored.sha256}"


class StoredFile(WardOwned):
    """A file (tệp đính kèm) after its check. Who may see it follows from what it is attached to."""

    name = models.CharField("tên tệp", max_length=200)
    mime = models.CharField("loại", max_length=100)
    size = models.PositiveBigIntegerField("dung lượng (byte)")
    sha256 = models.CharField(max_length=64)
    content = models.FileField(upload_to=place_of, max_length=200)
    uploaded_at = models.DateTimeField("tải lên lúc")

    class Meta:
        verbose_name = "tệp"
        indexes = [models.Index(fields=["ward", "sha256"], name="stored_file_content")]

    def __str__(self) -> str:
        return self.name
