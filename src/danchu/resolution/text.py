"""The resolution as data: its text, kept word for word, read into articles, clauses, points and dashes.

Ids are those that the code, the tests and the reports use: ``2.2.c.4`` is the fourth dash of point c of clause 2 of
article 2. Parts without a number have a name: ``noi-nhan``, ``noi-nhan.1``, ``can-cu.3``. A slug is the id for use
in an address: the letter đ, which is not ASCII, is written ``dd`` (``2.2.đ.1`` → ``2.2.dd.1``; no point is named dd).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache, cached_property
from importlib.resources import files
from itertools import count

from danchu.lib.vntext import clean

CURRENT = "bach-quang-2025"
"""The folder of ``data`` that holds the resolution now in force."""


class ResolutionTextError(ValueError):
    """The text is not laid out as a resolution. The message says what is missing."""


class Kind(StrEnum):
    """What a part of the resolution is."""

    HEADER = "header"
    GROUND = "ground"
    FORMULA = "formula"
    ARTICLE = "article"
    CLAUSE = "clause"
    POINT = "point"
    DASH = "dash"
    RECIPIENTS = "recipients"
    RECIPIENT = "recipient"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text, set in italics or not."""

    text: str
    emphasised: bool


_EMPHASIS = re.compile(r"\*([^*]+)\*")


def _runs_of(marked: str) -> tuple[Run, ...]:
    pieces = _EMPHASIS.split(marked)
    return tuple(Run(piece, place % 2 == 1) for place, piece in enumerate(pieces) if piece)


@dataclass(frozen=True, slots=True)
class Node:
    """A part of the resolution.

    ``label`` is what stands before it (Điều 2., 1., a), -), ``heading`` its title when parts or paragraphs follow,
    ``marked`` its own paragraphs, one a line, italics between asterisks; ``order`` its place in reading order, from 1.
    """

    id: str
    kind: Kind
    label: str
    heading: str
    marked: str
    order: int
    children: tuple["Node", ...] = ()

    @property
    def text(self) -> str:
        """Its own paragraphs, one a line, without marks of italics."""
        return _EMPHASIS.sub(r"\1", self.marked)

    @property
    def runs(self) -> tuple[Run, ...]:
        """Its own text in stretches, so that a page can set the italics."""
        return _runs_of(self.marked)

    @property
    def paragraphs(self) -> tuple[tuple[Run, ...], ...]:
        """Its own paragraphs, each in stretches."""
        return tuple(_runs_of(paragraph) for paragraph in self.marked.splitlines())

    @property
    def slug(self) -> str:
        """The id as it stands in an address."""
        return slug_of(self.id)

    @property
    def place(self) -> str:
        """How the part is cited: gạch đầu dòng thứ 4 điểm c khoản 2 Điều 2. The parts that have only a name have
        none."""
        return place_of(self.id) if self.kind in _NUMBERED else ""

    def walk(self) -> Iterator["Node"]:
        """This part and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


_NUMBERED = frozenset({Kind.ARTICLE, Kind.CLAUSE, Kind.POINT, Kind.DASH})


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs, in which office."""

    office: str
    name: str


@dataclass(frozen=True)
class Resolution:
    """A resolution of the People's Council (nghị quyết của Hội đồng nhân dân).

    ``number`` is empty and ``issued_on`` none while the text is a draft without them.
    """

    key: str
    number: str
    symbol: str
    place: str
    issued_on: date | None
    title: str
    body: str
    in_force_from: date
    header: tuple[Node, ...]
    grounds: tuple[Node, ...]
    formula: Node
    articles: tuple[Node, ...]
    recipients: Node
    signature: tuple[Node, ...]
    signer: Signer

    def nodes(self) -> Iterator[Node]:
        """Every part, in reading order."""
        for part in (*self.header, *self.grounds, self.formula, *self.articles, self.recipients, *self.signature):
            yield from part.walk()

    @cached_property
    def _by_name(self) -> dict[str, Node]:
        return {name: node for node in self.nodes() for name in (node.id, node.slug)}

    def find(self, name: str) -> Node | None:
        """The part with this id or slug."""
        return self._by_name.get(name)


def slug_of(node_id: str) -> str:
    """``node_id`` in ASCII, for addresses."""
    return node_id.replace("đ", "dd")


