"""The encrypted stream: written, checked by reading it back, and read; never whole in memory."""

import hashlib
import os
import tarfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import BinaryIO

from pyrage import DecryptError, EncryptError, decrypt_io, encrypt_io
from pyrage.x25519 import Identity, Recipient

from danchu.project.backup.failures import Failed

_BLOCK = 256 * 1024


class _Plain:
    """A file to read made of ``chunks``. It keeps the digest of what was read, and what stopped the chunks."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = iter(chunks)
        self._rest = b""
        self.digest = hashlib.sha256()
        self.stopped: Exception | None = None

    def read(self, size: int) -> bytes:
        try:
            while not self._rest and (more := next(self._chunks, None)) is not None:
                self._rest = more
        except Exception as stopped:
            self.stopped = stopped  # the library tells only its words
            raise
        given, self._rest = self._rest[:size], self._rest[size:]
        self.digest.update(given)
        return given


class _Written:
    """A file to write that keeps what stopped the writing, and how many bytes were written."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.digest = hashlib.sha256()
        self.size = 0
        self.stopped: OSError | None = None

    def write(self, content: bytes) -> int:
        try:
            self._file.write(content)
        except OSError as stopped:
            self.stopped = stopped
            raise
        self.digest.update(content)
        self.size += len(content)
        return len(content)

    def flush(self) -> None:
        self._file.flush()


class _Digest:
    """A file to write of which only the digest is kept."""

    def __init__(self) -> None:
        self._digest = hashlib.sha256()

    def write(self, content: bytes) -> int:
        self._digest.update(content)
        return len(content)

    def flush(self) -> None:
        pass

    def hexdigest(self) -> str:
        return self._digest.hexdigest()


def write(file: BinaryIO, recipient: Recipient, chunks: Iterable[bytes]) -> str:
    """Encrypt ``chunks`` into ``file`` for ``recipient``, see that it is on the disk, and read all of it back. Returns
    the SHA-256 of the encrypted file. Raises ``Failed``, and what ``chunks`` and the disk raise.

    Reading back needs a key: one is made for this file, used once, and kept nowhere.
    """
    once = Identity.generate()
    plain, kept = _Plain(chunks), _Written(file)
    try:
        encrypt_io(plain, kept, [recipient, once.to_public()])
    except (EncryptError, OSError) as failed:
        raise plain.stopped or kept.stopped or failed from failed
    file.flush()
    os.fsync(file.fileno())
    if hasattr(os, "posix_fadvise"):  # so that what is read back comes from the disk
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    _check(file, kept, once, plain.digest.hexdigest())
    return kept.digest.hexdigest()


def _check(file: BinaryIO, kept: _Written, once: Identity, digest: str) -> None:
    file.seek(0)
    found = _Digest()
    with suppress(DecryptError, OSError):
        decrypt_io(file, found, [once])
    if found.hexdigest() != digest or file.seek(0, os.SEEK_END) != kept.size:
        raise Failed("Đọc lại thấy bản sao lưu không đúng như đã ghi: ổ đĩa có thể hỏng. Hãy dùng ổ đĩa khác.")


@contextmanager
def opened(file: Path, identities: Sequence[Identity]) -> Iterator[tarfile.TarFile]:
    """The tar inside the encrypted ``file``, to be read in order. Only when this ends without raising has all of it
    been read and found to be what was written. Raises ``Failed``."""
    source = file.open("rb")
    read_end, write_end = os.pipe()
    failures: list[Exception] = []

    def decrypt() -> None:
        with source:
            try:
                with open(write_end, "wb") as pipe:
                    decrypt_io(source, pipe, identities)
            except Exception as failure:
                failures.append(_meaning(failure, file, source))

    thread = Thread(target=decrypt, name="decrypt", daemon=True)
    thread.start()
    try:
        with open(read_end, "rb") as plain:
            with tarfile.open(fileobj=plain, mode="r|", bufsize=_BLOCK) as tar:
                yield tar
            while plain.read(_BLOCK):
                pass  # to the end of the encrypted stream, which tells whether something was cut off
    except (tarfile.TarError, EOFError) as unreadable:
        thread.join()
        raise (failures or [Failed(f"Nội dung của {file} không phải bản sao lưu của danchu.")])[0] from unreadable
    finally:
        thread.join()
    if failures:
        raise failures[0]


def _meaning(failure: Exception, file: Path, source: BinaryIO) -> Exception:
    """What ``failure`` means for an administrator."""
    if isinstance(failure, DecryptError):
        if not file.stat().st_size or "header" in str(failure).lower():
            return Failed(f"{file} không phải bản sao lưu, hoặc phần đầu của tệp đã bị cụt, bị sửa.")
        return Failed(
            f"Khóa này không mở được {file}: bản sao lưu được lập cho khóa khác, hoặc phần đầu của tệp đã hỏng. "
            "Hãy thử tệp khóa khác."
        )
    if isinstance(failure, OSError) and failure.errno is None:
        if source.read(1):
            place = f"{source.tell() / 1_000_000:,.0f}".replace(",", ".")
            return Failed(f"{file} bị sửa hoặc hỏng ở quãng {place} MB. Hãy dùng bản chép khác của bản sao lưu này.")
        return Failed(f"{file} bị cụt hoặc hỏng ở cuối. Hãy chép lại cho đủ, hoặc dùng bản sao lưu khác.")
    return failure
