"""What a file is, by its content. Its name and the type that the browser claims are never believed."""

import re
import zipfile
from enum import StrEnum
from typing import BinaryIO

from danchu.core.files.archives import ZipLimits, claims_more_entries

HEAD = 4096
_HEIF_BRANDS = {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis"}
_MARKUP = re.compile(rb"<\s*(!doctype|html|head|body|script|table|svg|iframe|\?xml|\?php)", re.IGNORECASE)
_BOMS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")


class Kind(StrEnum):
    """The kinds that are told apart; not all of them are taken."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    XLSB = "xlsb"
    ODS = "ods"
    ZIP = "zip"
    DOC = "doc"
    XLS = "xls"
    LOCKED_OFFICE = "locked"
    OLE = "ole"
    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    HEIC = "heic"
    MARKUP = "markup"
    TEXT = "text"
    EMPTY = "empty"
    UNKNOWN = "unknown"


_SIGNATURES = (
    (0, b"%PDF-", Kind.PDF),
    (0, b"PK\x03\x04", Kind.ZIP),
    (0, b"PK\x05\x06", Kind.ZIP),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind.OLE),
    (0, b"\xff\xd8\xff", Kind.JPEG),
    (0, b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (8, b"WEBP", Kind.WEBP),
    (4, b"ftyp", Kind.HEIC),
)


def kind_of(file: BinaryIO) -> Kind:
    """The kind of the file, which is left at its beginning. An image or PDF must begin with its signature at
    once."""
    file.seek(0)
    head = file.read(HEAD)
    kind = _by_signature(head)
    if kind is Kind.ZIP:
        kind = _inside_zip(file)
    elif kind is Kind.OLE:
        kind = _inside_ole(file)
    file.seek(0)
    return kind


def _by_signature(head: bytes) -> Kind:
    if not head:
        return Kind.EMPTY
    for offset, signature, kind in _SIGNATURES:
        if head.startswith(signature, offset) and (kind is not Kind.HEIC or head[8:12] in _HEIF_BRANDS):
            return kind
    return _textual(head)


def _textual(head: bytes) -> Kind:
    if head.startswith(_BOMS[:2]):
        decoded = head[2:].replace(b"\0", b"")
        return Kind.MARKUP if _MARKUP.search(decoded) else Kind.TEXT
    if b"\0" in head or sum(byte < 32 and byte not in b"\t\n\r\f" for byte in head):
        return Kind.UNKNOWN
    return Kind.MARKUP if _MARKUP.search(head) else Kind.TEXT


def _inside_zip(file: BinaryIO) -> Kind:
    if claims_more_entries(file, ZipLimits().entries):
        return Kind.ZIP
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, zipfile.LargeZipFile, ValueError, NotImplementedError, OSError, EOFError):
        return Kind.ZIP
    if "[Content_Types].xml" in names:
        for marker, kind in (
            ("word/document.xml", Kind.DOCX),
            ("xl/workbook.xml", Kind.XLSX),
            ("xl/workbook.bin", Kind.XLSB),
        ):
            if marker in names:
                return kind
    return Kind.ODS if {"mimetype", "content.xml"} <= names else Kind.ZIP


def _inside_ole(file: BinaryIO) -> Kind:
    """By the names of the streams, which the directory keeps in UTF-16; it may lie anywhere in the file."""
    file.seek(0)
    content = file.read()

    def holds(stream: str) -> bool:
        return (stream + "\0").encode("utf-16-le") in content

    if holds("EncryptedPackage"):
        return Kind.LOCKED_OFFICE
    if holds("WordDocument"):
        return Kind.DOC
    if holds("Workbook") or holds("Book"):
        return Kind.XLS
    return Kind.OLE
