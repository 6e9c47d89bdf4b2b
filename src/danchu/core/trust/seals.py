"""What is sealed: each entry of the trail, each open ballot, each voice in a secret vote, each bundle, each statement.
A seal of one kind, ward or place never fits another."""

from collections.abc import Sequence

from danchu.core.trust import batches, keys


def message(kind: str, *parts: object) -> bytes:
    """What is sealed of a thing of ``kind``; no part has a line break in it."""
    return "\n".join((f"danchu {kind} 1", *map(str, parts))).encode()


def entry(ward: str, book: str, number: int, digest: str) -> bytes:
    """Of an entry of the trail."""
    return message("entry", ward, book, number, digest)


def statement(ward: str, digest: str) -> bytes:
    """Of a statement of the heads of a day."""
    return message("heads", ward, digest)


def put_on(what: bytes) -> bytes:
    """The seal of this site over ``what``."""
    return keys.folder().seal(what)


def put_on_all(what: Sequence[bytes]) -> list[bytes]:
    """The seal of each of ``what``, for the price of one: the signature with the path to what was signed."""
    if len(what) == 1:
        return [put_on(what[0])]
    signed, paths = batches.paths_of(what)
    signature = put_on(signed)
    return [signature + path for path in paths]
