"""One signature over many messages, each of which can be shown alone: they are the leaves of a hash tree whose root is
signed. What arrives together is then sealed for the price of one. Pure."""

import hashlib
from collections.abc import Sequence

_STEP = 33
"""Bytes of a step of a path: on which side the sibling stands, and its hash."""
_LONGEST = 64 * _STEP
_LEFT, _RIGHT = b"\0", b"\1"


def paths_of(messages: Sequence[bytes]) -> tuple[bytes, list[bytes]]:
    """What is to be signed of ``messages``, and of each the path that leads from it to there."""
    paths = [b""] * len(messages)
    level = [(_leaf(message), [place]) for place, message in enumerate(messages)]
    while len(level) > 1:
        above = []
        for (left, below), (right, beside) in zip(level[::2], level[1::2], strict=False):
            for place in below:
                paths[place] += _RIGHT + right
            for place in beside:
                paths[place] += _LEFT + left
            above.append((_node(left, right), below + beside))
        level = above + (level[-1:] if len(level) % 2 else [])
    return _signed(level[0][0]), paths


def signed_over(message: bytes, path: bytes) -> bytes:
    """What was signed when ``message`` was sealed with ``path``: itself where there is none. Nothing where ``path`` is
    none of ours."""
    if not path:
        return message
    if len(path) % _STEP or len(path) > _LONGEST:
        return b""
    found = _leaf(message)
    for start in range(0, len(path), _STEP):
        side, sibling = path[start : start + 1], path[start + 1 : start + _STEP]
        if side not in {_LEFT, _RIGHT}:
            return b""
        found = _node(sibling, found) if side == _LEFT else _node(found, sibling)
    return _signed(found)


def _leaf(message: bytes) -> bytes:
    return hashlib.sha256(b"\0" + message).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()


def _signed(root: bytes) -> bytes:
    return b"danchu together 1\n" + root
