"""Who keeps, outside the People's Committee, what is published of the chains each day."""

from collections.abc import Iterator

from danchu.core.models import Ward
from danchu.lib import clock
from danchu.ward.queries import mandates_on
from danchu.ward.states import KEEPERS_OF_STATEMENTS


def keepers_of_statements(ward: Ward) -> Iterator[tuple[str, str]]:
    """The addresses to which the statement of each day goes: the chair of the Front and the people's inspection board;
    none has a way to leave, since it comes with the office."""
    held = mandates_on(ward, clock.today()).filter(office__in=KEEPERS_OF_STATEMENTS)
    for mandate in held.select_related("person__account").order_by("pk"):
        person = mandate.person
        if address := (person.account.email if person.account else "") or person.email:
            yield address.lower(), ""
