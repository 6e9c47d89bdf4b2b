"""What is encoded of each legal document and how sure we are: the source of ``docs/law.md``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from statute.calendars import calendar_range
from statute.citation import Citation, Document, legal_documents
from statute.disclosure import LISTS, DisclosureList, disclosure_list
from statute.documents import document_types, page_form
from statute.identity import number_rules
from statute.parameters import rulebook

_READ = {
    "text": "the articles used were read",
    "quoted": "read in a faithful quotation",
    "secondary": "read about",
    "recalled": "not yet read",
}
_HEAD = """# The law, as encoded

Written from the data in `src/statute/data` by `statute.report.markdown()`; do not edit by hand. To renew it:

    python -c "from statute.report import markdown; print(markdown(), end='')" > docs/law.md

"Verified" means that the text of the article, or a faithful quotation of it, was read. What is not verified is
marked so to the staff of a ward until somebody confirms it.
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing encoded: where it stands, what it says, whether its text was read, and where."""

    citation: Citation
    what: str
    verified: bool
    source: str


def entries() -> Iterator[Entry]:
    """Everything encoded from the law, in the order of the data."""
    for key in LISTS:
        yield from _of_list(disclosure_list(key))
    for rule in rulebook().all():
        yield Entry(rule.citation, f"{rule.label}: {rule.words()} (`{rule.key}`)", rule.verified, rule.source)
    yield from _of_counting()
    yield from _of_numbers_and_paper()


def _of_list(table: DisclosureList) -> Iterator[Entry]:
    first = table.items[0]
    yield Entry(table.exception_citation, f"Ngoại lệ: {table.exception}", first.verified, first.source)
    for item in table.items:
        yield Entry(item.citation, f"{item.title} (`{table.key}/{item.key}`)", item.verified, item.source)
    for form in table.forms:
        yield Entry(form.citation, f"Hình thức: {form.label}", form.verified, form.source)
    seen = dict.fromkeys(rule for item in table.items for rule in item.requirements)
    for rule in seen:
        length = "thường xuyên" if rule.permanent else f"ít nhất {rule.min_days} ngày" if rule.min_days else "bắt buộc"
        yield Entry(rule.citation, f"{rule.form.label}: {length}", rule.verified, rule.source)
    for limit in dict.fromkeys(limit for item in table.items for limit in item.limits):
        unit = "ngày làm việc" if limit.kind == "working" else "ngày"
        yield Entry(limit.citation, f"{limit.label}: {limit.days} {unit}", limit.verified, limit.source)


def _of_counting() -> Iterator[Entry]:
    source = "Quotations of the article on law portals"
    yield Entry(Citation("bo-luat-dan-su-2015", "147"), "Ngày xảy ra sự kiện không được tính", True, source)
    text = "Ngày cuối là ngày nghỉ thì thời hạn kết thúc vào ngày làm việc tiếp theo"
    yield Entry(Citation("bo-luat-dan-su-2015", "148", "5"), text, True, source)
    known = calendar_range()
    text = f"Ngày nghỉ từ {known.first:%d/%m/%Y} đến {known.last:%d/%m/%Y}, tạm tính sau {known.confirmed_to:%d/%m/%Y}"
    yield Entry(known.citation, text, False, known.source)


def _of_numbers_and_paper() -> Iterator[Entry]:
    rules = number_rules()
    source = "Reproductions on law portals"
    yield Entry(rules.length, "Số định danh cá nhân gồm 12 chữ số", True, source)
    yield Entry(rules.codes, f"{len(rules.provinces)} mã tỉnh, thành phố; số thế kỷ và giới tính", True, source)
    types = ", ".join(document_types())
    yield Entry(Citation("nd-30-2020", "Phụ lục III"), f"Chữ viết tắt: {types}", True, source)
    page = page_form()
    margins = (page.top_mm, page.bottom_mm, page.left_mm, page.right_mm)
    words = ", ".join(f"{least}-{most}" for least, most in margins)
    yield Entry(page.citation, f"Khổ A4, phông {page.font}, lề trên, dưới, trái, phải (mm): {words}", True, source)


def markdown() -> str:
    """The page ``docs/law.md``: per document what is encoded, how sure, and what was read."""
    everything = tuple(entries())
    parts = [_HEAD]
    for document in legal_documents().values():
        own = [each for each in everything if each.citation.document == document.id]
        parts.append(_section(document, own))
    return "\n".join(parts)


def _section(document: Document, own: list[Entry]) -> str:
    sure = sum(each.verified for each in own)
    lines = [
        f"## {document}: {document.title}",
        "",
        f"In force from {document.in_force_from}; {_READ[document.read]}. {sure} of {len(own)} entries verified.",
        "",
        f"- Read: {document.sources}",
    ]
    if document.doubts:
        lines.append(f"- Doubts: {document.doubts}")
    if own:
        lines += ["", "| Place | What | Verified | Source |", "|---|---|---|---|"]
        lines += [f"| {e.citation.place} | {e.what} | {'yes' if e.verified else 'no'} | {e.source} |" for e in own]
    return "\n".join([*lines, ""])
