"""Where somebody stands in a decision, and what of a receipt can be told: the doors of voting online."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import BigIntegerField, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404

from danchu.core.models import User, Ward
from danchu.core.prepared import Prepared
from danchu.core.trust import keys
from danchu.discuss import box, queries
from danchu.discuss.chains import begun_of
from danchu.discuss.models import Ballot, Decision, Elector, Voice, VoteCall
from danchu.discuss.receipts import Line
from danchu.discuss.states import Form, State
from danchu.ward.models import Person


class Place(StrEnum):
    """Where an elector stands; each has a page of its own that says why and what one can do."""

    MAY_VOTE = "may-vote"
    HEARD = "heard"
    NOT_ON_ROLL = "not-on-roll"
    NOT_YET = "not-yet"
    OVER = "over"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    OTHER_FORMS = "other-forms"


@dataclass(frozen=True)
class Standing:
    """A decision, the elector that one speaks for, the voice that was given, and what follows from them now."""

    decision: Decision
    elector: Elector | None
    voice: Voice | None
    place: Place

    @property
    def may_change(self) -> bool:
        """Whether the voice was given online and can still be changed."""
        return (
            self.place == Place.HEARD
            and self.voice is not None
            and self.voice.form == Form.ONLINE
            and self.decision.is_changeable
        )


def access_mine(user: User, ward: Ward, pk: int) -> Decision:
    """A decision that was opened, in public or inside an organisation of which ``user`` is on the roll; or 404."""
    found = _OPENED(ward=ward.pk, pk=pk, user=user.pk)
    if not found:
        raise Http404("no decision of which this account knows")
    found[0].ward = ward
    return found[0]


def _opened(ward: Any, pk: Any, user: Any) -> QuerySet[Decision]:
    own = Exists(Elector.objects.filter(decision=OuterRef("pk"), member__account=user))
    rows = Decision.objects.filter(ward=ward, pk=pk, state__in=queries.IN_PUBLIC, opened_at__isnull=False)
    return rows.filter(Q(organisation=None) | own).select_related("organisation")


_OPENED = Prepared(_opened, ward=BigIntegerField(), pk=BigIntegerField(), user=BigIntegerField())


def standing(user: User, decision: Decision, at: datetime) -> Standing:
    """Where ``user`` stands in ``decision`` now."""
    elector = queries.elector_of(user, decision)
    voice = getattr(elector, "voice", None)
    return Standing(decision, elector, voice, _place(decision, elector, voice, at))


def standing_of(elector: Elector, at: datetime) -> Standing:
    """The same for an entry of the roll that was read with its decision and its voice."""
    voice = getattr(elector, "voice", None)
    return Standing(elector.decision, elector, voice, _place(elector.decision, elector, voice, at))


def _place(decision: Decision, elector: Elector | None, voice: Voice | None, at: datetime) -> Place:  # noqa: PLR0911
    if decision.state == State.WITHDRAWN:
        return Place.WITHDRAWN
    if decision.state == State.CLOSED:
        return Place.CLOSED
    if elector is None:
        return Place.NOT_ON_ROLL
    if decision.closes_at is not None and at >= decision.closes_at:
        return Place.OVER
    if voice is not None:
        return Place.HEARD
    if decision.opens_at is not None and at < decision.opens_at:
        return Place.NOT_YET
    return Place.MAY_VOTE if decision.by_online else Place.OTHER_FORMS


def waiting_for(user: User, at: datetime) -> list[Standing]:
    """Everything open in which ``user`` is on the roll: what waits first, then what was said."""
    found = [standing_of(each, at) for each in queries.open_for(user)]
    return sorted(found, key=lambda each: (each.place == Place.HEARD, each.place != Place.MAY_VOTE))


def own_choices(standing: Standing) -> tuple[int, ...]:
    """What one's own household said last in an open vote; of a secret one nobody knows."""
    if standing.voice is None or standing.decision.is_secret:
        return ()
    last = Ballot.objects.filter(voice=standing.voice).order_by("-number").values_list("choices", flat=True).first()
    return tuple(last or ())


def is_unchanged(decision: Decision, voice: Voice) -> bool:
    """Whether what stands behind ``voice`` is as it was given: in an open vote its links of the chain and those after
    them, in a secret one the seal of the box."""
    if decision.is_secret:
        tallies = queries.tallies_of(decision)
        return voice.form != Form.ONLINE or (bool(tallies) and tallies[0].seal == queries.seal_of(decision, tallies))
    own = list(Ballot.objects.filter(voice=voice).select_related("voice__elector").order_by("number"))
    begun, ring = begun_of(decision), keys.folder().ring()
    after = Ballot.objects.filter(decision=decision, number__in=[each.number + 1 for each in own])
    previous_of = dict(after.values_list("number", "previous"))
    whole = bool(own) and all(_holds(decision, each, previous_of) for each in own)
    return whole and all(_is_sealed(decision, each, begun, ring) for each in own)


