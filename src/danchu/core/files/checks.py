"""The gate for every upload: what it is, by content; whether it is safe to keep and show; what is kept of
it."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from danchu.core.files import archives, images, pdfs
from danchu.core.files.archives import ZipLimits, open_zip
from danchu.core.files.kinds import Kind, kind_of
from danchu.core.files.names import safe_name
from danchu.core.files.refused import FileRefused

__all__ = ["ACCEPT", "DOCUMENTS", "IMAGES", "CheckedFile", "FileRefused", "Kind", "check", "safe_name"]

IMAGES = frozenset({Kind.JPEG, Kind.PNG, Kind.WEBP})
DOCUMENTS = frozenset({Kind.PDF, Kind.DOCX, Kind.XLSX, Kind.DOC, Kind.XLS})
#: For the ``accept`` attribute. HEIC is left out so that telephones which can, send JPEG instead.
ACCEPT = ".pdf,.docx,.xlsx,.doc,.xls,image/jpeg,image/png,image/webp"
MOST_BYTES = 25_000_000

_OFFICE = "application/vnd.openxmlformats-officedocument"
_MIMES = {
    Kind.PDF: "application/pdf",
    Kind.DOCX: f"{_OFFICE}.wordprocessingml.document",
    Kind.XLSX: f"{_OFFICE}.spreadsheetml.sheet",
    Kind.DOC: "application/msword",
    Kind.XLS: "application/vnd.ms-excel",
    Kind.JPEG: "image/jpeg",
    Kind.PNG: "image/png",
    Kind.WEBP: "image/webp",
}
_EXTENSIONS = {Kind.JPEG: "jpg"}

_TAKEN = "Chỉ nhận tệp PDF, Word, Excel và ảnh JPG, PNG, WebP."
_NOT_TAKEN = {
    Kind.EMPTY: "Tệp trống, không có dữ liệu. Hãy kiểm tra tệp trên máy rồi tải lên lại.",
    Kind.HEIC: (
        "Ảnh HEIC của điện thoại chưa mở được trên nhiều máy. Hãy gửi ảnh JPG: trên iPhone vào Cài đặt → "
        "Camera → Định dạng → Tương thích nhất rồi chụp lại, hoặc gửi ảnh chụp màn hình của bức ảnh."
    ),
    Kind.LOCKED_OFFICE: archives.LOCKED,
    Kind.MARKUP: f"Tệp này là trang web hoặc mã lệnh nên không được nhận. {_TAKEN}",
}
_ELSEWHERE = "Ở đây chỉ nhận {kinds}."
_LABELS = {
    Kind.PDF: "PDF",
    Kind.DOCX: "Word",
    Kind.DOC: "Word",
    Kind.XLSX: "Excel",
    Kind.XLS: "Excel",
    Kind.JPEG: "ảnh JPG",
    Kind.PNG: "ảnh PNG",
    Kind.WEBP: "ảnh WebP",
}
_MACRO = (
    "Tệp có macro (mã lệnh) nên không được nhận. Hãy lưu lại dạng .docx hoặc .xlsx không macro "
    "(Tệp → Lưu như) rồi tải lên."
)


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that may be kept. ``size`` (bytes) and ``sha256`` are those of ``content``, which for a picture
    is the picture drawn anew; ``warnings`` are for the person who uploaded it."""

    kind: Kind
    mime: str
    size: int
    sha256: str
    safe_name: str
    content: bytes
    warnings: tuple[str, ...] = ()

    @property
    def is_image(self) -> bool:
        return self.kind in IMAGES

    def versions(self, edges: tuple[int, ...] = (480, 1280)) -> dict[int, bytes]:
        """A picture's smaller versions, by their longest edge in pixels; nothing for a document."""
        return images.smaller(self.content, self.kind, edges) if self.is_image else {}


def check(
    file: BinaryIO, name: str, *, kinds: Collection[Kind] = IMAGES | DOCUMENTS, most_bytes: int = MOST_BYTES
) -> CheckedFile:
    """The upload ``file``, which its sender calls ``name``, if it may be kept.

    ``kinds`` narrows what this place takes. Raises ``FileRefused`` with a message saying what to do instead.
    """
    file.seek(0)
    content = file.read(most_bytes + 1)
    if len(content) > most_bytes:
        raise FileRefused(f"Tệp lớn hơn {most_bytes // 1_000_000} MB. Hãy nén ảnh trong tệp hoặc chia nhỏ rồi tải lên.")
    kind = kind_of(BytesIO(content))
    if kind not in _MIMES:
        raise FileRefused(_NOT_TAKEN.get(kind, f"Không nhận loại tệp này. {_TAKEN}"))
    if kind not in kinds:
        wanted = dict.fromkeys(_LABELS[each] for each in _MIMES if each in kinds)
        raise FileRefused(_ELSEWHERE.format(kinds=", ".join(wanted)))
    content, warnings = _passed(content, kind)
    return CheckedFile(
        kind=kind,
        mime=_MIMES[kind],
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        safe_name=safe_name(name, _EXTENSIONS.get(kind, kind.value)),
        content=content,
        warnings=warnings,
    )


def _passed(content: bytes, kind: Kind) -> tuple[bytes, tuple[str, ...]]:
    """What is kept of the content, and the warnings."""
    if kind in IMAGES:
        return images.redrawn(content, kind), ()
    if kind is Kind.PDF:
        return content, pdfs.inspected(content)
    if kind in {Kind.DOCX, Kind.XLSX}:
        _inspect_office(content)
    elif "_VBA_PROJECT\0".encode("utf-16-le") in content:
        raise FileRefused(_MACRO)
    return content, ()


def _inspect_office(content: bytes) -> None:
    with open_zip(BytesIO(content), ZipLimits()) as archive:
        if any(name.lower().endswith("vbaproject.bin") for name in archive.namelist()):
            raise FileRefused(_MACRO)
        # Office writes its first entry at once and no comment; anything else hides other data around the
        # container.
        if archive.comment or min(entry.header_offset for entry in archive.infolist()) != 0:
            raise FileRefused(archives.DAMAGED)
