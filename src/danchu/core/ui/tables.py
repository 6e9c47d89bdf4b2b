"""The rows of a list and the options of a filter as HTML: what a page has by the hundred is written here, since the
template language takes ten times as long for it."""

import html
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, Protocol

from django.utils.safestring import SafeString

from danchu.core.templatetags.danchu import shown


class Drawn(Protocol):
    """What of a column is needed to write its cells."""

    @property
    def link(self) -> bool: ...
    @property
    def css(self) -> str: ...
    @property
    def label(self) -> str: ...
    def on_screen(self, row: Any) -> Any: ...


class Cells:
    """Writes the cells of one row after the other; a value that is no ``SafeString`` is escaped."""

    def __init__(self, columns: Sequence[Drawn]) -> None:
        self._columns = [(each, *_tags(each)) for each in columns]

    def of(self, row: Any, url: str) -> SafeString:
        """The cells of ``row``, whose page is at ``url`` (empty where it has none)."""
        pieces = []
        for column, opening, closing in self._columns:
            value = _escaped(shown(column.on_screen(row)))
            if column.link and url:
                value = f'<a href="{_escaped(url)}">{value}</a>'
            pieces.append(f"{opening}{value}{closing}")
        return SafeString("".join(pieces))


def _tags(column: Drawn) -> tuple[str, str]:
    css = f' class="{column.css}"' if column.css else ""
    if column.link:
        return f'<th scope="row"{css}>', "</th>"
    return f'<td data-label="{_escaped(column.label)}"{css}>', "</td>"


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
