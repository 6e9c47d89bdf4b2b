"""What everyone may read of published remarks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery
from django.shortcuts import get_object_or_404

from danchu.core.models import Ward
from danchu.inspect import law
from danchu.inspect.models import Case, CaseFile, CaseLine
from danchu.inspect.queries import UNSHOWN, public
from danchu.inspect.states import Channel, Kind, State

RECEIVED = "receive"
ENDED = (State.ANSWERED, State.FORWARDED, State.REFUSED)
"""How a published remark can have ended."""
MOST_DOTS = 200


@dataclass(frozen=True, slots=True)
class Stage:
    """A line of the public timeline: never the words of the sender, nor those that were for the sender alone."""

    at: datetime
    words: str


def timeline(case: Case) -> Iterator[Stage]:
    """The steps of ``case`` that its sender was told of, each by the name of the step."""
    kind, began = law.kind_of(case.kind), law.began_on(case)
    for at, move in case.lines.filter(is_told=True).exclude(move="").values_list("at", "move"):
        if move == RECEIVED:
            yield Stage(at, "Phường đã nhận")
        elif (found := kind.move(move, began)) is not None:
            yield Stage(at, found.label)


def ground_of(case: Case) -> str:
    """The lawful ground on which ``case`` was not dealt with, in words; empty where it was."""
    found = law.kind_of(case.kind).ground(case.ground) if case.state == State.REFUSED else None
    return f"{found.label} ({found.citation})" if found else ""


def with_position(ward: Ward) -> QuerySet[Case]:
    """The newest published remarks whose position everyone may see."""
    return public(ward).filter(latitude__isnull=False, longitude__isnull=False, shows_place=True)[:MOST_DOTS]


def public_files(case: Case) -> QuerySet[CaseFile]:
    """The files of a published case that everyone may see."""
    return case.files.filter(is_public=True).select_related("file")


def access_public_file(ward: Ward, pk: int) -> CaseFile:
    """One of them, or 404."""
    rows = CaseFile.objects.filter(ward=ward, is_public=True, case__in=public(ward).order_by().values("pk"))
    return get_object_or_404(rows.select_related("file"), pk=pk)


def known_to_programs(ward: Ward) -> QuerySet[Case]:
    """The remarks that other programs may ask about: the published ones, and those that programs sent. Of the latter,
    as long as they are not published, only where they stand (``is_shown``); of one that was taken back or went into
    another before that, nothing: so that nobody learns by its number that it went under a seal."""
    sent = Q(channel=Channel.API, kind=Kind.REMARK) & ~Q(published_at=None, state__in=UNSHOWN)
    shown = Q(published_at__isnull=False) & ~Q(state__in=UNSHOWN)
    newest = CaseLine.objects.filter(case=OuterRef("pk"), is_told=True).exclude(move="").order_by("-at", "-pk")
    images = CaseFile.objects.filter(is_public=True, file__mime__startswith="image/").select_related("file")
    rows = Case.objects.filter(sent | shown, ward=ward).select_related("topic", "group", "unit")
    rows = rows.annotate(moved_at=Subquery(newest.values("at")[:1]))
    return rows.prefetch_related(Prefetch("files", images, to_attr="images")).order_by("-received_at", "-pk")


def sent_by_program(ward: Ward, code: str) -> Case | None:
    """The remark that a program sent and whose follow-up code is ``code``, as far as programs may ask about it."""
    return known_to_programs(ward).filter(code=code, channel=Channel.API, kind=Kind.REMARK).first()


def is_shown(case: Case) -> bool:
    """Whether everyone may read ``case``."""
    return case.published_at is not None and case.state not in UNSHOWN
