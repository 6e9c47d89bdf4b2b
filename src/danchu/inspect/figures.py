"""Live figures. Clause 2.2.đ.4: what people sent to the mailboxes, and what was answered."""

from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from danchu.core.figures import Measure, figure
from danchu.core.models import Ward
from danchu.inspect.models import Case
from danchu.inspect.states import Channel, State

CLAUSE = "2.2.đ.4"


def _by_mail(ward: Ward, on: date) -> QuerySet[Case]:
    return Case.objects.filter(ward=ward, channel=Channel.MAIL, received_on__lte=on)


@figure(key="inspect.messages", clause=CLAUSE, label="Ý kiến nhận qua hòm thư", unit="ý kiến")
def messages(ward: Ward, on: date) -> Measure:
    return Measure(_by_mail(ward, on), url=reverse("inspect:mails"))


@figure(key="inspect.messages_answered", clause=CLAUSE, label="Ý kiến đã trả lời", unit="%")
def messages_answered(ward: Ward, on: date) -> Measure:
    """Answered, or told where it was sent and why it is not dealt with here."""
    told = (State.ANSWERED, State.FORWARDED, State.REFUSED)
    sent = _by_mail(ward, on)
    return Measure(sent, sent.filter(state__in=told, ended_on__lte=on), reverse("inspect:mails"))
