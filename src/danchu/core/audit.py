"""Writing and checking the audit trail. Only ``official`` writes; ``check`` names the first broken link of a book."""

import hashlib
import json
import secrets
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from typing import Any

from django.db import models
from django.db.models import F, Q

from danchu.core import rows
from danchu.core.actors import Actor, Outsider, name_of, office_of
from danchu.core.models import AuditBook, AuditEntry, AuditSecret, Ward
from danchu.core.trust import archive, reading, seals
from danchu.core.trust.walking import BrokenLink, Chain, Checked, Link, walk

PERSONAL = "audit_personal"  # a model's attribute: names of fields whose clear value is kept apart
UNTOLD = "audit_untold"  # a model's attribute: names of fields that never enter the trail (keys, secrets, derived)
_BOOK = ("id", "name", "length", "head")
_COLUMNS = tuple(field.attname for field in AuditEntry._meta.concrete_fields if not field.primary_key)
_SECRET = ("entry_id", "path", "salt", "value")


def plain(value: object) -> Any:  # noqa: PLR0911 - one kind of value a line
    """``value`` as plain data that JSON keeps without loss of meaning."""
    match value:
        case None | bool() | int() | str():
            return value
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date():
            return value.isoformat()
        case float() | Decimal():
            return str(value)
        case models.Model():
            return f"{value._meta.label_lower}:{value.pk}"
        case Mapping():
            return {str(key): plain(each) for key, each in value.items()}
        case models.QuerySet() | list() | tuple() | set() | frozenset():
            return [plain(each) for each in value]
        case _:
            return str(value)


