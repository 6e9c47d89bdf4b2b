"""The kinds of official documents. Each room declares its own in ``documents.py``."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from danchu.core.models import Ward
from danchu.core.records.source import Source, render
from danchu.lib.vntext import capitalise
from statute.documents import document_types


@dataclass(frozen=True)
class Signer:
    """Who may sign on a day: the full name, the office in words, and the lines above the signature."""

    name: str
    office: str
    capacity: str


@dataclass(frozen=True)
class Issuer:
    """The body that issues (cơ quan ban hành): its lines, the body above it if any, its letters in the symbol."""

    name: str
    letters: str
    superior: str = ""


def peoples_committee(ward: Ward) -> Issuer:
    """The People's Committee of the ward (Ủy ban nhân dân phường)."""
    return Issuer(f"ỦY BAN NHÂN DÂN\n{ward.name.upper()}", ward.abbreviation)


def nobody(ward: Ward, day: date) -> Sequence[Signer]:
    """For minutes: their parties sign."""
    return ()


type Readable = Callable[[object, Ward], QuerySet[Any]]


@dataclass(frozen=True)
class Kind:
    """A kind of document: type letters of the decree, what a person calls it, its template; the model that it is about
    ("know.posting"), who may prepare and issue it (``policy``, asked with that row), how the room finds the row
    (``access``), whether a document of the kind ``fits`` it now, what it says of it (``variables``), and where its page
    is for a user (``address``). ``readable`` are the rows about which a user may read such documents; none: whoever
    sees the register reads them."""

    key: str
    letters: str
    label: str
    template: str
    target: str
    policy: str
    access: Callable[[object, Ward, int], Any]
    variables: Callable[[Any], dict[str, Any]]
    address: Callable[[object, Any], str]
    fits: Callable[[Any], bool]
    signers: Callable[[Ward, date], Sequence[Signer]]
    issuer: Callable[[Ward], Issuer]
    is_public: bool
    readable: Readable | None

    @property
    def type_name(self) -> str:
        """The type as the decree names it: Thông báo."""
        return document_types()[self.letters]

    def source_for(self, target: Any) -> Source:
        """The text of a new document about ``target``."""
        return render(self.template, self.variables(target))


_KINDS: dict[str, Kind] = {}


def declare(
    key: str,
    *,
    letters: str,
    label: str,
    template: str,
    target: str,
    policy: str,
    access: Callable[[object, Ward, int], Any],
    variables: Callable[[Any], dict[str, Any]],
    address: Callable[[object, Any], str],
    fits: Callable[[Any], bool] = lambda target: True,
    signers: Callable[[Ward, date], Sequence[Signer]] = nobody,
    issuer: Callable[[Ward], Issuer] = peoples_committee,
    is_public: bool = False,
    readable: Readable | None = None,
) -> Kind:
    """Enter a kind; ``key`` is "<room>.<name>". ``ValueError`` for letters that the decree does not know."""
    if letters not in document_types():
        raise ValueError(f"không có loại văn bản {letters!r}")
    kind = Kind(
        key,
        letters,
        label,
        template,
        target,
        policy,
        access,
        variables,
        address,
        fits,
        signers,
        issuer,
        is_public,
        readable,
    )
    _KINDS[key] = kind
    return kind


def every() -> list[Kind]:
    """All declared kinds."""
    return list(_KINDS.values())


def get(key: str) -> Kind | None:
    """The kind ``key``, or nothing."""
    return _KINDS.get(key)


def of(key: str) -> Kind:
    """The kind ``key``. ``KeyError`` for one that no room declares."""
    return _KINDS[key]


def kept_from_some() -> list[tuple[Readable, list[str]]]:
    """The kinds that not everyone who sees the register reads, by what says who reads them."""
    found: dict[Readable, list[str]] = {}
    for each in every():
        if each.readable is not None:
            found.setdefault(each.readable, []).append(each.key)
    return list(found.items())


def choices() -> list[tuple[str, str]]:
    """Keys and labels, for filters."""
    return [(each.key, capitalise(each.label)) for each in every()]