def place_of(node_id: str) -> str:
    """How lawyers cite a numbered id: ``2.2.c.4`` → gạch đầu dòng thứ 4 điểm c khoản 2 Điều 2."""
    article, *rest = node_id.split(".")
    names = [f"Điều {article}"]
    for depth, part in enumerate(rest):
        if part.isalpha():
            names.append(f"điểm {part}")
        elif depth == 0:
            names.append(f"khoản {part}")
        else:
            names.append(f"gạch đầu dòng thứ {part}")
    return " ".join(reversed(names))


# What a paragraph begins with, and how deep the part lies that it opens.
_LABELS = (
    (re.compile(r"(Điều (\d+)\.)\s+"), Kind.ARTICLE, 1),
    (re.compile(r"((\d+)\.)\s+"), Kind.CLAUSE, 2),
    (re.compile(r"(([a-zđ])\))\s+"), Kind.POINT, 3),
    (re.compile(r"(-)\s+"), Kind.DASH, 4),
)
_ENDED = (".", ";", ":", "/.")
_GROUND = ("Căn cứ", "Xét ")
_FORMULA = "QUYẾT NGHỊ:"
_RECIPIENTS = "Nơi nhận:"
_NUMBER = re.compile(r"Số:\s*(\d*)\s*/\s*(\S+)")
_DATED = re.compile(r"(.+), ngày\s*(\d*)\s*tháng\s*(\d*)\s*năm\s*(\d{4})")
_IN_FORCE = re.compile(r"có hiệu lực kể từ ngày (\d+) tháng (\d+) năm (\d{4})")


@dataclass
class _Draft:
    """A part while it is read."""

    id: str
    kind: Kind
    depth: int
    label: str
    paragraphs: list[str]
    children: list["_Draft"] = field(default_factory=list)


def paragraphs_of(text: str) -> list[str]:
    """The paragraphs of ``text``; one that a page break had cut in two is whole again."""
    found: list[str] = []
    for line in text.splitlines():
        paragraph = clean(line)
        if not paragraph:
            continue
        cut = found and paragraph[0].islower() and not _opening(paragraph) and not found[-1].endswith(_ENDED)
        if cut:
            found[-1] = f"{found[-1]} {paragraph}"
        else:
            found.append(paragraph)
    return found


def _opening(paragraph: str) -> tuple[re.Match[str], Kind, int] | None:
    """The label that ``paragraph`` begins with, the kind of part it opens and how deep that lies."""
    for pattern, kind, depth in _LABELS:
        if match := pattern.match(paragraph):
            return match, kind, depth
    return None


def _where(paragraphs: list[str], mark: str) -> int:
    """Where the paragraph that begins with ``mark`` stands. Raises ``ResolutionTextError`` where there is none."""
    for place, paragraph in enumerate(paragraphs):
        if paragraph.startswith(mark):
            return place
    raise ResolutionTextError(f"Không tìm thấy “{mark}” trong văn bản.")


def parse(text: str, key: str) -> Resolution:
    """The resolution that ``text`` holds. Raises ``ResolutionTextError`` where a needed part is missing."""
    paragraphs = paragraphs_of(text)
    ground, formula, recipients = (_where(paragraphs, mark) for mark in (_GROUND[0], _FORMULA, _RECIPIENTS))
    order = count(1)
    header = _plain("dau", Kind.HEADER, paragraphs[:ground], order)
    grounds = _plain("can-cu", Kind.GROUND, paragraphs[ground:formula], order)
    formula_node = Node("quyet-nghi", Kind.FORMULA, "", "", paragraphs[formula], next(order))
    articles = tuple(_finished(draft, order) for draft in _drafts(paragraphs[formula + 1 : recipients]))
    tail = paragraphs[recipients + 1 :]
    listed = [each for each in tail if each.startswith("- ")]
    signing = tail[len(listed) :]
    if len(signing) != 2:
        raise ResolutionTextError("Cuối văn bản phải có chức vụ và họ tên người ký.")
    recipients_node = _recipients(paragraphs[recipients], listed, order)
    signature = _plain("ky-ten", Kind.SIGNATURE, signing, order)
    number, place, issued_on, title, body = _header_facts(header)
    return Resolution(
        key=key,
        number=number[0],
        symbol=number[1],
        place=place,
        issued_on=issued_on,
        title=title,
        body=body,
        in_force_from=_in_force_from(articles),
        header=header,
        grounds=grounds,
        formula=formula_node,
        articles=articles,
        recipients=recipients_node,
        signature=signature,
        signer=Signer(office=signing[0], name=signing[1]),
    )


