"""The gate for uploads, and those who try to slip through."""

import contextlib
import hashlib
import struct
import zipfile
import zlib
from io import BytesIO

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from danchu.core.files import images, pdfs
from danchu.core.files.checks import IMAGES, CheckedFile, FileRefused, Kind, check, safe_name

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
PLACE_TAG = 0x8825  # the position in EXIF


def refusal(content: bytes, name: str = "tệp", **narrowed: object) -> str:
    with pytest.raises(FileRefused) as refused:
        check(BytesIO(content), name, **narrowed)  # type: ignore[arg-type]
    return refused.value.message


def passed(content: bytes, name: str = "tệp") -> CheckedFile:
    return check(BytesIO(content), name)


def picture(kind: str = "JPEG", size: tuple[int, int] = (400, 200), mode: str = "RGB", **saved: object) -> bytes:
    out = BytesIO()
    Image.new(mode, size, "red").save(out, kind, **saved)
    return out.getvalue()


def pdf(*objects: bytes, tail: bytes = b"") -> bytes:
    return b"%PDF-1.7\n" + b"\n".join(objects) + b"\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n" + tail


def document(extra: dict[str, bytes] | None = None, prefix: bytes = b"", comment: bytes = b"") -> bytes:
    out = BytesIO()
    word = Document()
    word.add_paragraph("Thông báo")
    word.save(out)
    with zipfile.ZipFile(out, "a") as archive:
        for name, content in (extra or {}).items():
            archive.writestr(name, content)
        archive.comment = comment
    return prefix + out.getvalue()


def test_each_kind_is_known_by_its_content_whatever_its_name():
    assert passed(pdf(b"1 0 obj<</Type/Catalog>>endobj"), "ảnh.jpg").kind is Kind.PDF
    assert passed(document(), "bảng.xlsx").kind is Kind.DOCX
    assert passed(OLE + "WordDocument\0".encode("utf-16-le")).kind is Kind.DOC
    assert passed(OLE + "Workbook\0".encode("utf-16-le")).kind is Kind.XLS
    assert {passed(picture(kind)).kind for kind in ("JPEG", "PNG", "WEBP")} == IMAGES


def test_what_is_kept_is_named_measured_and_hashed():
    content = pdf(b"1 0 obj<</Type/Catalog>>endobj")
    kept = passed(content, "C:\\Users\\an\\Thông báo số 5.exe")
    assert kept == CheckedFile(
        kind=Kind.PDF,
        mime="application/pdf",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        safe_name="Thông báo số 5.pdf",
        content=content,
    )


def test_a_photograph_loses_its_position_and_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif.get_ifd(PLACE_TAG)[2] = (21.0, 34.0, 0.0)
    original = picture(exif=exif, comment=b"secret")
    assert b"Exif" in original
    kept = passed(original, "IMG_0001.HEIC")
    with Image.open(BytesIO(kept.content)) as image:
        assert image.size == (200, 400)
        assert dict(image.getexif()) == {}
        assert "comment" not in image.info
    assert kept.safe_name == "IMG_0001.jpg"


def test_what_hides_behind_a_picture_is_gone():
    for kind in ("JPEG", "PNG", "WEBP"):
        kept = passed(picture(kind) + b"<script>alert(1)</script>PK\x03\x04")
        assert b"script" not in kept.content


def test_a_large_picture_is_made_smaller_and_has_versions():
    kept = passed(picture(size=(4000, 2000)))
    sizes = {edge: Image.open(BytesIO(content)).size for edge, content in kept.smaller.items()}
    assert Image.open(BytesIO(kept.content)).size == (3000, 1500)
    assert sizes == {480: (480, 240), 1280: (1280, 640)}
    assert passed(document()).smaller == {}


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        ("JPEG", "CMYK"),
        ("JPEG", "L"),
        ("PNG", "P"),
        ("PNG", "RGBA"),
        ("PNG", "1"),
        ("PNG", "LA"),
        ("PNG", "I;16"),
        ("WEBP", "RGBA"),
    ],
)
def test_pictures_of_every_mode_are_taken(kind: str, mode: str):
    out = BytesIO()
    Image.new(mode, (10, 10)).save(out, kind)
    assert passed(out.getvalue()).is_image


