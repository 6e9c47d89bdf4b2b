"""Voting online as its page and every other door does: with all who vote on the same decision at this moment."""

from collections.abc import Hashable, Sequence
from datetime import datetime
from typing import cast

from danchu.core.actors import SYSTEM, Actor
from danchu.core.models import User
from danchu.core.together import Together
from danchu.discuss.actions.voting import Given, Vote, vote_online
from danchu.discuss.models import Decision, Elector


def vote(
    *, decision: Decision, elector: Elector, choices: tuple[int, ...], receipt: str = "", by: Actor, at: datetime
) -> Given:
    """Give the voice of ``elector`` online; ``choices`` are positions of options, ``receipt`` is a code made for this
    very sending.

    Raises ``PermissionDenied`` when ``by`` may not vote or does not speak for that elector, ``Refused`` when the vote
    is not open or not online, what was chosen is not on the paper, or the elector was heard already.
    """
    answer = _POLL.ask((decision.pk, decision.ward_id), Vote(elector, choices, by, at, receipt))
    if isinstance(answer, Exception):
        raise answer
    return answer


def _take(key: Hashable, votes: Sequence[Vote]) -> Sequence[Given | Exception]:
    pk, ward = cast(tuple[int, int], key)
    about = Decision(pk=pk, ward_id=ward)  # the act reads it afresh, but for the ward, with which each request came
    known = (each.by.ward for each in votes if isinstance(each.by, User) and _WARD.is_cached(each.by))
    if (came := next(known, None)) is not None and came.pk == ward:
        about.ward = came
    return vote_online(decision=about, votes=votes, by=SYSTEM, at=max(each.at for each in votes))


_WARD = User._meta.get_field("ward")
_POLL = Together[Vote, Given | Exception](_take)
