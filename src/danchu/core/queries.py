"""The only doors to the audit trail, to what was published of it, and to wishes to be told by e-mail."""

from datetime import date
from typing import Any

import rules
from django.db.models import Q, QuerySet, Sum
from django.shortcuts import get_object_or_404

from danchu.core.models import AuditBook, AuditCheck, AuditEntry, HeadStatement, Subscription, User, Ward


def entries_visible_to(user: object, ward: Ward) -> QuerySet[AuditEntry]:
    """The entries of the ward's books, the newest first, for those whom the policy lets in."""
    if not rules.has_perm("core.see_audit", user, ward):
        return AuditEntry.objects.none()
    return AuditEntry.objects.filter(ward=ward).select_related("book")


def access_entry(user: object, ward: Ward, pk: int) -> AuditEntry:
    """One entry, or 404."""
    return get_object_or_404(entries_visible_to(user, ward), pk=pk)


def neighbours(entry: AuditEntry) -> tuple[AuditEntry | None, AuditEntry | None]:
    """The entries before and after in the same book."""
    near = Q(number=entry.number - 1) | Q(number=entry.number + 1)
    by_number = {
        each.number: each for each in AuditEntry.objects.filter(near, book=entry.book_id).select_related("book")
    }
    return by_number.get(entry.number - 1), by_number.get(entry.number + 1)


def secrets_for(user: object, entry: AuditEntry) -> dict[str, Any] | None:
    """The clear personal values of ``entry`` by path; None for those who may not see them."""
    if not rules.has_perm("core.see_audit_personal", user, entry):
        return None
    return dict(entry.secrets.values_list("path", "value"))


def books_of(ward: Ward) -> QuerySet[AuditBook]:
    return AuditBook.objects.filter(ward=ward).order_by("name")


def staff_of(ward: Ward) -> QuerySet[User]:
    return User.objects.filter(ward=ward, kind=User.Kind.STAFF).order_by("display_name", "pk")


def checks_of(ward: Ward) -> QuerySet[AuditCheck]:
    """The checks of the ward's books, the latest first."""
    return AuditCheck.objects.filter(ward=ward).select_related("asked_by")


def entries_kept(ward: Ward) -> int:
    """How many entries the books of ``ward`` say they hold."""
    return books_of(ward).aggregate(total=Sum("length"))["total"] or 0


def access_subscription(ward: Ward, pk: int) -> Subscription:
    """One wish to be told by e-mail, or 404. For those who hold the signed address of a letter."""
    return get_object_or_404(Subscription, ward=ward, pk=pk)


def statements_of(ward: Ward) -> QuerySet[HeadStatement]:
    """What was published of the ward's chains, the latest first."""
    return HeadStatement.objects.filter(ward=ward).order_by("-number")


def access_statement(ward: Ward, day: date) -> HeadStatement:
    """The statement of a day, or 404."""
    return get_object_or_404(statements_of(ward), day=day)
