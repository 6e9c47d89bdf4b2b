"""What a person reads in a file."""

from io import BytesIO

import docx
from pypdfium2 import PdfDocument


def of_pdf(content: bytes, *, pages: bool = False):
    """The text of a PDF, or of each page."""
    with PdfDocument(content) as file:
        texts = [page.get_textpage().get_text_bounded() for page in file]
    return texts if pages else "\n".join(texts)


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
