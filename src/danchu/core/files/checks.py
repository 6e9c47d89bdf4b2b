"""The gate for every upload: what it is, by content; whether it is safe to keep and show; what is kept of
it."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from danchu.core.files import confined, gate, images
from danchu.core.files.gate import DOCUMENTS, IMAGES, MIMES
from danchu.core.files.kinds import Kind
from danchu.core.files.names import safe_name
from danchu.core.files.refused import FileRefused

__all__ = ["ACCEPT", "DOCUMENTS", "IMAGES", "CheckedFile", "FileRefused", "Kind", "check", "safe_name"]

#: For the ``accept`` attribute. HEIC is left out so that telephones which can, send JPEG instead.
ACCEPT = ".pdf,.docx,.xlsx,.doc,.xls,image/jpeg,image/png,image/webp"
MOST_BYTES = 25_000_000
PREVIEW_EDGES = (480, 1280)
"""Longest edges, in pixels, of the smaller versions that pages show of a picture."""
_BOUNDS = confined.Bounds(processor=15, memory=320_000_000, clock=60)
_EXTENSIONS = {Kind.JPEG: "jpg"}


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that may be kept. ``size`` (bytes) and ``sha256`` are those of ``content``, which for a picture
    is the picture drawn anew; ``smaller`` are a picture's smaller versions by their longest edge; ``warnings`` are for
    the person who uploaded it."""

    kind: Kind
    mime: str
    size: int
    sha256: str
    safe_name: str
    content: bytes
    warnings: tuple[str, ...] = ()
    smaller: Mapping[int, bytes] = field(default_factory=dict, compare=False, repr=False)

    @property
    def is_image(self) -> bool:
        return self.kind in IMAGES


def check(
    file: BinaryIO,
    name: str,
    *,
    kinds: Collection[Kind] = IMAGES | DOCUMENTS,
    most_bytes: int = MOST_BYTES,
    edges: Collection[int] = PREVIEW_EDGES,
    longest: int = images.LONGEST_EDGE,
) -> CheckedFile:
    """The upload ``file``, which its sender calls ``name``, if it may be kept.

    ``kinds`` narrows what this place takes; ``edges`` are those of the smaller versions of a picture, ``longest`` its
    own. Raises ``FileRefused`` with a message saying what to do instead.
    """
    file.seek(0)
    content = file.read(most_bytes + 1)
    if len(content) > most_bytes:
        raise FileRefused(f"Tệp lớn hơn {most_bytes // 1_000_000} MB. Hãy nén ảnh trong tệp hoặc chia nhỏ rồi tải lên.")
    if gate.is_small(content):
        found = gate.passed(content, kinds, edges, longest)
    else:
        given = {"kinds": sorted(kinds), "edges": list(edges), "longest": longest}
        found = gate.answered(*confined.ask(gate.__name__, content, bounds=_BOUNDS, **given))
    kept = content if found.content is None else found.content
    return CheckedFile(
        kind=found.kind,
        mime=MIMES[found.kind],
        size=len(kept),
        sha256=hashlib.sha256(kept).hexdigest(),
        safe_name=safe_name(name, _EXTENSIONS.get(found.kind, found.kind.value)),
        content=kept,
        warnings=found.warnings,
        smaller=found.smaller,
    )
