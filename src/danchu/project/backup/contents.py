"""What is in a backup, in order: ``manifest.json``, the database in pieces, the uploaded files."""

import gzip
import hashlib
import json
import os
import tarfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any

from danchu.project.backup.failures import Failed

type Pieces = Iterator[tuple[str, bytes]]
"""The pieces of a database by name."""
type Take = Callable[[str, IO[bytes]], None]
"""What takes such a piece when a database is put back: its name, and its content to read."""

FORMAT = 2
"""Raised when an older version of danchu could no longer read what this one writes."""
MANIFEST, DATABASE, FILES = "manifest.json", "database/", "files/"
PIECE_BYTES = 4 * 1024 * 1024
"""Of the database before it is packed; a piece is the most that is held in memory at once."""
_CHUNK = 256 * 1024
_LONGEST_MANIFEST = 16 * 1024 * 1024


@dataclass(frozen=True)
class Manifest:
    """What is known of a backup before the rest of it is read. ``kind`` is the kind of database ("sqlite",
    "postgresql"), ``steps`` the migrations that it has gone through ("core.0001_…"), ``database`` what putting it back
    asks for besides, ``size`` the bytes that it takes on a disk, ``keys`` the public halves of the keys that sealed
    what is in it (``core.trust``)."""

    version: str
    kind: str
    made_at: datetime
    wards: list[str]
    steps: list[str]
    database: dict[str, Any]
    size: int
    format: int = FORMAT
    keys: list[list[str]] = field(default_factory=list)

    def written(self) -> bytes:
        plain = asdict(self) | {"made_at": self.made_at.isoformat()}
        return json.dumps(plain, ensure_ascii=False, indent=1).encode()

    @classmethod
    def read(cls, content: bytes) -> "Manifest":
        """Raises ``Failed`` where ``content`` is not a manifest that this version understands."""
        try:
            plain = json.loads(content)
            newer = plain["format"] > FORMAT
            if not newer:
                return cls(**plain | {"made_at": datetime.fromisoformat(plain["made_at"])})
        except (ValueError, TypeError, KeyError) as wrong:
            raise Failed("Bản sao lưu này không có phần mô tả mà danchu đọc được.") from wrong
        raise Failed(
            f"Bản sao lưu này do danchu {plain.get('version', '')} lập, mới hơn bản đang cài. "
            "Hãy cài bản ấy rồi khôi phục."
        )


@dataclass
class Stored:
    """The uploaded files below ``folder`` as they go into a backup. ``spoilt`` names those whose content is no longer
    what it was when it came."""

    folder: Path
    began: float = field(default_factory=time.time)
    count: int = 0
    spoilt: list[str] = field(default_factory=list)

    def size(self) -> int:
        """The bytes of all files."""
        return sum(each.stat().st_size for each in self._walk())

    def members(self) -> Iterator[bytes]:
        """The files as parts of a tar. One that is deleted meanwhile is left out: its row is gone too."""
        for path in self._walk():
            try:
                opened = path.open("rb")
            except FileNotFoundError:
                continue
            with opened as file:
                yield from self._member(path.relative_to(self.folder).as_posix(), file)
            self.count += 1

    def _walk(self) -> Iterator[Path]:
        for place, folders, names in os.walk(self.folder):
            folders.sort()
            yield from (Path(place, name) for name in sorted(names))

    def _member(self, name: str, file: IO[bytes]) -> Iterator[bytes]:
        known = os.fstat(file.fileno())
        digest = hashlib.sha256()
        yield _header(FILES + name, known.st_size, known.st_mtime)
        left = known.st_size
        while left and (chunk := file.read(min(_CHUNK, left))):
            digest.update(chunk)
            left -= len(chunk)
            yield chunk
        if left:
            raise Failed(f"Tệp {name} bị cắt ngắn trong lúc sao lưu. Hãy làm lại.")
        yield _filling(known.st_size)
        # An upload lies under the digest of its content; one that came after the beginning may still be on its way.
        own = name.rpartition("/")[2]
        if len(own) == len(digest.hexdigest()) and own != digest.hexdigest() and known.st_mtime < self.began:
            self.spoilt.append(name)


def tar(manifest: Manifest, database: Pieces, files: Stored) -> Iterator[bytes]:
    """The whole of a backup as a tar, in chunks; ``database`` gives the pieces of the database by name."""
    yield from whole(MANIFEST, manifest.written())
    for name, piece in database:
        yield from whole(DATABASE + name, gzip.compress(piece, 1, mtime=0))
    yield from files.members()
    yield bytes(2 * tarfile.BLOCKSIZE)


def pieces(name: str, chunks: Iterable[bytes]) -> Pieces:
    """``chunks`` gathered to pieces that are named in order below ``name``; a chunk is never divided."""
    gathered, number = bytearray(), 0
    for chunk in chunks:
        gathered += chunk
        if len(gathered) >= PIECE_BYTES:
            number += 1
            yield f"{name}/{number:08}.gz", bytes(gathered)
            gathered.clear()
    if gathered:
        yield f"{name}/{number + 1:08}.gz", bytes(gathered)


def _header(name: str, size: int, modified: float) -> bytes:
    info = tarfile.TarInfo(name)
    info.size, info.mtime, info.mode = size, int(modified), 0o600
    return info.tobuf(tarfile.PAX_FORMAT)


def whole(name: str, content: bytes) -> Iterator[bytes]:
    """``content`` as a part of a tar."""
    yield _header(name, len(content), time.time())
    yield content
    yield _filling(len(content))


def _filling(size: int) -> bytes:
    return bytes(-size % tarfile.BLOCKSIZE)


def manifest_of(packed: tarfile.TarFile) -> Manifest:
    """The manifest of an opened backup. Raises ``Failed`` where it does not begin with one."""
    first = packed.next()
    content = packed.extractfile(first) if first and first.name == MANIFEST and first.size < _LONGEST_MANIFEST else None
    if content is None:
        raise Failed("Tệp này mở được nhưng không phải bản sao lưu của danchu.")
    return Manifest.read(content.read())


def place_below(folder: Path, name: str) -> Path:
    """Where the member ``name`` of the files lies below ``folder``. Raises ``Failed`` for a name that leads out."""
    parts = PurePosixPath(name.removeprefix(FILES)).parts
    if not parts or any(part in {"/", "..", "."} for part in parts):
        raise Failed(f"Bản sao lưu có một tên tệp không hợp lệ ({name[:80]!r}).")
    return folder.joinpath(*parts)
