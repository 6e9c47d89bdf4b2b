"""The only doors to official documents."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

import rules
from django.db.models import Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.http import Http404
from django.shortcuts import get_object_or_404

from danchu.core.models import OfficialDocument, User, Ward
from danchu.core.records import kinds
from danchu.core.records.states import DocumentState
from danchu.core.rows import owned_by


def visible_to(user: object, ward: Ward) -> QuerySet[OfficialDocument]:
    """The documents that ``user`` may open: all for those who see the register, else those that the user prepared; of
    kinds that are not for everyone, those about rows of which ``user`` may read them."""
    rows = owned_by(OfficialDocument, ward).select_related("prepared_by", "signed_copy")
    for readable, keys in kinds.kept_from_some():
        rows = rows.exclude(Q(kind__in=keys) & ~Q(target_id__in=readable(user, ward).values("pk")))
    if rules.has_perm("core.see_documents", user, ward):
        return rows
    return rows.filter(prepared_by=user) if isinstance(user, User) else rows.none()


def access_document(user: object, ward: Ward, pk: int) -> OfficialDocument:
    """One document, or 404."""
    return get_object_or_404(visible_to(user, ward), pk=pk)


def access_by_code(ward: Ward, code: str) -> OfficialDocument:
    """The document that has been issued under ``code``, or 404: whoever holds the paper may ask."""
    rows = OfficialDocument.objects.filter(ward=ward, code=code.upper(), number__isnull=False)
    return get_object_or_404(rows.select_related("ward"))


def access_target(user: object, ward: Ward, key: str, pk: int) -> tuple[kinds.Kind, Any]:
    """The kind ``key`` and what a new document of it would be about, or 404."""
    kind = kinds.get(key)
    if kind is None:
        raise Http404("no such kind of document")
    target = kind.access(user, ward, pk)
    if not kind.fits(target) or not rules.has_perm(kind.policy, user, target):
        raise Http404("no such document can be made here")
    return kind, target


def every_about(targets: Iterable[Model]) -> QuerySet[OfficialDocument]:
    """Every document about one of ``targets``, whatever its state, for what must reach all of them."""
    asked = (Q(target_type=name, target_id=pk) for name, pk in map(_name_of, targets))
    return OfficialDocument.objects.filter(reduce(or_, asked, Q(pk=None))).order_by("pk")


@dataclass(frozen=True)
class Papers:
    """The documents about one row and the kinds of which ``user`` can make one now (core/parts/papers.html)."""

    target: Model
    documents: tuple[OfficialDocument, ...]
    kinds: tuple[kinds.Kind, ...]


def newest_about(kind: str) -> Subquery:
    """For annotations of the rows that a ``kind`` is about: the newest document of that kind which is not withdrawn, as
    ``papers_of`` takes it."""
    rows = OfficialDocument.objects.filter(ward=OuterRef("ward"), kind=kind, target_id=OuterRef("pk"))
    told = JSONObject(pk="pk", kind="kind", symbol="symbol", state="state")
    return Subquery(rows.exclude(state=DocumentState.WITHDRAWN).order_by("-pk").values(told=told)[:1])


def papers_of(user: object, target: Any, newest: dict[str, Any] | None) -> Papers:
    """As ``papers_about`` for one row with what ``newest_about`` found; for those who may open every document."""
    documents = (OfficialDocument(**newest),) if newest else ()
    return Papers(target, documents, _kinds_for(user, target, documents))


def papers_about(user: object, ward: Ward, targets: list[Any]) -> dict[int, Papers]:
    """For each of ``targets`` (rows of one model), its documents that ``user`` may open and the kinds that fit it; one
    query for all."""
    return {pk: each for (_name, pk), each in papers_of_all(user, ward, targets).items()}


def papers_of_all(user: object, ward: Ward, targets: Sequence[Any]) -> dict[tuple[str, int], Papers]:
    """As ``papers_about`` for rows of several models, by the name of the model and the key; one query for all."""
    if not targets:
        return {}
    documents: dict[tuple[str, int], list[OfficialDocument]] = {_name_of(each): [] for each in targets}
    keys: dict[str, list[int]] = {}
    for name, pk in documents:
        keys.setdefault(name, []).append(pk)
    asked = reduce(or_, (Q(target_type=name, target_id__in=pks) for name, pks in keys.items()))
    rows = visible_to(user, ward).filter(asked)
    for row in rows.exclude(state=DocumentState.WITHDRAWN, number=None).defer("paper", "source"):
        documents[row.target_type, row.target_id].append(row)
    return {
        key: Papers(each, tuple(documents[key]), _kinds_for(user, each, documents[key]))
        for key, each in ((_name_of(each), each) for each in targets)
    }


def _name_of(target: Any) -> tuple[str, int]:
    return target._meta.label_lower, target.pk


def _kinds_for(user: object, target: Any, documents: Iterable[OfficialDocument]) -> tuple[kinds.Kind, ...]:
    """What can be made now; one of a kind is enough until it is withdrawn."""
    there = {each.kind for each in documents if each.state != DocumentState.WITHDRAWN}
    name = target._meta.label_lower
    own = (each for each in kinds.every() if each.target == name and each.key not in there)
    return tuple(each for each in own if each.fits(target) and rules.has_perm(each.policy, user, target))
