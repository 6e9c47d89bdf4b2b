"""What the room does in the background: reading the mailboxes; in the daily round, asking for a key
where none is, and the chair to receive each week."""

from datetime import date, timedelta

from django.urls import reverse

from danchu.core.actors import SYSTEM
from danchu.core.models import Ward
from danchu.duties.actions.duties import Draft, open_duties
from danchu.inspect import law, queries, queries_mail, queries_reception
from danchu.inspect.actions.sealing import CLAUSE
from danchu.inspect.clocks import CLAUSE as RECEIVING
from danchu.inspect.fetching import fetch
from danchu.inspect.states import CHAIR_RECEPTION, MAKE_KEY
from danchu.lib import clock
from danchu.lib.vntext import vn_date

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


def ask_chair_to_receive(ward: Ward, day: date) -> None:
    """Let it be a duty of the ward's chair to receive citizens in the week of ``day`` (khoản 2 Điều 15 Luật Tiếp công
    dân), once for each time that the law asks; a week that is off asks for nothing."""
    monday = day - timedelta(days=day.weekday())
    due_on = queries_reception.last_worked_day(monday)
    rule = law.book().value("reception.chair_per_week", day)
    if due_on is None or due_on < day or queries_reception.chair_received(ward, monday) >= rule.number:
        return
    drafts = [
        Draft(
            key=queries_reception.chair_week_key(monday),
            clause=RECEIVING,
            kind=CHAIR_RECEPTION,
            title=f"Chủ tịch trực tiếp tiếp công dân, tuần từ {vn_date(monday)}",
            arose_on=day,
            due_on=due_on,
            basis={"rule": rule.key, "words": rule.words(), "citation": rule.basis},
            person=chair,
            address=reverse("inspect:reception-days"),
        )
        for chair in queries.chairs(ward, day)[:1]
    ]
    open_duties(ward=ward, drafts=drafts, by=SYSTEM, at=clock.now())


DAILY = (ask_for_key, ask_chair_to_receive)
OFTEN = (fetch_mail,)
