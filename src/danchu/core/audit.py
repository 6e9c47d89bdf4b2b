"""Writing and checking the audit trail. Only ``official`` writes; ``verify`` names the first broken link."""

import hashlib
import json
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.db import models

from danchu.core.actors import Actor, Outsider, name_of, office_of
from danchu.core.models import AuditBook, AuditEntry, AuditSecret, Ward

PERSONAL = "audit_personal"  # a model's attribute: names of fields whose clear value is kept apart
UNTOLD = "audit_untold"  # a model's attribute: names of fields that never enter the trail (keys, secrets, derived)


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
    chain, _ = AuditBook.objects.select_for_update().get_or_create(ward=ward, name=book)
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
        "target_name": "" if target is None or hasattr(target, PERSONAL) else str(target)[:200],
    }
    payload = {"number": number, **{key: plain(value) for key, value in fields.items()}, "content": kept}
    entry = AuditEntry.objects.create(
        book=chain,
        number=number,
        payload=payload,
        previous=chain.head,
        digest=digest_of(chain.head, payload),
        **fields,
    )
    AuditSecret.objects.bulk_create(
        AuditSecret(entry=entry, path=path, salt=salt, value=value) for path, salt, value in apart
    )
    AuditBook.objects.filter(pk=chain.pk).update(length=number, head=entry.digest)
    return entry


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


@dataclass(frozen=True)
class BrokenLink:
    """The first entry of a book that is not what it was when it was written."""

    ward: str
    book: str
    number: int
    reason: str


def verify(ward: Ward | None = None) -> Iterator[BrokenLink]:
    """Recompute every book (of ``ward``, or of all) and yield the first broken link of each."""
    books = AuditBook.objects.select_related("ward").order_by("ward__code", "name")
    for book in books.filter(ward=ward) if ward else books:
        if broken := _first_broken(book):
            yield broken


def _first_broken(book: AuditBook) -> BrokenLink | None:
    def broken(number: int, reason: str) -> BrokenLink:
        return BrokenLink(book.ward.code, book.name, number, reason)

    previous, expected = "", 1
    for entry in book.entries.order_by("number").prefetch_related("secrets").iterator(chunk_size=2000):
        if entry.number != expected:
            return broken(expected, "dòng này không còn trong sổ")
        if entry.previous != previous or entry.digest != digest_of(previous, entry.payload):
            return broken(entry.number, "nội dung dòng không khớp với mã băm")
        if _columns_differ(entry):
            return broken(entry.number, "các cột của dòng không khớp với nội dung đã ghi")
        if _secret_differs(entry):
            return broken(entry.number, "dữ liệu cá nhân kèm theo không khớp với mã băm")
        previous, expected = entry.digest, expected + 1
    if book.length != expected - 1 or book.head != previous:
        return broken(expected, "cuối sổ bị cắt hoặc thêm")
    return None


def _columns_differ(entry: AuditEntry) -> bool:
    columns = ("number", "actor_id", "actor_name", "office", "action", "clause", "target_type", "target_id")
    shown = {name: getattr(entry, name) for name in (*columns, "target_name")}
    return entry.payload.get("at") != plain(entry.at) or any(entry.payload.get(key) != shown[key] for key in shown)


def _secret_differs(entry: AuditEntry) -> bool:
    for secret in entry.secrets.all():
        node: Any = entry.payload.get("content", {})
        for key in secret.path.split("."):
            node = node.get(key, {}) if isinstance(node, dict) else {}
        if node.get("sha256") != secret_digest(secret.salt, secret.value):
            return True
    return False
