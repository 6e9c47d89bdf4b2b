"""What is done to the bytes of an upload: what it is, by content; whether it is safe to keep and show; what is kept of
it. ``checks`` calls it for small files, and for all others in a process of its own (``confined``).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, BinaryIO

from danchu.core.files import archives, images, pdfs
from danchu.core.files.archives import ZipLimits, open_zip
from danchu.core.files.kinds import Kind, kind_of
from danchu.core.files.refused import FileRefused

IMAGES = frozenset({Kind.JPEG, Kind.PNG, Kind.WEBP})
DOCUMENTS = frozenset({Kind.PDF, Kind.DOCX, Kind.XLSX, Kind.DOC, Kind.XLS})
_SMALL = 64_000

_OFFICE = "application/vnd.openxmlformats-officedocument"
MIMES = {
    Kind.PDF: "application/pdf",
    Kind.DOCX: f"{_OFFICE}.wordprocessingml.document",
    Kind.XLSX: f"{_OFFICE}.spreadsheetml.sheet",
    Kind.DOC: "application/msword",
    Kind.XLS: "application/vnd.ms-excel",
    Kind.JPEG: "image/jpeg",
    Kind.PNG: "image/png",
    Kind.WEBP: "image/webp",
}

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


@dataclass(frozen=True)
class Passed:
    """A file that may be kept. ``content`` is what is kept of a picture, ``smaller`` its versions by their longest
    edge; of a document all is kept and ``content`` is none."""

    kind: Kind
    warnings: tuple[str, ...] = ()
    content: bytes | None = None
    smaller: Mapping[int, bytes] = field(default_factory=dict)


def passed(content: bytes, kinds: Collection[Kind], edges: Collection[int], longest: int) -> Passed:
    """What ``content`` is, if it is one of ``kinds``. Raises ``FileRefused``."""
    kind = kind_of(BytesIO(content))
    if kind not in MIMES:
        raise FileRefused(_NOT_TAKEN.get(kind, f"Không nhận loại tệp này. {_TAKEN}"))
    if kind not in kinds:
        wanted = dict.fromkeys(_LABELS[each] for each in MIMES if each in kinds)
        raise FileRefused(_ELSEWHERE.format(kinds=", ".join(wanted)))
    if kind in IMAGES:
        whole, smaller = images.drawn(content, kind, edges, longest)
        return Passed(kind, (), whole, smaller)
    if kind is Kind.PDF:
        return Passed(kind, pdfs.inspected(content))
    if kind in {Kind.DOCX, Kind.XLSX}:
        _inspect_office(content)
    elif "_VBA_PROJECT\0".encode("utf-16-le") in content:
        raise FileRefused(_MACRO)
    return Passed(kind)


def is_small(content: bytes) -> bool:
    """Whether reading it takes next to nothing, whatever it holds, so that a process of its own would cost more."""
    kind = kind_of(BytesIO(content)) if len(content) <= _SMALL else None
    return kind is not None and (kind not in IMAGES or images.is_small(content, kind))


def answer(file: BinaryIO, given: Mapping[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
    """``passed`` in a process of its own, which gives back what stands here and the bytes that were made."""
    found = passed(file.read(), [Kind(each) for each in given["kinds"]], given["edges"], given["longest"])
    made = [] if found.content is None else [found.content, *found.smaller.values()]
    return {"kind": found.kind, "warnings": found.warnings, "edges": list(found.smaller)}, made


def answered(said: Mapping[str, Any], made: list[bytes]) -> Passed:
    """What ``answer`` found."""
    smaller = dict(zip(said["edges"], made[1:], strict=True)) if made else {}
    return Passed(Kind(said["kind"]), tuple(said["warnings"]), made[0] if made else None, smaller)


def _inspect_office(content: bytes) -> None:
    with open_zip(BytesIO(content), ZipLimits()) as archive:
        if any(name.lower().endswith("vbaproject.bin") for name in archive.namelist()):
            raise FileRefused(_MACRO)
        # Office writes its first entry at once and no comment; anything else hides other data around the
        # container.
        if archive.comment or min(entry.header_offset for entry in archive.infolist()) != 0:
            raise FileRefused(archives.DAMAGED)
