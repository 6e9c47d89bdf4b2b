"""Ballot papers locked for the acts that change them."""

from collections.abc import Iterable

from django.db.models import QuerySet

from danchu.core.refusals import Refused
from danchu.discuss.models import Decision, Paper


def locked(decision: Decision, papers: Iterable[int]) -> QuerySet[Paper]:
    """The papers of ``decision`` with these keys, locked until the transaction ends."""
    rows = Paper.objects.select_for_update(of=("self",)).select_related("elector")
    return rows.filter(decision=decision, pk__in=tuple(papers)).order_by("pk")


def locked_one(decision: Decision, paper: Paper) -> Paper:
    """``paper`` as it is now, locked. Raises ``Refused`` for one of another decision."""
    found = locked(decision, [paper.pk]).first()
    if found is None:
        raise Refused("Phiếu này không thuộc việc đang lấy ý kiến.")
    return found
