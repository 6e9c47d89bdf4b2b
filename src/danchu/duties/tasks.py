"""What the daily round does here: remind each person of what is late and what is due today."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from danchu.core.messaging.notices import letters, queue
from danchu.core.models import Notice, Ward
from danchu.core.sites import full_address
from danchu.duties import notices, queries
from danchu.duties.models import Duty
from danchu.lib import clock
from danchu.ward import queries as ward_queries

MOST_LINES = 30
"""Lines of one e-mail; the page of the day has the rest."""


def remind(ward: Ward, day: date) -> None:
    """Queue one e-mail for each person with an address and with duties that are late or due on ``day``; once a day."""
    urgent = list(queries.urgent(ward, day))
    if not urgent:
        return
    told = set(
        Notice.objects.filter(ward=ward, kind=notices.REMINDER.key, queued_at__gte=clock.start_of(day)).values_list(
            "recipient", flat=True
        )
    )
    waiting: list[Notice] = []
    for address, duties in _by_address(ward, day, urgent).items():
        if address not in told:
            waiting += _letter(ward, day, address, list(duties.values()))
    if waiting:
        queue(ward, waiting)


def _by_address(ward: Ward, day: date, urgent: Iterable[Duty]) -> dict[str, dict[int, Duty]]:
    """The urgent duties of each address: of the person's own units and groups, or by name."""
    by_unit, by_group, by_person = defaultdict(list), defaultdict(list), defaultdict(list)
    for duty in urgent:
        by_unit[duty.unit_id].append(duty)
        by_group[duty.group_id].append(duty)
        by_person[duty.person_id].append(duty)
    found: dict[str, dict[int, Duty]] = defaultdict(dict)
    for mandate in ward_queries.mandates_on(ward, day).select_related("person__account"):
        person = mandate.person
        address = (person.account.email if person.account else "") or person.email
        own = [by_person[person.pk]]
        own += [by_unit[mandate.organisation_id]] if mandate.organisation_id else []
        own += [by_group[mandate.group_id]] if mandate.group_id else []
        for duty in (each for duties in own for each in duties):
            if address:
                found[address.lower()][duty.pk] = duty
    return found


def _letter(ward: Ward, day: date, address: str, duties: list[Duty]) -> list[Notice]:
    duties.sort(key=lambda each: (each.due_on, each.pk))
    lines = [(each, (each.title, each.words_on(day))) for each in duties[:MOST_LINES]]
    return letters(
        notices.REMINDER,
        ward=ward,
        to=[(address, "")],
        at=clock.now(),
        today=day,
        late=[line for duty, line in lines if duty.due_on < day],
        due=[line for duty, line in lines if duty.due_on == day],
        more=len(duties) - len(lines),
        address=full_address(ward, reverse("duties:today")),
    )


DAILY = (remind,)
