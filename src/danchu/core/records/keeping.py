"""An issued document as a file of the house, to hang beside something else."""

from datetime import datetime
from io import BytesIO

from danchu.core.files.checks import check
from danchu.core.files.storage import store
from danchu.core.models import OfficialDocument, StoredFile
from danchu.core.records import pdf
from danchu.core.records.papers import file_stem, mark_of, paper_of
from danchu.lib import clock


def kept_as_file(document: OfficialDocument, at: datetime) -> StoredFile:
    """The PDF of ``document`` as it was issued, kept once. Not the scan of the signed copy, on which people's
    signatures can be seen: who means to show that uploads it."""
    content = pdf.write(paper_of(document, clock.local_day(at)), mark_of(document))
    return store(ward=document.ward, upload=check(BytesIO(content), f"{file_stem(document)}.pdf"), at=at)
