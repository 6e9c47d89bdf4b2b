"""Names of files as people gave them, made safe to show and to save."""

import re

from danchu.lib.vntext import composed

_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"|?*\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]')
_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)
LONGEST = 120


def safe_name(name: str, extension: str) -> str:
    """``name`` with its Vietnamese letters kept; path parts, control and direction marks dropped;
    ``extension`` put on.

    The extension is that of the content, so that "thông báo.exe" holding a PDF becomes "thông báo.pdf".
    """
    base = re.split(r"[/\\]", composed(name))[-1]
    base = " ".join(_UNSAFE.sub("", base).split())
    stem, dot, tail = base.rpartition(".")
    if dot and re.fullmatch(r"[A-Za-z][A-Za-z0-9]{0,4}", tail):
        base = stem
    base = base.strip(" .")[:LONGEST].rstrip(" .")
    if not base or _RESERVED.match(base):
        base = "tệp"
    return f"{base}.{extension}"
