"""The only doors to cases. "Absent" and "not yours" look the same."""

from collections.abc import Collection
from datetime import date

import rules
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404

from danchu.core.models import User, Ward
from danchu.core.rows import owned_by
from danchu.duties.models import Duty
from danchu.inspect import seal
from danchu.inspect.models import Case, SealedPart, SealOpening, SealShare, SettlerKey, Topic
from danchu.inspect.states import MAKE_KEY, OPEN, Part, State
from danchu.lib import clock
from danchu.ward.models import Person
from danchu.ward.policies import is_civil_servant, is_leader
from danchu.ward.queries import mandates_on, offices_held
from danchu.ward.states import LEADERS, Office
from statute import casework

SEALED = tuple(each.key for each in casework.kinds() if each.is_sealed)
"""The kinds of which only settlers read anything."""
UNSHOWN = (State.MERGED, State.WITHDRAWN)
"""States in which a published case is not shown."""


def visible_to(user: object, ward: Ward) -> QuerySet[Case]:
    """The cases that ``user`` may open at the desk: the ward's officers all but sealed ones, an assigned officer those
    of the own unit, overseers the same as officers without the sender (asked apart); of sealed ones, those that one
    settles; the ward's leaders know of all sealed ones."""
    rows = Case.objects.filter(ward=ward).select_related("topic", "group", "unit", "handler")
    if not isinstance(user, User):
        return rows.none()
    settled = Exists(SealShare.objects.filter(case=OuterRef("pk"), key__user=user, key__retired_at=None))
    sealed = Q(kind__in=SEALED)
    if not is_leader(user, ward):
        sealed &= Q(settled) if is_civil_servant(user, ward) else Q(pk=None)
    if rules.has_perm("inspect.read_all", user, ward):
        return rows.filter(~Q(kind__in=SEALED) | sealed)
    units = {each.organisation_id for each in offices_held(user) if each.organisation_id}
    return rows.filter((~Q(kind__in=SEALED) & Q(unit__in=units)) | sealed)


def access_case(user: object, ward: Ward, pk: int) -> Case:
    """One case, or 404."""
    return get_object_or_404(visible_to(user, ward), pk=pk)


def public(ward: Ward) -> QuerySet[Case]:
    """The cases that everyone may read, newest first; none that its sender took back or that is told of elsewhere."""
    rows = Case.objects.filter(ward=ward, published_at__isnull=False).exclude(state__in=UNSHOWN)
    return rows.select_related("topic", "group", "unit").order_by("-published_at", "-pk")


def access_public(ward: Ward, pk: int) -> Case:
    """One published case, or 404."""
    return get_object_or_404(public(ward), pk=pk)


def with_code(ward: Ward, code: str) -> Case | None:
    """The case whose sender has ``code``. Callers limit how often it is asked."""
    return Case.objects.filter(ward=ward, code=code).select_related("topic", "group", "unit", "merged_into").first()


def own(user: User) -> QuerySet[Case]:
    """What ``user`` sent in with the own account, newest first; never a sealed one, whose sender nobody knows."""
    return Case.objects.filter(ward=user.ward_id, sender__account=user).select_related("topic", "unit")


def entered(ward: Ward) -> QuerySet[Case]:
    """All cases, for the receipt of what somebody has just entered; the view knows which those are."""
    return owned_by(Case, ward)


def running(ward: Ward) -> QuerySet[Case]:
    """The cases whose clock runs, with what it counts by."""
    rows = Case.objects.filter(ward=ward, ended_on=None).exclude(due_on=None)
    return rows.select_related("ward", "unit").prefetch_related("pauses", "extensions").order_by("pk")


def topics(ward: Ward) -> QuerySet[Topic]:
    """What a remark can be about, in the ward's order."""
    return Topic.objects.filter(ward=ward, is_active=True).select_related("unit")


