"""Voting online as its page and every other door does: with all who vote on the same decision at this moment."""

from collections.abc import Hashable, Sequence
from datetime import datetime
from typing import cast

from danchu.core.actors import SYSTEM, Actor
from danchu.core.together import Together
from danchu.discuss.actions.voting import Given, Vote, take_votes
from danchu.discuss.models import Decision, Elector


def vote(
    *, decision: Decision, elector: Elector, choices: tuple[int, ...], receipt: str = "", by: Actor, at: datetime
) -> Given:
    """As ``actions.voting.vote_online``; what it raises, this raises."""
    answer = _POLL.ask((decision.pk, decision.ward_id), Vote(elector, choices, by, at, receipt))
    if isinstance(answer, Exception):
        raise answer
    return answer


def _take(key: Hashable, votes: Sequence[Vote]) -> Sequence[Given | Exception]:
    pk, ward = cast(tuple[int, int], key)
    about = Decision(pk=pk, ward_id=ward)  # the act reads it afresh
    return take_votes(decision=about, votes=votes, by=SYSTEM, at=max(each.at for each in votes))


_POLL = Together[Vote, Given | Exception](_take)
