"""What every table that can be read offers, whatever its format, and how much of it is read."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol, Self

from danchu.core.files.archives import ZipLimits
from danchu.core.files.refused import FileRefused
from danchu.core.spreadsheets.cells import Row
from danchu.lib.vntext import vn_number


@dataclass(frozen=True)
class Limits:
    """How large a table may be. Only rows that hold something count: blank formatted rows below the data do
    not."""

    most_bytes: int = 20_000_000
    most_rows: int = 50_000
    most_columns: int = 200
    most_strings: int = 50_000_000
    zipped: ZipLimits = field(default_factory=ZipLimits)

    def refuse_rows(self) -> FileRefused:
        """The refusal of a table with too many rows."""
        most = vn_number(self.most_rows)
        return FileRefused(f"Bảng có hơn {most} dòng. Hãy chia thành nhiều tệp, mỗi tệp không quá {most} dòng.")

    def refuse_columns(self, address: str) -> FileRefused:
        """The refusal of a table that has something in ``address``, too far to the right."""
        return FileRefused(
            f"Ô {address} có dữ liệu ở ngoài {self.most_columns} cột đầu. "
            "Hãy xóa các cột thừa bên phải rồi tải lên lại."
        )


class Table(Protocol):
    """An opened table. ``warnings`` are for the officer who uploaded it. Use it in a ``with`` block."""

    kind: str
    warnings: list[str]

    @property
    def sheets(self) -> Sequence[str]:
        """The names of the sheets that are not hidden."""
        ...

    def rows(self, sheet: str = "") -> Iterator[Row]:
        """The rows that hold something, one by one, each time from the start; the first sheet when none is
        named.

        Raises ``FileRefused`` where the data is damaged or too large.
        """
        ...

    def merged(self, sheet: str = "") -> Sequence[str]:
        """The merged ranges: A1:C1."""
        ...

    def row_count(self, sheet: str = "") -> int:
        """How many rows hold something, for the progress bar."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *exception: object) -> None: ...


EMPTY = "Bảng không có dòng nào. Hãy kiểm tra dữ liệu có nằm ở trang tính đầu tiên, không bị ẩn."
_LEGACY_WARNING = (
    "Chữ trong tệp có vẻ gõ bằng phông cũ (TCVN3, VNI). Hãy chuyển sang Unicode (công cụ của Unikey: "
    "Ctrl+Shift+F6) rồi tải lên lại."
)
# Letters of these encodings that stand beside a Latin letter and that composed Vietnamese never writes so.
_LEGACY = re.compile(r"[A-Za-z][µ¸¶·¹»¾¼½®§¨©ª«¬\xad]|[aeiouyAEIOUY][øûïØÛÏ]|[µ¸¶·¹»¾¼½®§©ª«¬][A-Za-zÀ-ÿ]")


def legacy_warning(texts: Iterable[str]) -> list[str]:
    """A warning when several of the texts look as if typed for an old font."""
    suspicious = sum(1 for text in texts if not text.isascii() and _LEGACY.search(text))
    return [_LEGACY_WARNING] if suspicious >= 3 else []
