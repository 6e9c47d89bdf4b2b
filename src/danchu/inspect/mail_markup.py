"""The words of an HTML mail, in one pass over it: each search goes on from where the last one ended, or is the last.

No tree is built, since what is wanted is text: parsers that repair markup need time with the square of what a stranger
nests or leaves open. What comes out is text and is shown as such; it is no clean HTML.
"""

import html
import re

_TAG = re.compile(r"""[^>"']*+(?:(?:"[^"]*+"|'[^']*+')[^>"']*+)*+>""")
_NAME = re.compile(r"/?[a-z][a-z0-9]*", re.IGNORECASE)
_NO_SIGN = re.compile(r"&#(?:[0-9]{8,}|x[0-9a-f]{8,});?", re.IGNORECASE)  # Python raises at very long ones
_NEW_LINE = frozenset({"br", "/p", "/div", "/li", "/tr", "/h1", "/h2", "/h3", "/h4", "/h5", "/h6"})
_HIDDEN = frozenset({"style", "script", "head", "title"})
_END_OF = {name: re.compile(rf"</{name}\b", re.IGNORECASE) for name in _HIDDEN}


def words_of(marked: str) -> str:
    """The text of ``marked`` with a line for each block; styles, scripts, head and comments left out."""
    pieces: list[str] = []
    at, quotes_pair = 0, True
    while (opening := marked.find("<", at)) >= 0:
        pieces.append(marked[at:opening])
        found = _NAME.match(marked, opening + 1)
        name = found[0].lower() if found else ""
        if not name and marked[opening + 1 : opening + 2] not in {"!", "?"}:
            pieces.append("<")
            at = opening + 1
            continue
        if marked.startswith("<!--", opening):
            end = marked.find("-->", opening + 2) + 3
        else:
            whole = _TAG.match(marked, opening + 1) if quotes_pair else None
            quotes_pair = whole is not None  # where a quote is left open, no later one is waited for
            end = whole.end() if whole else marked.find(">", opening) + 1
        at = _after(marked, end, name) if end > opening else len(marked)
        pieces.append("\n" if name in _NEW_LINE else " " if not name or name in _HIDDEN else "")
    pieces.append(marked[at:])
    return html.unescape(_NO_SIGN.sub("", "".join(pieces))).replace("\xa0", " ")


def _after(marked: str, end: int, name: str) -> int:
    """Where the text goes on after the tag of ``name`` that ends at ``end``: of one that hides what is in it, where
    that ends."""
    if name not in _HIDDEN:
        return end
    closing = _END_OF[name].search(marked, end)
    return closing.start() if closing else len(marked)