def png_claiming(width: int, height: int) -> bytes:
    """A PNG that begins like one of this size."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = b"IDAT" + zlib.compress(b"\0" * 100)
    chunks = (struct.pack(">I", len(each) - 4) + each + struct.pack(">I", zlib.crc32(each)) for each in (head, pixels))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@pytest.mark.parametrize("width", [50_000, images.MOST_PIXELS // 50_000 + 1])
def test_a_picture_bomb_is_refused_before_it_is_unpacked(width: int):
    assert "quá lớn" in refusal(png_claiming(width, 50_000))


def test_a_cut_picture_is_refused():
    whole = picture(size=(800, 800))
    assert "bị hỏng" in refusal(whole[: len(whole) // 2])


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"", "Tệp trống"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 30, "HEIC"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "trang web hoặc mã lệnh"),
        (b'  \xef\xbb\xbf<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>', "trang web hoặc mã lệnh"),
        ("<html>".encode("utf-16"), "trang web hoặc mã lệnh"),
        (b"<?php system($_GET[0]);", "trang web hoặc mã lệnh"),
        (b"MZ\x90\0\x03", "Không nhận loại tệp này"),
        (b"#!/bin/sh\nrm -rf", "Không nhận loại tệp này"),
        (b"PK\x03\x04 not a zip", "Không nhận loại tệp này"),
        (b"GIF89a<script>", "mã lệnh"),
        (b"<b>\n%PDF-1.4\n%%EOF", "Không nhận loại tệp này"),
        (OLE + "EncryptedPackage\0".encode("utf-16-le"), "mật khẩu"),
        (OLE, "Không nhận loại tệp này"),
        (OLE + "WordDocument\0_VBA_PROJECT\0".encode("utf-16-le"), "macro"),
    ],
)
def test_everything_else_is_refused_with_the_way_out(content: bytes, part: str):
    assert part in refusal(content)


def test_a_place_may_take_only_some_kinds():
    assert refusal(document(), kinds=IMAGES) == "Ở đây chỉ nhận ảnh JPG, ảnh PNG, ảnh WebP."


def test_a_file_beyond_the_limit_is_refused():
    assert "lớn hơn 1 MB" in refusal(b"%PDF-" + b"a" * 1_000_000, most_bytes=1_000_000)


def test_office_files_with_macros_or_hidden_data_are_refused():
    assert "macro" in refusal(document({"word/vbaProject.bin": b"x"}))
    assert refusal(document(prefix=pdf())) == refusal(pdf(tail=document()))
    assert "bị hỏng" in refusal(document(comment=b"<script>"))
    assert "bị hỏng" in refusal(document(prefix=b"PK\x03\x04<script>alert(1)</script>"))


def test_an_office_bomb_is_refused():
    out = BytesIO(document())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/x.bin", b"\0" * 50_000_000)
    assert "nở ra quá lớn" in refusal(out.getvalue())


@pytest.mark.parametrize(
    "action",
    [
        b"<</S/JavaScript/JS(app.alert(1))>>",
        b"<</S /J#61vaScript /JS 5 0 R>>",
        b"<</S/Launch/F(cmd.exe)>>",
        b"<</AcroForm<</XFA 3 0 R>>>>",
    ],
)
def test_a_pdf_that_acts_is_refused_also_when_it_hides_in_an_object_stream(action: bytes):
    assert "mã lệnh" in refusal(pdf(b"4 0 obj" + action + b"endobj"))
    packed = zlib.compress(b"4 0 " + action)
    stream = b"9 0 obj<</Type/ObjStm/Filter/FlateDecode/N 1>>stream\r\n" + packed + b"\r\nendstream endobj"
    assert "mã lệnh" in refusal(pdf(stream))


def test_ordinary_pdfs_pass_and_carried_files_are_warned_about():
    page = b"5 0 obj<</Filter/FlateDecode>>stream\n" + zlib.compress(b"/JavaScript Tj") + b"\nendstream endobj"
    opened = b"1 0 obj<</Type/Catalog/OpenAction[3 0 R/Fit]/Names(JavaScriptless)>>endobj"
    packed = b"9 0 obj<</Type/ObjStm/Filter/FlateDecode>>stream\n" + zlib.compress(b"4 0 <<>>") + b"\nendstream endobj"
    scan = b"6 0 obj<</Subtype/Image/Filter/DCTDecode>>stream\n\xff\xd8\xff\nendstream endobj"
    assert passed(pdf(page, opened, packed, scan)).warnings == ()
    assert "tệp khác" in passed(pdf(b"2 0 obj<</EmbeddedFiles 4 0 R>>endobj")).warnings[0]


def test_locked_cut_mixed_and_swollen_pdfs_are_refused():
    assert "mật khẩu" in refusal(pdf(b"trailer<</Encrypt 5 0 R>>"))
    assert "chưa hết" in refusal(b"%PDF-1.7\n1 0 obj")
    assert "dữ liệu khác" in refusal(pdf(tail=b"<script>" + b"x" * 2000))
    swollen = zlib.compress(b" " * 60_000_000)
    stream = b"9 0 obj<</Type/ObjStm/Filter/FlateDecode>>stream\n" + swollen + b"\nendstream endobj"
    assert "nở ra quá lớn" in refusal(pdf(stream))


def test_an_object_stream_in_an_unusual_filter_is_refused():
    stream = b"9 0 obj<</Type/ObjStm/Filter/ASCIIHexDecode>>stream\n2f4a53\nendstream endobj"
    assert "không kiểm tra được" in refusal(pdf(stream))


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("Quyết định số 12-QĐ.pdf", "Quyết định số 12-QĐ.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\temp\\a<b>:c|d?.pdf", "abcd.pdf"),
        ("bi\u202efdp.exe", "bifdp.pdf"),
        ("\x00\n\t", "tệp.pdf"),
        ("...", "tệp.pdf"),
        ("CON.pdf", "tệp.pdf"),
        ("Tổ 1.2", "Tổ 1.2.pdf"),
        ("Ho\u0300a.pdf", "Hòa.pdf"),
        ("x" * 500, "x" * 120 + ".pdf"),
    ],
)
def test_names_keep_vietnamese_and_lose_what_is_dangerous(given_name: str, kept: str):
    assert safe_name(given_name, "pdf") == kept


@given(st.text(max_size=200))
def test_no_name_reaches_out_of_its_folder(name: str):
    kept = safe_name(name, "pdf")
    assert kept.endswith(".pdf")
    assert len(kept) > 4
    assert not set(kept) & set('/\\\0\n\r<>"')
    assert not kept.startswith(".")


@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"%PDF-", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04", OLE]),
)
def test_no_bytes_crash_the_gate(content: bytes, signature: bytes):
    with contextlib.suppress(FileRefused):
        check(BytesIO(signature + content), "x")


@given(st.binary(max_size=300))
def test_no_pdf_crashes_the_inspection(content: bytes):
    with contextlib.suppress(FileRefused):
        pdfs.inspected(b"%PDF-1.7 /ObjStm stream\n" + content + b"%%EOF")