def snapshot(row: models.Model) -> dict[str, Any]:
    """The concrete fields of ``row`` as plain data, without those that the model keeps out of the trail."""
    untold = set(getattr(row, UNTOLD, ()))
    return {
        field.attname: plain(field.value_from_object(row))
        for field in row._meta.concrete_fields
        if field.name not in untold and field.attname not in untold
    }


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Only what differs between two snapshots: ``{"before": {...}, "after": {...}}``."""
    keys = [key for key in {**before, **after} if before.get(key) != after.get(key)]
    return {
        "before": {key: before[key] for key in keys if key in before},
        "after": {key: after[key] for key in keys if key in after},
    }


def digest_of(previous: str, payload: Mapping[str, Any]) -> str:
    """The link: SHA-256 over the link before and the payload in canonical JSON."""
    canonical = json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{canonical}".encode()).hexdigest()


def secret_digest(salt: str, value: object) -> str:
    canonical = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{salt}\n{canonical}".encode()).hexdigest()


def append(
    *,
    ward: Ward,
    book: str,
    at: datetime,
    by: Actor,
    action: str,
    clause: str,
    target: models.Model | None,
    content: dict[str, Any],
    personal: frozenset[str] = frozenset(),
) -> AuditEntry:
    """Append one entry to ``book`` of ``ward``; ``personal`` names the keys of ``content`` kept as digests.

    Must run inside the transaction of the act itself. The book's row is locked until that transaction ends.
    """
    kept, apart = _set_apart(content, personal)
    chain = _locked_book(ward, book)
    number = chain.length + 1
    fields = {
        "at": at,
        "actor_id": None if isinstance(by, Outsider) else by.pk,
        "actor_name": name_of(by),
        "office": office_of(by),
        "action": action,
        "clause": clause,
        "target_type": target._meta.label_lower if target is not None else "",
        "target_id": str(target.pk) if target is not None else "",
        "target_name": "" if target is None or getattr(target, PERSONAL, False) else str(target)[:200],
    }
    payload = {"number": number, **{key: plain(value) for key, value in fields.items()}, "content": kept}
    digest = digest_of(chain.head, payload)
    entry = AuditEntry(
        ward=ward,
        book=chain,
        number=number,
        payload=payload,
        previous=chain.head,
        digest=digest,
        seal=seals.put_on(seals.entry(ward.code, book, number, digest)),
        **fields,
    )
    entry.search_text = entry.searchable()
    entry.pk = rows.add(AuditEntry, **{name: getattr(entry, name) for name in _COLUMNS})
    entry._state.adding = False
    if apart:
        rows.add_all(AuditSecret, _SECRET, [(entry.pk, *each) for each in apart])
    rows.change(chain, length=number, head=digest)
    return entry


def _locked_book(ward: Ward, name: str) -> AuditBook:
    """The book, which nobody else appends to until the transaction ends."""
    for found in rows.read(AuditBook, _BOOK, locked=True, ward_id=ward.pk, name=name):
        book = AuditBook(ward=ward, **dict(zip(_BOOK, found, strict=True)))
        book._state.adding = False
        return book
    return AuditBook.objects.select_for_update().get_or_create(ward=ward, name=name)[0]


def _set_apart(content: dict[str, Any], personal: frozenset[str]) -> tuple[dict[str, Any], list[tuple[str, str, Any]]]:
    """``content`` with the values under a personal key replaced by salted digests, and those values by path."""
    apart: list[tuple[str, str, Any]] = []

    def walk(node: Any, path: str) -> Any:
        if not isinstance(node, dict):
            return node
        kept = {}
        for key, value in node.items():
            here = f"{path}.{key}" if path else key
            if key in personal and value not in (None, ""):
                salt = secrets.token_hex(16)
                apart.append((here, salt, value))
                kept[key] = {"sha256": secret_digest(salt, value)}
            else:
                kept[key] = walk(value, here)
        return kept

    return walk(content, ""), apart


def erase(of: Iterable[models.Model]) -> int:
    """Erase the clear personal values that the trail keeps of acts about the rows ``of``; the chain stays whole.
    Returns how many there were."""
    erased = 0
    for row in of:
        entries = AuditEntry.objects.filter(target_type=row._meta.label_lower, target_id=str(row.pk))
        erased += AuditSecret.objects.filter(entry__in=entries).delete()[0]
    return erased


def erase_gone(model: type[models.Model], **owner: int) -> int:
    """As ``erase``, for rows of ``model`` that were deleted since: those that belonged to ``owner`` (case_id=7)."""
    [(name, key)] = owner.items()
    entries = AuditEntry.objects.filter(
        Q(**{f"payload__content__after__{name}": key}) | Q(**{f"payload__content__before__{name}": key}),
        target_type=model._meta.label_lower,
    )
    return AuditSecret.objects.filter(entry__in=entries).delete()[0]


def check(ward: Ward | None = None, tick: Callable[[int], None] = lambda entries: None) -> Iterator[Checked]:
    """Recompute every book (of ``ward``, or of all). ``tick`` is told every now and then how many entries were read."""
    for each in Ward.objects.order_by("code") if ward is None else (ward,):
        witness = archive.witness_of(each)
        for chain in chains_of(each):
            yield walk(chain, witness, tick)


def verify(ward: Ward | None = None) -> Iterator[BrokenLink]:
    """The first broken link of every book (of ``ward``, or of all) that has one."""
    yield from (each.broken for each in check(ward) if each.broken)


def heads_of(ward: Ward) -> dict[str, tuple[int, str]]:
    """Length and head of every book of ``ward``."""
    books = AuditBook.objects.filter(ward=ward).order_by("name").values_list("name", "length", "head")
    return {name: (length, head) for name, length, head in books}


def unsealed_of(ward: Ward) -> dict[str, tuple[int, str]]:
    """Of every book that was begun before entries were sealed: how many there were, and the digest of the last."""
    books = AuditBook.objects.filter(ward=ward).order_by("name")
    last = {
        book.name: book.entries.filter(seal=None).order_by("-number").values_list("number", "digest").first()
        for book in books
    }
    return {name: found for name, found in last.items() if found}


def chains_of(ward: Ward) -> Iterator[Chain]:
    """Every book of ``ward``, to be walked."""
    for row in reading.read(AuditBook.objects.filter(ward=ward).order_by("name"), _BOOK):
        name, odd = reading.word(row["name"]), reading.spoilt(row)
        entries = AuditEntry.objects.filter(book=row["id"])
        yield Chain(
            ward=ward.code,
            name=name,
            length=reading.whole(row["length"]),
            head=reading.word(row["head"]),
            links=partial(_links, ward, entries, None if odd else row["length"]),
            message=partial(seals.entry, ward.code, name),
            has_more=entries.filter(number__gt=F("book__length")).exists,
            fault=odd,
        )


def _links(ward: Ward, entries: models.QuerySet[AuditEntry], length: int | None) -> Iterator[Link]:
    # What is appended meanwhile is left to the next check.
    places = reading.Places("dòng này không còn trong sổ")
    for chunk in reading.in_order(entries, ("id", *_COLUMNS), length):
        secrets: dict[int, list[reading.Row]] = defaultdict(list)
        for row in reading.read(AuditSecret.objects.filter(entry__in=[each["id"] for each in chunk]), _SECRET):
            secrets[row["entry_id"]].append(row)
        for row in chunk:
            yield from places.missing(row)
            fault = partial(_fault, row, secrets.get(row["id"], []), ward, places.head)
            yield places.link(row, reading.spoilt(row) or reading.judged(fault))


def _fault(row: reading.Row, secrets: list[reading.Row], ward: Ward, previous: str | None) -> str:
    """What is wrong with an entry of ``ward`` after the link ``previous`` (None: it is not known), in words; empty when
    nothing is."""
    entry = AuditEntry(**row)
    if previous not in (None, entry.previous) or entry.digest != digest_of(entry.previous, entry.payload):
        return "nội dung dòng không khớp với mã băm"
    if entry.ward_id != ward.pk or _columns_differ(entry):
        return "các cột của dòng không khớp với nội dung đã ghi"
    if any(_secret_differs(entry, each) for each in secrets):
        return "dữ liệu cá nhân kèm theo không khớp với mã băm"
    return ""


def _columns_differ(entry: AuditEntry) -> bool:
    columns = ("number", "actor_id", "actor_name", "office", "action", "clause", "target_type", "target_id")
    shown = {name: getattr(entry, name) for name in (*columns, "target_name")}
    if entry.payload.get("at") != plain(entry.at) or entry.search_text != entry.searchable():
        return True
    return any(entry.payload.get(key) != shown[key] for key in shown)


def _secret_differs(entry: AuditEntry, secret: reading.Row) -> bool:
    if reading.spoilt(secret):
        return True
    node: Any = entry.payload.get("content", {})
    for key in secret["path"].split("."):
        node = node.get(key, {}) if isinstance(node, dict) else {}
    return bool(node.get("sha256") != secret_digest(secret["salt"], secret["value"]))
