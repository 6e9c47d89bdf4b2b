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
from statute.reading import Read

_READ = {
    Read.OFFICIAL: "the articles used were read in an official text",
    Read.COPY: "read in a copy that is not official",
    Read.QUOTED: "read in quotations",
    Read.SECONDARY: "read about",
    Read.RECALLED: "not yet read",
    Read.UNSEEN: "not seen",
    Read.CHOSEN: "chosen by the software",
}
_HEAD = """# The law, as encoded

Written from the data in `src/statute/data` by `statute.report.markdown()`; do not edit by hand. To renew it:

    python -c "from statute.report import markdown; print(markdown(), end='')" > docs/law.md

"Official" means that the article itself was read in an official text (the codification, Pháp điển, counts), in the
wording that held from the day said. Everything else is marked so to the staff of a ward until somebody confirms it:
"copy" was read in a copy that is not official, "quoted", "secondary" and "recalled" were not read themselves, "unseen"
holds and was not seen by anybody here, and "chosen" is set by the software because no law sets it.
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing encoded: where it stands, what it says, how far its text was read, and where."""

    citation: Citation
    what: str
    read: Read
    source: str


def entries() -> Iterator[Entry]:
    """Everything encoded from the law, in the order of the data."""
    for key in LISTS:
        yield from _of_list(disclosure_list(key))
    for rule in rulebook().all():
        yield Entry(rule.citation, f"{rule.label}: {rule.words()} (`{rule.key}`)", rule.read, rule.source)
    yield from _of_counting()
    yield from _of_numbers_and_paper()


def _of_list(table: DisclosureList) -> Iterator[Entry]:
    first = table.items[0]
    yield Entry(table.exception_citation, f"Ngoại lệ: {table.exception}", first.read, first.source)
    for item in table.items:
        yield Entry(item.citation, f"{item.title} (`{table.key}/{item.key}`)", item.read, item.source)
    for form in table.forms:
        yield Entry(form.citation, f"Hình thức: {form.label}", form.read, form.source)
    seen = dict.fromkeys(rule for item in table.items for rule in item.requirements)
    for rule in seen:
        length = "thường xuyên" if rule.permanent else f"ít nhất {rule.min_days} ngày" if rule.min_days else "bắt buộc"
        yield Entry(rule.citation, f"{rule.form.label}: {length}", rule.read, rule.source)
    for limit in dict.fromkeys(limit for item in table.items for limit in item.limits):
        unit = "ngày làm việc" if limit.kind == "working" else "ngày"
        yield Entry(limit.citation, f"{limit.label}: {limit.days} {unit}", limit.read, limit.source)


def _of_counting() -> Iterator[Entry]:
    quoted = "Quotations of the article on law portals"
    first = "Ngày xảy ra sự kiện không được tính"
    yield Entry(Citation("bo-luat-dan-su-2015", "147"), first, Read.QUOTED, quoted)
    text = "Ngày cuối là ngày nghỉ thì thời hạn kết thúc vào ngày làm việc tiếp theo"
    yield Entry(Citation("bo-luat-dan-su-2015", "148", "5"), text, Read.OFFICIAL, "Pháp điển, heading 9.1")
    known = calendar_range()
    text = f"Ngày nghỉ từ {known.first:%d/%m/%Y} đến {known.last:%d/%m/%Y}, tạm tính sau {known.confirmed_to:%d/%m/%Y}"
    yield Entry(known.citation, text, Read.SECONDARY, known.source)


def _of_numbers_and_paper() -> Iterator[Entry]:
    rules = number_rules()
    source = "Reproductions on law portals"
    yield Entry(rules.length, "Số định danh cá nhân gồm 12 chữ số", Read.QUOTED, source)
    yield Entry(rules.codes, f"{len(rules.provinces)} mã tỉnh, thành phố; số thế kỷ và giới tính", Read.QUOTED, source)
    types = ", ".join(document_types())
    yield Entry(Citation("nd-30-2020", "Phụ lục III"), f"Chữ viết tắt: {types}", Read.QUOTED, source)
    page = page_form()
    margins = (page.top_mm, page.bottom_mm, page.left_mm, page.right_mm)
    words = ", ".join(f"{least}-{most}" for least, most in margins)
    yield Entry(
        page.citation, f"Khổ A4, phông {page.font}, lề trên, dưới, trái, phải (mm): {words}", Read.QUOTED, source
    )


def markdown() -> str:
    """The page ``docs/law.md``: per document what is encoded, how sure, and what was read."""
    everything = tuple(entries())
    parts = [_HEAD]
    for document in legal_documents().values():
        own = [each for each in everything if each.citation.document == document.id]
        parts.append(_section(document, own))
    return "\n".join(parts)


def _section(document: Document, own: list[Entry]) -> str:
    sure = sum(each.read is Read.OFFICIAL for each in own)
    lines = [f"## {document}: {document.title}", "", f"{_life(document)}; {_READ[document.read]}{_wording(document)}."]
    if own:
        lines[-1] += f" {sure} of {len(own)} entries read in an official text."
    lines += ["", f"- Read: {document.sources}"]
    lines += [f"- {words}: {names}" for words, names in _relations(document) if names]
    if document.doubts:
        lines.append(f"- Doubts: {document.doubts}")
    if own:
        lines += ["", "| Place | What | Read | Source |", "|---|---|---|---|"]
        lines += [f"| {e.citation.place} | {e.what} | {e.read} | {e.source} |" for e in own]
    return "\n".join([*lines, ""])


def _life(document: Document) -> str:
    issued = f"Issued {document.issued}, in force" if document.issued else "In force"
    ended = f" to {document.in_force_to}" if document.in_force_to else ""
    return f"{issued} from {document.in_force_from}{ended}"


def _wording(document: Document) -> str:
    return f", wording of {document.wording}" if document.wording else ""


def _relations(document: Document) -> Iterator[tuple[str, str]]:
    registry = legal_documents()
    yield "Amends", ", ".join(str(registry[each]) for each in document.amends)
    yield "Replaces", ", ".join(str(registry[each]) for each in document.replaces)
    yield "Amended by", ", ".join(map(str, document.amended_by))
    yield "Replaced by", ", ".join(map(str, document.replaced_by))
