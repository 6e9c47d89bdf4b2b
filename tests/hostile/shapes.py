"""What strangers may send so that reading it takes long: for each kind of reader, shapes of any size."""

import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO

from tests.core.spreadsheets.builders import raw_workbook, sheet_xml

type Make[T] = Callable[[int], T]


def repeated[T: (str, bytes)](piece: T, before: T, after: T) -> Make[T]:
    """``piece`` again and again up to a size, between ``before`` and ``after``."""
    return lambda size: before + piece * (size // len(piece)) + after


def _pdf(piece: bytes) -> Make[bytes]:
    return repeated(piece, b"%PDF-1.7\n", b"\n%%EOF\n")


def _within_each_other(size: int) -> bytes:
    """Object streams of which each, unpacked, goes through all that come after it."""
    head = b"1 0 obj/ObjStm/Filter stream\n\x78\x01"
    one = head + b"\x00" + len(head).to_bytes(2, "little") + (0xFFFF - len(head)).to_bytes(2, "little")
    return b"%PDF-1.7\n" + one * (size // len(one)) + b"\x00\x00\x00\xff\xff" * (size // 5) + b"\n%%EOF\n"


def _packed(size: int) -> bytes:
    one = b"1 0 obj<</Type/ObjStm/Filter/FlateDecode>>stream\n" + zlib.compress(b"/A" * 500) + b"\nendstream endobj\n"
    return _pdf(one)(size)


PDFS: dict[str, Make[bytes]] = {
    "object streams that never end": _pdf(b"obj/ObjStm stream\n"),
    "object streams within each other": _within_each_other,
    "many object streams": _packed,
    "streams without objects": _pdf(b"stream\n"),
    "ends of streams": _pdf(b"endstream\n"),
    "objects": _pdf(b"obj "),
    "names with codes": _pdf(b"/J#61vaScript#"),
    "names that are longer": _pdf(b"/JavaScripts/Encrypts"),
    "delimiters": _pdf(b"/"),
}

_HEADS = b"From: An <an@example.org>\nSubject: x\n"
_HTML = _HEADS + b"Content-Type: text/html; charset=utf-8\n\n"
_MIXED = _HEADS + b"Content-Type: multipart/mixed; boundary=b\n\n"


def _html(piece: bytes, after: bytes = b"") -> Make[bytes]:
    return repeated(piece, _HTML, after)


def _plain(piece: str) -> Make[bytes]:
    return repeated(piece.encode(), _HEADS + b"\nx\n", b"")


def _head(name: bytes, piece: bytes) -> Make[bytes]:
    return repeated(piece, name + b": ", b"\n\nx")


def _nested(size: int) -> bytes:
    part = b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n"
    return _HEADS + b"".join(part % (each, each) for each in range(size // 50)) + b"\nx\n"


def _parameters(size: int) -> bytes:
    pieces = b"".join(b"; filename*%d*=%%41" % each for each in range(1, size // 18))
    return _HEADS + b"Content-Disposition: attachment; filename*0*=a" + pieces + b"\n\nx"


MAILS: dict[str, Make[bytes]] = {
    "styles within tags": _html(b"<style <style "),
    "styles that never end": _html(b"<style>"),
    "comments that never end": _html(b"<!--"),
    "comments within comments": _html(b"<!-- x", b"-->"),
    "opening brackets": _html(b"<"),
    "a quote left open": _html(b'<a "'),
    "quotes within quotes": _html(b"<a \"'>"),
    "deep nesting": _html(b"<div>"),
    "blocks that end": _html(b"</p>"),
    "signs by number": _html(b"&#"),
    "a sign by a long number": repeated(b"1", _HTML + b"&#", b""),
    "one long word": _plain("a"),
    "round brackets": _plain("("),
    "empty lines": _plain("\n"),
    "dashes": _plain("-"),
    "quotes of quotes": _plain("on aaaaa wrote:\nx\n"),
    "quoted lines": _plain(">\n"),
    "blanks": _plain(" "),
    "marks on one letter": lambda size: (
        _HEADS + b"\na" + "\u0301".encode() * (size // 4) + "\u0323".encode() * (size // 4)
    ),
    "brackets in From": _head(b"From", b"("),
    "addresses in From": _head(b"From", b",a@b"),
    "broken words in Subject": _head(b"Subject", b"=?utf-8?q?a"),
    "encoded words in Subject": _head(b"Subject", b"=?utf-8?q?a?= "),
    "many lines of Subject": _head(b"Subject", b" y\n"),
    "references": _head(b"References", b"<a@b "),
    "parameters of the kind": _head(b"Content-Type", b"text/plain; a=b"),
    "quotes in the kind": _head(b"Content-Type", b'text/plain; a="\\"'),
    "brackets in the kind": _head(b"Content-Type", b"("),
    "a long charset": _head(b"Content-Type", b"text/html; charset=a"),
    "pieces of a name": _parameters,
    "heads": repeated(b"X: y\n", b"", b"\nx"),
    "parts": repeated(b"--b\n\nx\n", _MIXED, b""),
    "parts of HTML": repeated(b"--b\nContent-Type: text/html\n\n<style <style\n", _MIXED, b""),
    "parts within parts": _nested,
    "letters within letters": repeated(_HEADS + b"Content-Type: message/rfc822\n\n", b"", b""),
    "base64": repeated(b"A", _HEADS + b"Content-Transfer-Encoding: base64\n\n", b""),
    "quoted-printable": repeated(b"=\n", _HEADS + b"Content-Transfer-Encoding: quoted-printable\n\n", b""),
}


def _csv(piece: str) -> Make[BytesIO]:
    made = repeated(piece, "", "")
    return lambda size: BytesIO(made(size).encode())


CSVS: dict[str, Make[BytesIO]] = {
    "one long line": _csv("a"),
    "columns": _csv(","),
    "quotes": _csv('"'),
    "quoted blanks": _csv('"" '),
    "empty lines": _csv("\n"),
    "short lines": _csv("a,b\n"),
    "formulas": _csv('="a",\n'),
    "marks": _csv("a\u0301\u0323\u0301\u0323"),
    "a letter with many marks": lambda size: BytesIO(f"a{'\u0301' * (size // 4)}{'\u0323' * (size // 4)}".encode()),
    "letters of old fonts": _csv("a\u00b5"),
}


def _sheet(piece: str, before: str = "", after: str = "") -> Make[BytesIO]:
    made = repeated(piece, before, after)
    return lambda size: raw_workbook(sheet_xml(made(size)))


def _strings(piece: str) -> Make[BytesIO]:
    made = repeated(piece, "<sst>", "</sst>")
    cell = sheet_xml('<row r="1"><c r="A1" t="s"><v>0</v></c></row>')
    return lambda size: raw_workbook(cell, {"xl/sharedStrings.xml": made(size)})


def _styles(piece: str) -> Make[BytesIO]:
    made = repeated(piece, '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="', '"/></numFmts></styleSheet>')
    cell = sheet_xml('<row r="1"><c r="A1"><v>0</v></c></row>')
    return lambda size: raw_workbook(cell, {"xl/styles.xml": made(size)})


def _entries(size: int) -> BytesIO:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(size // 90):
            archive.writestr(f"{number}", b"")
    return out


WORKBOOKS: dict[str, Make[BytesIO]] = {
    "entries": _entries,
    "rows": _sheet("<row><c><v>1</v></c></row>"),
    "empty rows": _sheet("<row/>"),
    "columns in one row": _sheet("<c><v>1</v></c>", "<row>", "</row>"),
    "one column again and again": _sheet('<c r="A1"><v>1</v></c>', "<row>", "</row>"),
    "a column of many letters": _sheet("A", '<row><c r="', '1"><v>1</v></c></row>'),
    "a row of many digits": _sheet("1", '<row r="', '"><c><v>1</v></c></row>'),
    "a number of many digits": _sheet("1", "<row><c><v>", "</v></c></row>"),
    "one long text": _sheet("a", '<row><c t="inlineStr"><is><t>', "</t></is></c></row>"),
    "pieces of one text": _sheet("<r><t>a</t></r>", '<row><c t="inlineStr"><is>', "</is></c></row>"),
    "one long tag": _sheet("a", "<row ", ""),
    "opening brackets": _sheet("<"),
    "prefixes": _sheet("<a:"),
    "deep nesting": _sheet("<a>"),
    "blanks between rows": _sheet(" ", "<row><c><v>1</v></c></row>"),
    "merged cells": _sheet('<mergeCell ref="A1:B1"/>', "<row><c><v>1</v></c></row>"),
    "shared strings": _strings("<si><t>a</t></si>"),
    "escapes in a string": _strings("<si><t>_x0041_</t></si>"),
    "formats of brackets": _styles("["),
    "formats of quotes": _styles("&quot;a"),
}

TEXTS: dict[str, Make[str]] = {
    "one long word": repeated("a", "", ""),
    "words with signs": repeated("a.", "", ""),
    "half addresses": repeated("a@b", "", ""),
    "addresses without an end": repeated("a@b-", "", ""),
    "digits": repeated("1", "", ""),
    "telephone numbers": repeated("0912345678 ", "", ""),
    "numbers of papers": repeated("123456789 0912345678 ", "", ""),
    "forms of address": repeated("Ông Ông ", "", ""),
    "blanks": repeated(" ", "Ông", ""),
    "round brackets": repeated("(", "", ""),
    "dashes": repeated("-1", "", ""),
    "stars": repeated("*a **b ", "", ""),
    "lists within lists": lambda size: "\n".join("  " * (each % 50) + "- a" for each in range(size // 50)),
    "quotes within quotes": repeated("> ", "", "a"),
    "tables": repeated("| a ", "", "|\n|--|\n"),
    "backslashes": repeated("\\", "", ""),
    "lines of receipts": repeated("danchu-bien-nhan-1  1 1 1 ", "", ""),
    "line ends": repeated("\n ", "", ""),
    "marks on one letter": lambda size: "a" + "\u0301" * (size // 2) + "\u0323" * (size // 2),
    "marks that become two": lambda size: "a" + "\u0f73" * size,
}
