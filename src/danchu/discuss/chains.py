"""The chains of open ballots, for whoever checks or publishes the chains of the ward."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from django.db.models import F, Q, QuerySet

from danchu.core.models import Ward
from danchu.core.trust import archive, chains, reading
from danchu.core.trust.walking import Chain, Link
from danchu.discuss import box
from danchu.discuss.models import Ballot, Decision
from danchu.discuss.states import State

ROOM = "discuss"
COLUMNS = ("number", "voice__receipt_hash", "voice__elector__group", "voice__form", "choices", "at")


def name_of(decision: int) -> str:
    """The chain of a decision, as statements and checks name it."""
    return f"{ROOM}:{decision}"


def begun_of(decision: Decision) -> int:
    """Up to which ballot the chain of ``decision`` was written before anything was sealed."""
    return archive.begun_of(decision.ward).get(name_of(decision.pk), (0, ""))[0]


class Votes:
    """The keeper of the chains of open ballots."""

    def heads(self, ward: Ward, since: datetime | None) -> chains.Heads:
        """Of the decisions that are open, and of those that were closed after ``since``."""
        lately = Q(closed_at__gte=since) if since else Q(state=State.CLOSED)
        rows = Decision.objects.filter(Q(state=State.OPEN) | lately, ward=ward, chain_length__gt=0).order_by("pk")
        told = rows.values_list("pk", "chain_length", "chain_head")
        return {name_of(pk): (length, head) for pk, length, head in told}

    def unsealed(self, ward: Ward) -> chains.Heads:
        rows = Ballot.objects.filter(ward=ward, seal=None).order_by("decision", "number")
        return {
            name_of(decision): (number, digest)
            for decision, number, digest in rows.values_list("decision", "number", "digest").iterator()
        }

    def chains(self, ward: Ward) -> Iterator[Chain]:
        """Of every decision in which something was said openly."""
        said = Q(chain_length__gt=0) | Q(pk__in=Ballot.objects.filter(ward=ward).values("decision"))
        decisions = Decision.objects.filter(said, ward=ward).order_by("pk")
        for row in reading.read(decisions, ("pk", "chain_length", "chain_head")):
            decision, odd = row["pk"], reading.spoilt(row)
            ballots = Ballot.objects.filter(decision=decision)
            yield Chain(
                ward=ward.code,
                name=name_of(decision),
                length=reading.whole(row["chain_length"]),
                head=reading.word(row["chain_head"]),
                links=partial(_links, ward, ballots, None if odd else row["chain_length"]),
                message=partial(box.link_message, ward.code, decision),
                has_more=ballots.filter(number__gt=F("decision__chain_length")).exists,
                fault=odd,
            )

    def words(self, name: str) -> str:
        return f"phiếu công khai, việc số {name.partition(':')[2]}"


def _links(ward: Ward, ballots: QuerySet[Ballot], length: int | None) -> Iterator[Link]:
    places = reading.Places("phiếu này không còn trong chuỗi")
    for chunk in reading.in_order(ballots, (*COLUMNS, "previous", "digest", "seal", "ward"), length):
        for row in chunk:
            yield from places.missing(row)
            yield places.link(row, reading.spoilt(row) or reading.judged(partial(_fault, row, ward, places.head)))


def _fault(row: reading.Row, ward: Ward, previous: str | None) -> str:
    """What is wrong with a ballot of ``ward`` after the link ``previous`` (None: it is not known), in words."""
    number, receipt, group, form, choices, at = (row[name] for name in COLUMNS)
    payload = box.ballot_payload(number, receipt, group=group, form=form, choices=choices, at=at)
    follows = previous in (None, row["previous"]) and row["digest"] == box.link(row["previous"], payload)
    return "" if follows and row["ward"] == ward.pk else "nội dung phiếu không khớp với mã băm"


chains.enter(ROOM, Votes())
