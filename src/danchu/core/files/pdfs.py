"""What a PDF would do beyond showing pages: scripts, programs to launch, files carried inside.

The file is scanned, not executed: its bytes as they are, and its object streams (where newer writers put
dictionaries) after bounded unpacking. It is a sieve for what ordinary tools produce, not a proof: files are
also served so that the browser runs nothing in them.
"""

import re
import zlib
from collections.abc import Iterator

from danchu.core.files.refused import FileRefused

_MOST_UNPACKED = 50_000_000
_MOST_AFTER_END = 1024
_DICTIONARY = 2_000
_STREAM = re.compile(rb"stream\r?\n")
_HEX_IN_NAME = re.compile(rb"#([0-9A-Fa-f]{2})")
_DELIMITER = r"(?=[\s/<>\[\]()%{}]|$)"
# An action of a script must name its type /JavaScript, so the shorter /JS, which occurs by chance in
# compressed pictures, need not be looked for.
_ACTIVE = re.compile(rf"/(JavaScript|Launch|RichMedia|XFA){_DELIMITER}".encode())
_CARRIED = re.compile(rf"/EmbeddedFiles?{_DELIMITER}".encode())
_ENCRYPTED = re.compile(rf"/Encrypt{_DELIMITER}".encode())

_NOT_WHOLE = "Tệp PDF bị hỏng hoặc tải lên chưa hết. Hãy mở tệp trên máy, lưu lại rồi tải lên lần nữa."
_HOW = "Hãy mở tệp, chọn In → Lưu thành PDF, rồi tải bản mới lên."
_LOCKED = f"Tệp PDF có mật khẩu hoặc bị khóa quyền. {_HOW}"
_SCRIPTED = f"Tệp PDF chứa mã lệnh hoặc lệnh mở chương trình nên không được nhận. {_HOW}"
_CARRIES = "Tệp PDF mang theo tệp khác ở bên trong. Người xem có thể không thấy các tệp đó."
_MIXED = f"Sau phần PDF, tệp còn dữ liệu khác nên không được nhận. {_HOW}"
_HEAVY = f"Tệp PDF nở ra quá lớn khi mở nên không được nhận. {_HOW}"
_UNREADABLE = f"Tệp PDF ghi theo cách không kiểm tra được. {_HOW}"


def inspected(content: bytes) -> tuple[str, ...]:
    """Warnings about a PDF that may be taken. Raises ``FileRefused`` when it is locked, mixed, broken or
    acts."""
    end = content.rfind(b"%%EOF")
    if end < 0:
        raise FileRefused(_NOT_WHOLE)
    if len(content) - end > _MOST_AFTER_END or b"PK\x05\x06" in content[-65_600:]:
        raise FileRefused(_MIXED)
    warnings: set[str] = set()
    for text in (content, *_object_streams(content)):
        names = _names_decoded(text)
        if _ENCRYPTED.search(names):
            raise FileRefused(_LOCKED)
        if _ACTIVE.search(names):
            raise FileRefused(_SCRIPTED)
        if _CARRIED.search(names):
            warnings.add(_CARRIES)
    return tuple(sorted(warnings))


def _names_decoded(text: bytes) -> bytes:
    """A name may be written with codes: /J#61vaScript."""
    return _HEX_IN_NAME.sub(lambda code: bytes([int(code[1], 16)]), text)


def _object_streams(content: bytes) -> Iterator[bytes]:
    budget = _MOST_UNPACKED
    for start in _STREAM.finditer(content):
        begin = content.rfind(b"obj", max(0, start.start() - _DICTIONARY), start.start())
        dictionary = _names_decoded(content[max(begin, 0) : start.start()]) if begin >= 0 else b""
        if b"/ObjStm" in dictionary:
            unpacked = _unpacked(content, start.end(), budget, filtered=b"/Filter" in dictionary)
            budget -= len(unpacked)
            yield unpacked


def _unpacked(content: bytes, start: int, budget: int, *, filtered: bool) -> bytes:
    """The object stream at ``start``; nothing when it is stored plainly, for then it was already read."""
    end = content.find(b"endstream", start)
    unpacker = zlib.decompressobj()
    try:
        data = unpacker.decompress(content[start : end if end > 0 else None], max(budget, 1))
    except zlib.error:
        if filtered:
            raise FileRefused(_UNREADABLE) from None
        return b""
    if unpacker.unconsumed_tail:
        raise FileRefused(_HEAVY)
    return data
