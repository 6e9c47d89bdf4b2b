"""What a PDF would do beyond showing pages: scripts, programs to launch, files carried inside.

The file is scanned, not executed: its bytes as they are, and its object streams (where newer writers put
dictionaries) after bounded unpacking. Each byte is looked at a bounded number of times, whatever the file says. It is
a sieve for what ordinary tools produce, not a proof: files are also served so that the browser runs nothing in them.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from danchu.core.files.refused import FileRefused

_MOST_STREAMS = 200_000
_MOST_OBJECT_STREAMS = 20_000
_MOST_CODES = 200_000
_MOST_UNPACKED = 50_000_000
_UNPACKED_OF_ANY, _RATIO = 2_000_000, 100
_CHUNK = 16_384
_MOST_AFTER_END = 1024
_DICTIONARY = 2_000
_STREAM = re.compile(rb"stream\r?\n")
_HEX_IN_NAME = re.compile(rb"#([0-9A-Fa-f]{2})")
_DELIMITER = r"(?=[\s/<>\[\]()%{}]|$)"
# An action of a script must name its type /JavaScript, so the shorter /JS, which occurs by chance in
# compressed pictures, need not be looked for.
_ACTIVE = ("JavaScript", "Launch", "RichMedia", "XFA")
_CARRIED = ("EmbeddedFile", "EmbeddedFiles")
_ENCRYPTED = ("Encrypt",)
_NAMES = {each: re.compile(f"/{each}{_DELIMITER}".encode()) for each in (*_ACTIVE, *_CARRIED, *_ENCRYPTED)}

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
    budget = _Budget(min(_MOST_UNPACKED, _UNPACKED_OF_ANY + _RATIO * len(content)), 2 * len(content) + _CHUNK)
    for text in (content, *_object_streams(content, budget)):
        names = _names_decoded(text)
        if _holds(names, _ENCRYPTED):
            raise FileRefused(_LOCKED)
        if _holds(names, _ACTIVE):
            raise FileRefused(_SCRIPTED)
        if _holds(names, _CARRIED):
            warnings.add(_CARRIES)
    return tuple(sorted(warnings))


def _holds(text: bytes, names: tuple[str, ...]) -> bool:
    """Whether one of ``names`` stands in ``text``; the plain search first, since it is twenty times as quick."""
    return any(f"/{each}".encode() in text and _NAMES[each].search(text) for each in names)


def _names_decoded(text: bytes) -> bytes:
    """A name may be written with codes: /J#61vaScript."""
    decoded, codes = _HEX_IN_NAME.subn(lambda code: bytes([int(code[1], 16)]), text, count=_MOST_CODES)
    if codes == _MOST_CODES:
        raise FileRefused(_UNREADABLE)
    return decoded


@dataclass
class _Budget:
    """What may still come out of the object streams of one file, and go into their unpacking: those of a hostile file
    lie within each other, so that its bytes would be unpacked again and again."""

    out: int
    into: int

    def spend(self, out: int, into: int) -> None:
        self.out -= out
        self.into -= into
        if self.out < 0 or self.into < 0:
            raise FileRefused(_HEAVY)


def _object_streams(content: bytes, budget: _Budget) -> Iterator[bytes]:
    """What the object streams hold, one by one. A stream is one of objects when the dictionary before it says so: that
    is what stands since the last ``obj``, of which each byte is read once."""
    seen = object_at = endstream = packed_streams = 0
    packed = filtered = False
    for count, found in enumerate(_STREAM.finditer(content)):
        if count == _MOST_STREAMS:
            raise FileRefused(_HEAVY)
        nearest = max(seen, found.start() - _DICTIONARY)
        begin = content.rfind(b"obj", nearest, found.start())
        if begin >= 0:
            object_at, packed, filtered = begin, False, False
        dictionary = _names_decoded(content[max(begin, nearest) : found.start()])
        packed, filtered = packed or b"/ObjStm" in dictionary, filtered or b"/Filter" in dictionary
        seen = found.end()
        if not packed or object_at < found.start() - _DICTIONARY or content.endswith(b"end", 0, found.start()):
            continue
        packed_streams += 1
        if packed_streams > _MOST_OBJECT_STREAMS:
            raise FileRefused(_HEAVY)
        if endstream < seen:
            endstream = content.find(b"endstream", seen)
            endstream = len(content) if endstream < 0 else endstream
        yield _unpacked(memoryview(content)[seen:endstream], budget, filtered=filtered)


def _unpacked(packed: memoryview, budget: _Budget, *, filtered: bool) -> bytes:
    """What the object stream holds; nothing when it is stored plainly, for then it was already read."""
    unpacker = zlib.decompressobj()
    pieces: list[bytes] = []
    for start in range(0, len(packed), _CHUNK):
        chunk: bytes | memoryview = packed[start : start + _CHUNK]
        while chunk and not unpacker.eof:
            try:
                piece = unpacker.decompress(chunk, _CHUNK * 64)
            except zlib.error:
                if filtered:
                    raise FileRefused(_UNREADABLE) from None
                return b""
            budget.spend(len(piece), len(chunk) - len(unpacker.unconsumed_tail))
            pieces.append(piece)
            chunk = unpacker.unconsumed_tail
        if unpacker.eof:
            break
    return b"".join(pieces)
