"""The chains of open ballots, for whoever checks or publishes the chains of the ward."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from django.db.models import Q

from danchu.core.models import Ward
from danchu.core.trust import archive, chains
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
        for decision in Decision.objects.filter(said, ward=ward).order_by("pk"):
            beyond = Ballot.objects.filter(decision=decision, number__gt=decision.chain_length)
            yield Chain(
                ward=ward.code,
                name=name_of(decision.pk),
                length=decision.chain_length,
                head=decision.chain_head,
                links=partial(_links, decision),
                message=partial(box.link_message, ward.code, decision.pk),
                has_more=beyond.exists,
            )

    def words(self, name: str) -> str:
        return f"phiếu công khai, việc số {name.partition(':')[2]}"


def _links(decision: Decision) -> Iterator[Link]:
    rows = Ballot.objects.filter(decision=decision, number__lte=decision.chain_length).order_by("number")
    previous = ""
    for place, row in enumerate(rows.values_list(*COLUMNS, "previous", "digest", "seal", "ward"), start=1):
        number, receipt, group, form, choices, at, before, digest, seal, ward = row
        payload = box.ballot_payload(number, receipt, group=group, form=form, choices=choices, at=at)
        fault = ""
        if number != place:
            fault = "phiếu này không còn trong chuỗi"
        elif before != previous or digest != box.link(previous, payload) or ward != decision.ward_id:
            fault = "nội dung phiếu không khớp với mã băm"
        yield Link(place, digest, seal, fault)
        previous = digest


chains.enter(ROOM, Votes())
