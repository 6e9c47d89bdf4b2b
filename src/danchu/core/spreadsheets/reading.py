"""Opening a table that somebody uploaded: .xlsx or .csv, told apart by content, never by name.

with open_table(file, name=upload.name) as table:
    for row in table.rows():
        ...
"""

from typing import BinaryIO

from danchu.core.files import archives
from danchu.core.files.kinds import Kind, kind_of
from danchu.core.files.refused import FileRefused
from danchu.core.spreadsheets.cells import CellValue, Row
from danchu.core.spreadsheets.confined import ConfinedTable
from danchu.core.spreadsheets.tables import Limits, Table
from danchu.core.spreadsheets.textual import CsvTable
from danchu.core.spreadsheets.xlsx import XlsxTable

__all__ = ["CellValue", "FileRefused", "Limits", "Row", "Table", "open_table"]

_SAVE_AS = "Hãy mở bằng Excel, chọn Tệp → Lưu như → Sổ làm việc Excel (.xlsx), rồi tải tệp mới lên."
_REFUSALS = {
    Kind.EMPTY: "Tệp trống, không có dữ liệu. Hãy kiểm tra tệp trên máy rồi tải lên lại.",
    Kind.XLS: f"Tệp này là Excel đời cũ (.xls). {_SAVE_AS}",
    Kind.XLSB: f"Tệp này là Excel nhị phân (.xlsb). {_SAVE_AS}",
    Kind.ODS: f"Tệp này là bảng tính OpenDocument (.ods). {_SAVE_AS}",
    Kind.LOCKED_OFFICE: archives.LOCKED,
    Kind.MARKUP: f"Tệp này là trang web hoặc XML mang tên bảng tính. {_SAVE_AS}",
    Kind.DOCX: "Tệp này là văn bản Word. Hãy chép bảng sang Excel, lưu thành .xlsx rồi tải lên.",
    Kind.DOC: "Tệp này là văn bản Word. Hãy chép bảng sang Excel, lưu thành .xlsx rồi tải lên.",
    Kind.PDF: "Tệp này là PDF. Cần tệp bảng tính Excel (.xlsx) hoặc .csv.",
    Kind.ZIP: archives.DAMAGED,
}
_SMALL, _SMALL_UNPACKED = 64_000, 1_000_000
_OTHER = "Tệp này không phải bảng tính. Cần tệp Excel (.xlsx) hoặc .csv."
_REALLY_CSV = "Tệp mang đuôi {suffix} nhưng bên trong là văn bản CSV; đã đọc như CSV. Nếu cột bị lệch: {save_as}"


def open_table(file: BinaryIO, *, name: str = "", limits: Limits | None = None) -> Table:
    """The table in ``file`` (seekable, binary). ``name`` only serves the warning about a misnamed file.

    Raises ``FileRefused`` with what the file is and how to save it as .xlsx, or that it is locked, damaged,
    empty or too large. Too many rows are refused when the rows are read.
    """
    limits = limits or Limits()
    file.seek(0, 2)
    size = file.tell()
    if size > limits.most_bytes:
        raise FileRefused(f"Tệp lớn hơn {limits.most_bytes // 1_000_000} MB. Hãy bỏ ảnh trong tệp hoặc chia nhỏ tệp.")
    kind = kind_of(file)
    if kind is Kind.XLSX:
        return XlsxTable(file, limits) if _is_small(file, limits) else ConfinedTable(file, "xlsx", limits)
    if kind is not Kind.TEXT:
        raise FileRefused(_REFUSALS.get(kind, _OTHER))
    table = CsvTable(file, limits) if size <= _SMALL else ConfinedTable(file, "csv", limits)
    suffix = name[name.rfind(".") :].lower() if "." in name else ""
    if suffix.startswith(".xls"):
        table.warnings.append(_REALLY_CSV.format(suffix=suffix, save_as=_SAVE_AS))
    return table


def _is_small(file: BinaryIO, limits: Limits) -> bool:
    """Whether reading it takes next to nothing, whatever it holds, so that a process of its own would cost more."""
    with archives.open_zip(file, limits.zipped) as archive:
        return sum(each.file_size for each in archive.infolist()) <= _SMALL_UNPACKED