def _plain(prefix: str, kind: Kind, paragraphs: list[str], order: Iterator[int]) -> tuple[Node, ...]:
    return tuple(
        Node(f"{prefix}.{place}", kind, "", "", paragraph, next(order))
        for place, paragraph in enumerate(paragraphs, start=1)
    )


def _recipients(heading: str, listed: list[str], order: Iterator[int]) -> Node:
    own = next(order)
    children = tuple(
        Node(f"noi-nhan.{place}", Kind.RECIPIENT, "-", "", each.removeprefix("- "), next(order))
        for place, each in enumerate(listed, start=1)
    )
    return Node("noi-nhan", Kind.RECIPIENTS, "", heading, "", own, children)


def _drafts(paragraphs: list[str]) -> list[_Draft]:
    """The articles with all below them, ids given."""
    articles: list[_Draft] = []
    open_parts: list[_Draft] = []
    for paragraph in paragraphs:
        opening = _opening(paragraph)
        if opening is None:
            if not open_parts:
                raise ResolutionTextError(f"Đoạn đứng ngoài các điều: “{paragraph[:60]}”.")
            open_parts[-1].paragraphs.append(paragraph)
            continue
        match, kind, depth = opening
        while open_parts and open_parts[-1].depth >= depth:
            open_parts.pop()
        if not open_parts and kind is not Kind.ARTICLE:
            raise ResolutionTextError(f"Đoạn đứng ngoài các điều: “{paragraph[:60]}”.")
        siblings = open_parts[-1].children if open_parts else articles
        own = match[2] if match.re.groups == 2 else str(len(siblings) + 1)
        above = f"{open_parts[-1].id}." if open_parts else ""
        draft = _Draft(f"{above}{own}", kind, depth, match[1], [paragraph[match.end() :]])
        siblings.append(draft)
        open_parts.append(draft)
    return articles


def _finished(draft: _Draft, order: Iterator[int]) -> Node:
    """The part for good. Its first paragraph is a heading when anything follows it."""
    own = next(order)
    headed = draft.kind is not Kind.DASH and (bool(draft.children) or len(draft.paragraphs) > 1)
    heading, paragraphs = (draft.paragraphs[0], draft.paragraphs[1:]) if headed else ("", draft.paragraphs)
    children = tuple(_finished(child, order) for child in draft.children)
    return Node(draft.id, draft.kind, draft.label, heading, "\n".join(paragraphs), own, children)


def _header_facts(header: tuple[Node, ...]) -> tuple[tuple[str, str], str, date | None, str, str]:
    """Number and symbol, place, date, title and issuing body, from the five lines of the header."""
    lines = [node.text for node in header]
    if len(lines) != 5:
        raise ResolutionTextError("Đầu văn bản phải có số, ngày, loại, tên và cơ quan ban hành.")
    number, dated = _NUMBER.fullmatch(lines[0]), _DATED.fullmatch(lines[1])
    if number is None or dated is None:
        raise ResolutionTextError("Không đọc được số hoặc ngày của văn bản.")
    issued_on = date(int(dated[4]), int(dated[3]), int(dated[2])) if dated[2] and dated[3] else None
    return (number[1], number[2]), dated[1], issued_on, lines[3], lines[4]


def _in_force_from(articles: tuple[Node, ...]) -> date:
    for article in articles:
        for node in article.walk():
            if match := _IN_FORCE.search(node.text):
                return date(int(match[3]), int(match[2]), int(match[1]))
    raise ResolutionTextError("Không tìm thấy ngày có hiệu lực.")


def source_text(key: str = CURRENT) -> str:
    """The text as it was handed over, word for word."""
    return files("danchu.resolution").joinpath("data", key, "text.txt").read_text(encoding="utf-8")


@cache
def load_resolution(key: str = CURRENT) -> Resolution:
    """The resolution kept in the folder ``key`` of the data, parsed once."""
    return parse(source_text(key), key)