def _is_sealed(decision: Decision, ballot: Ballot, begun: int, ring: keys.Ring) -> bool:
    if ballot.seal is None:
        return ballot.number <= begun
    message = box.link_message(decision.ward.code, decision.pk, ballot.number, ballot.digest)
    return ring.place_of(ballot.seal, message) >= 0


def signed_line(decision: Decision, voice: Voice) -> Line | None:
    """The signed line of the receipt of ``voice``, as its last ballot was sealed; None where none can be given: on
    paper, or where nothing was sealed then."""
    ring = keys.folder().ring()
    if decision.is_secret or voice.form != Form.ONLINE:
        return None
    last = _LAST_SEALED.first(voice=voice.pk)
    if last is None or last.seal is None:
        return None
    ward = decision.ward.code
    place = ring.place_of(last.seal, box.link_message(ward, decision.pk, last.number, last.digest))
    if place < 0:
        return None
    return Line(ward, decision.pk, last.number, last.digest, keys.written(bytes(last.seal)), ring.roots[place].public)


_LAST_SEALED = Prepared(
    lambda voice: Ballot.objects.filter(voice=voice).exclude(seal=None).order_by("-number")[:1],
    voice=BigIntegerField(),
)


def line_of_secret(decision: Decision, voice: Voice) -> Line:
    """The signed line of the receipt of ``voice``, which was taken in this very moment."""
    ward, folder = decision.ward.code, keys.folder()
    seal = folder.seal(box.voice_message(ward, decision.pk, voice.receipt_hash))
    return Line(ward, decision.pk, 0, voice.receipt_hash, keys.written(seal), folder.current().public)


def line_stands(decision: Decision, line: Line) -> bool:
    """Whether what ``line`` proves is still here."""
    if (line.ward, line.decision) != (decision.ward.code, decision.pk):
        return False
    if line.is_secret:
        return Voice.objects.filter(decision=decision, form=Form.ONLINE, receipt_hash=line.digest).exists()
    ballots = Ballot.objects.filter(decision=decision, number=line.number, digest=line.digest)
    ballot = ballots.select_related("voice__elector").first()
    return ballot is not None and is_unchanged(decision, ballot.voice)


def _holds(decision: Decision, ballot: Ballot, previous_of: dict[int, str]) -> bool:
    payload = box.ballot_payload(
        ballot.number,
        ballot.voice.receipt_hash,
        group=ballot.voice.elector.group_id,
        form=ballot.voice.form,
        choices=ballot.choices,
        at=ballot.at,
    )
    following = decision.chain_head if ballot.number == decision.chain_length else previous_of.get(ballot.number + 1)
    return ballot.digest == box.link(ballot.previous, payload) == following


def said_in_the_open(decision: Decision) -> QuerySet[Elector]:
    """The roll of an open vote with what each said last, as ``said`` (positions of options)."""
    last = Ballot.objects.filter(voice__elector=OuterRef("pk")).order_by("-number").values("choices")[:1]
    rows = Elector.objects.filter(decision=decision).select_related("voice", "decision")
    return rows.prefetch_related("decision__options").annotate(said=Subquery(last)).order_by("number")


def access_receipts(ward: Ward, pk: int) -> Decision:
    """A decision whose receipts anyone may check, or 404. What is decided inside an organisation shows no title."""
    return get_object_or_404(Decision.objects.filter(ward=ward, opened_at__isnull=False), pk=pk)


def people_behind(decision: Decision, *, after: int) -> Iterator[list[Person]]:
    """For each entry of the roll after number ``after``, in its order, the people who speak for it, the head first."""
    here = Person.objects.filter(left_on=None).order_by("-is_head", "pk")
    rows = Elector.objects.filter(decision=decision, number__gt=after).select_related("member").order_by("number")
    rows = rows.prefetch_related(Prefetch("household__members", queryset=here))
    for each in rows.iterator(chunk_size=500):
        if each.household is not None:
            yield list(each.household.members.all())
        else:
            yield [each.member] if each.member else []


def access_call(user: object, ward: Ward, pk: int) -> VoteCall:
    """The round of messages of a decision that ``user`` may open at the desk, or 404."""
    rows = VoteCall.objects.filter(decision__in=queries.managed_by(user, ward).values("pk"))
    return get_object_or_404(rows.select_related("decision"), decision=pk)
