"""The small markup in which the text of a document is written, and how it becomes blocks.

    A paragraph. A single line feed is a new line, an empty line a new paragraph.
    # A heading
    - an item             1. a numbered item          (numbers follow the first; items may be indented)
    **bold**, *italic*
    | Head | Head |       a table: a head, a line of dashes (``---:`` aligns to the right), rows
    |------|-----:|

It is a part of Markdown, without links, pictures, code and HTML: those stand as they were typed.
"""

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from danchu.core.records.blocks import Block, Heading, Paragraph, Run, Runs, Table
from danchu.lib.vntext import clean, composed

_reader = MarkdownIt("zero", {"html": False, "breaks": True, "maxNesting": 12})
_reader.enable(["heading", "list", "table", "emphasis", "escape", "newline"])
_SIGNS = re.compile(r"([\\*_|])")
_AT_START = re.compile(r"^(?:([#+\-])|(\d{1,9})([.)]))")
_UNFIT = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)


def fit(text: str) -> str:
    """``text`` in composed Unicode without what no paper can show: control and direction marks, halves of letters."""
    return _UNFIT.sub("", composed(text.replace("\r\n", "\n").replace("\r", "\n")))


def literal(text: str) -> str:
    """``text`` on one line so that the markup takes it as it is, whatever it holds."""
    escaped = _SIGNS.sub(r"\\\1", clean(fit(text)))
    return _AT_START.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", escaped)


def blocks(text: str) -> tuple[Block, ...]:
    """The blocks that ``text`` describes."""
    tree = SyntaxTreeNode(_reader.parse(fit(text).expandtabs(4)))
    return tuple(_blocks(tree.children, 0, 0))


def line(text: str) -> str:
    """``text`` of one line with its markup taken away: the opposite of ``literal``."""
    return clean("".join(run.text for run in _runs(_reader.parseInline(fit(text))[0])))


def _blocks(nodes: Sequence[SyntaxTreeNode], level: int, below: int, marker: str = "") -> Iterator[Block]:
    """The blocks of ``nodes``: paragraphs at ``level``, lists at ``below``; the first paragraph has ``marker``."""
    for node in nodes:
        match node.type:
            case "heading":
                yield Heading(_runs(_inline(node)))
            case "table":
                yield _table(node)
            case "bullet_list" | "ordered_list":
                first = int(node.attrs.get("start", 1))
                for number, item in enumerate(node.children, start=first):
                    sign = "-" if node.type == "bullet_list" else f"{number}{item.markup}"
                    yield from _blocks(item.children, below, below + 1, sign)
            case "paragraph":
                yield Paragraph(_runs(_inline(node)), marker, level)
                marker = ""


def _table(node: SyntaxTreeNode) -> Table:
    head, *rows = (row.children for part in node.children for row in part.children)
    return Table(
        head=tuple(_runs(_inline(cell)) for cell in head),
        rows=tuple(tuple(_runs(_inline(cell)) for cell in row) for row in rows),
        numeric=tuple("right" in str(cell.attrs.get("style", "")) for cell in head),
    )


def _inline(node: SyntaxTreeNode) -> Token | None:
    return node.children[0].token if node.children else None


def _runs(token: Token | None) -> Runs:
    runs: list[Run] = []
    bold = italic = 0
    for child in (token.children if token else None) or ():
        match child.type:
            case "strong_open" | "strong_close":
                bold += child.nesting
            case "em_open" | "em_close":
                italic += child.nesting
            case "softbreak" | "hardbreak":
                runs.append(Run("\n"))
            case _ if child.content:
                runs.append(Run(child.content, bold > 0, italic > 0))
    return tuple(runs)