def all_topics(ward: Ward) -> QuerySet[Topic]:
    """Every topic that remarks were ever about, for the desk."""
    return owned_by(Topic, ward).select_related("unit")


def duty_key(case: Case) -> str:
    """The key of the duty of the clock that runs now."""
    return f"inspect:case:{case.pk}:{case.clocks}"


def after_prefix(case: Case) -> str:
    """How the keys of the duties begin that follow a step of ``case``; the key of what is to be done comes next."""
    return f"inspect:after:{case.pk}:"


def follow_up_duty(case: Case, what: str) -> Duty | None:
    """The open duty to do ``what`` after a step of ``case``."""
    key = f"{after_prefix(case)}{what}:"
    return Duty.objects.filter(ward=case.ward_id, key__startswith=key, ended_at=None).first()


def keys_in_use(ward: Ward, offices: Collection[str]) -> list[SettlerKey]:
    """The keys of those who hold one of ``offices`` today, each bound to its owner by this server."""
    holders = mandates_on(ward, clock.today()).filter(office__in=offices).values("person__account")
    rows = SettlerKey.objects.filter(ward=ward, user__in=holders, user__is_active=True, retired_at=None)
    return [each for each in rows.select_related("user").order_by("user__display_name", "pk") if seal.is_vouched(each)]


def keys_for_sealing(ward: Ward) -> list[SettlerKey]:
    """The keys for which a new denunciation is sealed: those of the ward's leaders."""
    return keys_in_use(ward, LEADERS)


def keys_of_officers(ward: Ward) -> list[SettlerKey]:
    """The keys of those whom a settler may let in: leaders and civil servants."""
    return keys_in_use(ward, {*LEADERS, Office.CIVIL_SERVANT})


def settlers_of(case: Case) -> list[SettlerKey]:
    """The keys, of people still in office, that open the seal of ``case``."""
    held = set(SealShare.objects.filter(case=case).values_list("key", flat=True))
    return [each for each in keys_of_officers(case.ward) if each.pk in held] if held else []


def access_sealed(user: object, ward: Ward, pk: int) -> Case:
    """One case with a seal, or 404."""
    return get_object_or_404(visible_to(user, ward).select_related("ward", "seal"), pk=pk, seal__isnull=False)


def access_unsealed(user: object, ward: Ward, pk: int) -> Case:
    """One open case of a kind that is not sealed, or 404."""
    rows = visible_to(user, ward).select_related("ward").exclude(kind__in=SEALED)
    return get_object_or_404(rows, pk=pk, state__in=OPEN)


def shares_of(key: SettlerKey) -> QuerySet[SealShare]:
    """What ``key`` opens."""
    return SealShare.objects.filter(key=key)


def openings(ward: Ward) -> QuerySet[SealOpening]:
    """Each opening of a seal, the newest first. Says who, when and for what; never what was read."""
    return SealOpening.objects.filter(ward=ward).select_related("case", "by")


def chairs(ward: Ward, day: date) -> list[Person]:
    """Who chairs the People's Committee on that day."""
    found = mandates_on(ward, day).filter(office=Office.WARD_CHAIR).select_related("person")
    return [each.person for each in found]


def duties_to_make_a_key(ward: Ward) -> QuerySet[Duty]:
    """The open duties of the ward to make a key."""
    return Duty.objects.filter(ward=ward, kind=MAKE_KEY, ended_at=None)


def sealed_parts(case: Case) -> QuerySet[SealedPart]:
    """What lies under the seal of ``case``."""
    return SealedPart.objects.filter(case=case)


def access_sealed_file(case: Case, pk: int) -> SealedPart:
    """A file under the seal of ``case``, or 404."""
    return get_object_or_404(sealed_parts(case), pk=pk, kind=Part.FILE)


def openings_of(case: Case) -> QuerySet[SealOpening]:
    """Who opened the seal of ``case`` or tried to, the latest first."""
    return SealOpening.objects.filter(case=case).select_related("by")
