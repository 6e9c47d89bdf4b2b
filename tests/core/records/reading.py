"""What a person reads in a file."""

import shutil
import subprocess
from io import BytesIO

import docx
import pytest


def of_pdf(content: bytes, *, pages: bool = False):
    """The text of a PDF, or of each page."""
    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("poppler-utils is not installed: nothing reads the PDF here")
    run = subprocess.run([tool, "-layout", "-", "-"], input=content, capture_output=True, check=True)
    text = run.stdout.decode()
    return text.split("\f")[:-1] if pages else text


def of_word(content: bytes) -> str:
    """The text of a .docx, tables and headers included, in the order of the file."""
    file = docx.Document(BytesIO(content))
    lines = []
    for part in file.iter_inner_content():
        if hasattr(part, "rows"):
            lines += [cell.text for row in part.rows for cell in row.cells]
        else:
            lines.append(part.text)
    return "\n".join([*lines, *(each.text for each in file.sections[0].first_page_header.paragraphs)])


def flat(text: str) -> str:
    return " ".join(text.split())
