"""Call the electors of a decision that they can vote online: e-mail to every address, one text a household."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import batched

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.urls import reverse

from danchu.core.messaging import sms
from danchu.core.messaging.notices import letters, queue
from danchu.core.sites import full_address
from danchu.discuss import notices, queries_online
from danchu.discuss.models import VoteCall
from danchu.lib import clock
from danchu.lib.vntext import vn_date

AT_ONCE = 200


@dataclass
class Reach:
    """How one elector is reached."""

    emails: set[str] = field(default_factory=set)
    phone: str = ""


def tell(call: VoteCall, at: datetime) -> None:
    """Go through the roll from where the round stands. What a batch queues and how far it came is written together;
    texts go out after that, so that nobody is written to twice."""
    decision, ward = call.decision, call.ward
    address = full_address(ward, reverse("discuss:vote", args=[decision.pk]))
    said = {
        "title": decision.title,
        "whom": "bạn" if decision.organisation_id else "hộ gia đình",
        "opens_at": decision.opens_at,
        "closes_at": decision.closes_at,
        "address": address,
    }
    until = f" trước {_moment(decision.closes_at)}" if decision.closes_at else ""
    text = f"{ward.title} mời {said['whom']} biểu quyết{until}: {address}"
    for batch in batched(_reaches(call), AT_ONCE):
        to = sorted({(email, "") for each in batch for email in each.emails})
        phones = {each.phone for each in batch if each.phone} if settings.SMS_GATEWAY_URL else set()
        with transaction.atomic():
            if to:
                queue(ward, letters(notices.VOTE, ward=ward, to=to, at=at, **said))
            VoteCall.objects.filter(pk=call.pk).update(
                done=F("done") + len(batch),
                by_email=F("by_email") + sum(bool(each.emails) for each in batch),
                by_phone=F("by_phone") + sum(each.phone in phones for each in batch if each.phone),
                unreached=F("unreached") + sum(not each.emails and each.phone not in phones for each in batch),
            )
        for phone in sorted(phones):
            sms.send(ward=ward, phone=phone, text=text, at=at)
    VoteCall.objects.filter(pk=call.pk).update(ended_at=clock.now())


def _reaches(call: VoteCall) -> Iterator[Reach]:
    for members in queries_online.people_behind(call.decision, after=call.done):
        found = Reach()
        for each in members:
            if each.email:
                found.emails.add(each.email)
            if each.phone and not found.phone:
                found.phone = each.phone
        yield found


def _moment(moment: datetime) -> str:
    local = moment.astimezone(clock.VIETNAM)
    return f"{local:%H:%M} {vn_date(local.date())}"
