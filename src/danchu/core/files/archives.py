"""Opening an untrusted zip container (Word, Excel): limits are checked on the directory and again while
reading."""

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from danchu.core.files.refused import FileRefused

CHUNK = 1 << 16
_ENCRYPTED = 0x1
_ENTRY = b"PK\x01\x02"
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}

DAMAGED = "Tệp bị hỏng hoặc tải lên chưa hết. Hãy mở tệp trên máy, lưu lại rồi tải lên lần nữa."
TOO_BIG_INSIDE = "Tệp nở ra quá lớn khi mở nên không được nhận. Hãy chép phần dữ liệu sang một tệp mới rồi tải lên lại."
LOCKED = "Tệp có mật khẩu. Hãy mở tệp, bỏ mật khẩu (Tệp → Thông tin → Bảo vệ), lưu lại rồi tải lên."


@dataclass(frozen=True)
class ZipLimits:
    """What a container may hold: bytes after unpacking, bytes unpacked for each byte packed, number of
    entries.

    The ratio is asked only of containers that unpack to more than ``ratio_from`` bytes: small ones compress
    by chance.
    """

    unpacked: int = 300_000_000
    ratio: int = 150
    ratio_from: int = 20_000_000
    entries: int = 2_000


def open_zip(file: BinaryIO, limits: ZipLimits) -> zipfile.ZipFile:
    """The container in ``file``. Raises ``FileRefused`` when damaged, locked, hidden behind other data or a
    bomb."""
    if claims_more_entries(file, limits.entries):
        raise FileRefused(TOO_BIG_INSIDE)
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, ValueError, NotImplementedError, OSError, EOFError):
        raise FileRefused(DAMAGED) from None
    entries = archive.infolist()
    packed = sum(entry.compress_size for entry in entries)
    unpacked = sum(entry.file_size for entry in entries)
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise FileRefused(LOCKED)
    if len(entries) > limits.entries or unpacked > limits.unpacked:
        raise FileRefused(TOO_BIG_INSIDE)
    if unpacked > limits.ratio_from and unpacked > limits.ratio * max(packed, 1):
        raise FileRefused(TOO_BIG_INSIDE)
    if not entries or any(entry.compress_type not in _METHODS for entry in entries):
        raise FileRefused(DAMAGED)
    if len({entry.filename for entry in entries}) != len(entries):
        raise FileRefused(DAMAGED)
    return archive


def claims_more_entries(file: BinaryIO, most: int) -> bool:
    """Whether there are many more marks of entries in ``file`` than ``most``: the library makes an object of half a
    kilobyte of each before it can be asked. Containers inside the container have marks of their own."""
    file.seek(0)
    marks, tail = 0, b""
    while (chunk := file.read(CHUNK)) and marks <= 2 * most:
        marks += (tail + chunk).count(_ENTRY)
        tail = chunk[-(len(_ENTRY) - 1) :]
    file.seek(0)
    return marks > 2 * most


def part(archive: zipfile.ZipFile, name: str, limit: int) -> Iterator[bytes]:
    """The bytes of one entry, in chunks. Raises ``FileRefused`` after ``limit`` bytes or where the data is
    damaged."""
    seen = 0
    try:
        with archive.open(name) as stream:
            while chunk := stream.read(CHUNK):
                seen += len(chunk)
                if seen > limit:
                    raise FileRefused(TOO_BIG_INSIDE)
                yield chunk
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, NotImplementedError, OSError, RuntimeError):
        raise FileRefused(DAMAGED) from None
