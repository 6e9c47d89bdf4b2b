"""Imports of the household roll and what each of them found."""

import secrets

from django.db import models

from danchu.core.addresses import address_of
from danchu.core.models import User, WardOwned
from danchu.core.spreadsheets.errors import RowError
from danchu.ward.states import IMPORT_OPEN, IMPORT_RUNNING, ImportLineKind, ImportState


def place_of(row: "RollImport", name: str) -> str:
    """Where an uploaded roll lies below the data folder: found by nobody who does not know its row."""
    return f"{row.ward.code}/roll/{secrets.token_hex(16)}"


class RollImport(WardOwned):
    """One import of the household roll (lượt nhập danh sách hộ): a file, how it is read, what it would change, and
    whether that was stored. The file is deleted when the import ends."""

    file = models.FileField(upload_to=place_of, max_length=200, blank=True)
    file_name = models.CharField("tên tệp", max_length=200)
    sha256 = models.CharField("mã băm của tệp", max_length=64)
    state = models.CharField("trạng thái", max_length=12, choices=ImportState, default=ImportState.UPLOADED)
    layout = models.JSONField("cách đọc tệp", default=dict, blank=True)
    counts = models.JSONField("số liệu", default=dict, blank=True)
    told = models.JSONField("điều cần biết", default=list, blank=True)
    plan_digest = models.CharField(max_length=64, blank=True)
    accept_good = models.BooleanField("chỉ nhập dòng đúng", default=False)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    started_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    started_at = models.DateTimeField("bắt đầu lúc")
    ended_at = models.DateTimeField("kết thúc lúc", null=True, blank=True)
    audit_untold = ("file", "done", "total", "plan_digest", "told")

    class Meta:
        verbose_name = "lượt nhập danh sách hộ"
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=ImportState.values), name="roll_import_state"),
            models.CheckConstraint(
                condition=models.Q(state__in=["done", "discarded"], ended_at__isnull=False)
                | (~models.Q(state__in=["done", "discarded"]) & models.Q(ended_at=None)),
                name="roll_import_end",
            ),
            models.UniqueConstraint(
                fields=["ward"], condition=models.Q(state__in=sorted(IMPORT_OPEN)), name="ward_one_roll_import"
            ),
        ]
        indexes = [models.Index(fields=["ward", "-started_at"], name="roll_import_order")]

    def __str__(self) -> str:
        return f"Nhập danh sách hộ từ tệp {self.file_name}"

    @property
    def is_running(self) -> bool:
        return self.state in IMPORT_RUNNING

    def get_absolute_url(self) -> str:
        return address_of("ward:roll-import", self.pk)


class RollImportLine(WardOwned):
    """A line of an import's result: a fault with its cell, or a household with what changes of it. Deleted with the
    file, since it holds what the file holds."""

    roll_import = models.ForeignKey(RollImport, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField()
    kind = models.CharField("loại", max_length=15, choices=ImportLineKind)
    sheet = models.CharField("trang tính", max_length=100, blank=True)
    row = models.PositiveIntegerField("dòng", null=True, blank=True)
    column = models.CharField(max_length=3, blank=True)
    header = models.CharField("cột", max_length=200, blank=True)
    value = models.CharField("giá trị", max_length=200, blank=True)
    household = models.CharField("hộ", max_length=30, blank=True)
    head_name = models.CharField("chủ hộ", max_length=150, blank=True)
    message = models.TextField("nội dung")
    search_text = models.TextField(editable=False)

    class Meta:
        verbose_name = "dòng kết quả nhập danh sách"
        ordering = ["roll_import", "position"]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=ImportLineKind.values), name="roll_import_line_kind"),
            models.UniqueConstraint(fields=["roll_import", "position"], name="roll_import_line_once"),
        ]
        indexes = [models.Index(fields=["roll_import", "kind", "position"], name="roll_import_line_kinds")]

    def __str__(self) -> str:
        return self.message

    @property
    def cell(self) -> str:
        """The cell's name, C12; nothing when the whole row is meant."""
        return f"{self.column}{self.row}" if self.column and self.row else ""

    def as_error(self, *, with_sheet: bool) -> RowError:
        """A fault as the file to mend by lists it."""
        header = f"{self.sheet}: {self.header}" if with_sheet else self.header
        return RowError(self.row or 0, self.column, header, self.value, self.message)
