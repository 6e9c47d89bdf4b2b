"""Small real files."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook
from PIL import Image

_PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj
trailer<</Root 1 0 R/Size 4>>
%%EOF
"""


def a_pdf(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, _PDF + f"%{name}\n".encode())


def a_picture(name: str, edge: int = 40) -> SimpleUploadedFile:
    out = BytesIO()
    Image.effect_noise((edge, edge), 60).convert("RGB").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue())


def a_workbook(name: str) -> SimpleUploadedFile:
    book, out = Workbook(), BytesIO()
    book.active["A1"] = "Số hộ"
    book.save(out)
    return SimpleUploadedFile(name, out.getvalue())
