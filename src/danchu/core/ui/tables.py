"""The rows of a list and the options of a filter as HTML: what a page has by the hundred is written here, since the
template language takes ten times as long for it."""

import html
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

from django.utils.html import strip_tags
from django.utils.safestring import SafeString

from danchu.core.templatetags.danchu import shown


@dataclass(frozen=True)
class Head:
    """The head of a column; ``address`` is the list in another order, ``sorted`` how it stands by this column."""

    label: str
    css: str
    address: str = ""
    sorted: str = ""


class Drawn(Protocol):
    """What of a column is needed to write its cells."""

    @property
    def link(self) -> bool: ...
    @property
    def css(self) -> str: ...
    @property
    def label(self) -> str: ...
    def on_screen(self, row: Any) -> Any: ...


LONG = 24
"""Letters of a text that must not take the whole line from others."""
_LENGTHS = ("", "long", "long longest")


class Cells:
    """Writes the rows of a list; a value that is no ``SafeString`` is escaped. In a list of one line a row, columns of
    longer text are marked, the fullest of them as the widest: they share what the others leave, and what does not fit
    is read under the pointer."""

    def __init__(self, columns: Sequence[Drawn], *, one_line: bool = False) -> None:
        self._columns = columns
        self._one_line = one_line

    def lines(self, rows: Iterable[Any], url_of: Callable[[Any], str]) -> list[tuple[str, SafeString, Any]]:
        """Each row's page (empty where it has none), its cells, and the row."""
        drawn = [(url_of(row), [self._text(each, row) for each in self._columns], row) for row in rows]
        whole = [list(texts) for texts in zip(*(texts for _, texts, _ in drawn), strict=True)]
        tags = self._tags(whole)
        return [(url, self._joined(url, texts, tags), row) for url, texts, row in drawn]

    def _tags(self, whole: Sequence[Sequence[str]]) -> list[tuple[str, str, bool]]:
        """How the cells of each column open and close, and whether they are long; ``whole`` are their texts."""
        pairs = list(zip(self._columns, whole, strict=False))
        letters = [self._letters(*each) if self._one_line else 0 for each in pairs]
        most = max(letters, default=0)
        return [
            (*_tags(column, _LENGTHS[(number > 0) + (0 < most == number)]), number > 0)
            for (column, _), number in zip(pairs, letters, strict=True)
        ]

    @staticmethod
    def _letters(column: Drawn, texts: Sequence[str]) -> int:
        """How many letters a column of longer text has; 0 for one of short text."""
        return sum(len(_plain(each)) for each in texts) if _is_long(column, texts) else 0

    def _text(self, column: Drawn, row: Any) -> str:
        return _escaped(shown(column.on_screen(row)))

    def _joined(self, url: str, texts: Sequence[str], tags: Sequence[tuple[str, str, bool]]) -> SafeString:
        pieces = []
        for column, text, (opening, closing, long) in zip(self._columns, texts, tags, strict=True):
            title = f' title="{plain}"' if long and len(plain := _plain(text)) > LONG else ""
            inner = f'<a href="{_escaped(url)}">{text}</a>' if column.link and url else text
            pieces.append(f"{opening}{title}>{inner}{closing}")
        return SafeString("".join(pieces))


def _tags(column: Drawn, more: str) -> tuple[str, str]:
    names = " ".join(filter(None, (column.css, more)))
    css = f' class="{names}"' if names else ""
    if column.link:
        return f'<th scope="row"{css}', "</th>"
    return f'<td data-label="{_escaped(column.label)}"{css}', "</td>"


def _is_long(column: Drawn, texts: Iterable[str]) -> bool:
    return not column.css and any(len(each) > LONG and len(_plain(each)) > LONG for each in texts)


def _plain(text: str) -> str:
    """What a person reads of a cell; escaped as the cell is."""
    return strip_tags(text) if "<" in text else text


def options(choices: Iterable[tuple[str, str, bool]]) -> SafeString:
    """The options of a list of choices: value, label, and whether it is chosen."""
    return _options(tuple(choices))


@lru_cache(maxsize=64)
def _options(choices: tuple[tuple[str, str, bool], ...]) -> SafeString:
    """The same choices are offered on page after page."""
    marked = {True: " selected", False: ""}
    written = (
        f'<option value="{_escaped(value)}"{marked[chosen]}>{_escaped(label)}</option>'
        for value, label, chosen in choices
    )
    return SafeString("".join(written))


def _escaped(value: str) -> str:
    """As Django's ``conditional_escape``, which looks for texts to be translated later in a way that takes longer than
    the escaping."""
    return value if isinstance(value, SafeString) else html.escape(str(value))
