"""Telling the one who proposed an initiative what has become of it: by e-mail, or by text where no address is known."""

from datetime import datetime
from functools import partial

from django.db import transaction

from danchu.core.actors import Actor
from danchu.core.messaging import sms
from danchu.core.messaging.notices import queue_email
from danchu.core.sites import full_address
from danchu.discuss import notices
from danchu.discuss.models import Initiative
from danchu.discuss.states import InitiativeState
from danchu.ward.models import Person
from danchu.ward.queries import household_of

ANSWERS = {
    InitiativeState.TAKEN_UP: "đã được đưa ra cộng đồng bàn",
    InitiativeState.DECLINED: "không được đưa ra cộng đồng bàn",
    InitiativeState.LAPSED: "đã hết thời hạn ủng hộ mà chưa đủ số hộ",
}


def tell_proposer(*, initiative: Initiative, by: Actor, at: datetime) -> None:
    """Queue the answer within the act. The people of a demonstration ward are not real and are not written to."""
    said, ward = ANSWERS.get(InitiativeState(initiative.state)), initiative.ward
    if said is None or sms.is_demonstration(ward):
        return
    address = full_address(ward, initiative.get_absolute_url())
    emails, phone = _reach(initiative)
    if emails:
        queue_email(
            notices.INITIATIVE_ANSWERED,
            ward=ward,
            to=[(each, "") for each in sorted(emails)],
            at=at,
            title=initiative.title,
            said=said,
            answer=initiative.answer,
            address=address,
        )
    elif phone and sms.can_send(ward):
        text = f"{ward.title}: sáng kiến của ông/bà {said}. Xem: {address}"
        transaction.on_commit(partial(sms.send, ward=ward, phone=phone, text=text, at=at))


def _reach(initiative: Initiative) -> tuple[set[str], str]:
    """E-mail addresses and telephone of the person; of the head where the household's account proposed it."""
    account, person = initiative.proposed_by, initiative.proposer
    household = household_of(account) if account and person is None else None
    if household is not None:
        person = Person.objects.filter(household=household, is_head=True, left_on=None).first()
    emails = {each.email for each in (account, person) if each is not None and each.email}
    return emails, person.phone if person else ""
