"""What the room does in the background: reading the mailboxes; in the daily round, asking for a key where none is."""

from datetime import date, timedelta

from django.urls import reverse

from danchu.core.actors import SYSTEM
from danchu.core.models import Ward
from danchu.duties.actions.duties import Draft, open_duties
from danchu.inspect import queries, queries_mail
from danchu.inspect.actions.sealing import CLAUSE
from danchu.inspect.fetching import fetch
from danchu.inspect.states import MAKE_KEY
from danchu.lib import clock

TIME_FOR_KEY = timedelta(days=7)
"""A choice of the house and not of the law."""


def fetch_mail(ward: Ward) -> None:
    """Take what is new in each mailbox of ``ward``."""
    for mailbox in queries_mail.to_fetch(ward):
        fetch(mailbox)


def ask_for_key(ward: Ward, day: date) -> None:
    """Let it be a duty of the ward's chair to make a key where nobody could open a denunciation."""
    if queries.keys_for_sealing(ward):
        return
    drafts = [
        Draft(
            key=f"inspect:key:{chair.pk}",
            clause=CLAUSE,
            kind=MAKE_KEY,
            title="Lập khóa mở niêm phong để nhận được tố cáo",
            arose_on=day,
            due_on=day + TIME_FOR_KEY,
            person=chair,
            address=reverse("inspect:keys"),
        )
        for chair in queries.chairs(ward, day)
    ]
    open_duties(ward=ward, drafts=drafts, by=SYSTEM, at=clock.now())


DAILY = (ask_for_key,)
OFTEN = (fetch_mail,)
