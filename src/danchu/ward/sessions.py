"""A way in that is taken away ends what it let in."""

from collections.abc import Iterable

from django.db.models import F, Q

from danchu.core.models import User
from danchu.ward.models import Household


def end_sessions(*, accounts: Iterable[int | None] = (), households: Iterable[int] = ()) -> None:
    """End the sessions of the accounts with these keys and of those of ``households``, within the act and after it has
    saved them: whoever holds another way in signs in again."""
    named = Q(pk__in=[each for each in accounts if each is not None])
    User.objects.filter(named | Q(pk__in=_accounts_of(households))).update(session_round=F("session_round") + 1)


def _accounts_of(households: Iterable[int]) -> list[int]:
    rows = Household.objects.filter(pk__in=list(households), account__isnull=False)
    return list(rows.values_list("account_id", flat=True))
