"""Mailboxes of the ward, of two groups and of a unit, and what came to them: read and handled as real letters are."""

from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import make_msgid
from functools import partial

from danchu.core.actors import SYSTEM
from danchu.demo.building import hours
from danchu.demo.building.year import Year
from danchu.demo.letters import Told, letters
from danchu.inspect.actions.mail import Numbered, take_mail
from danchu.inspect.actions.mailboxes import add_mailbox
from danchu.inspect.actions.settling import accept_case, answer_case
from danchu.inspect.mail_reading import read
from danchu.inspect.models import Case, Mailbox
from danchu.lib import clock
from danchu.ward import queries as ward
from danchu.ward.models import Organisation, ResidentialGroup

OFFICER = "vanphong"
DOMAIN = "bachquang.example"


def build(year: Year) -> None:
    """Open the mailboxes in the second month; letters come until two days ago, and the older ones are answered."""
    groups, units = list(ward.groups(year.ward)[:2]), list(ward.units(year.ward).filter(code="VP"))
    opened_on = hours.working_day(year.began + timedelta(days=30))
    if not groups or not units or opened_on >= year.until:
        return
    owners: list[ResidentialGroup | Organisation | None] = [None, *groups, *units]
    for place, owner in enumerate(owners):
        year.plan(clock.moment_on(opened_on, 8, place), partial(_open, year, owner, place))
    days = (year.until - opened_on).days
    come = letters()
    for place, told in enumerate(come):
        day = opened_on + timedelta(days=1 + place * max(days - 3, 0) // (len(come) - 1))
        year.plan(clock.moment_on(day, 9, place), partial(_come, year, told, place))


def _open(year: Year, owner: ResidentialGroup | Organisation | None, place: int, at: datetime) -> None:
    add_mailbox(
        ward=year.ward,
        name=f"Hòm thư {owner or year.ward.name}",
        address=f"{('phuong', 'to1', 'to2', 'donvi')[place]}@{DOMAIN}",
        group=owner if isinstance(owner, ResidentialGroup) else None,
        organisation=owner if isinstance(owner, Organisation) else None,
        by=year.account(OFFICER),
        at=at,
    )


def _come(year: Year, told: Told, place: int, at: datetime) -> None:
    boxes = list(Mailbox.objects.filter(ward=year.ward).order_by("pk"))
    row = take_mail(
        mailbox=boxes[place % len(boxes)],
        letter=read(_written(told, place)),
        number=Numbered(1, place + 1),
        arrived_at=at,
        by=SYSTEM,
        at=at,
    )
    if row.case is not None and told.answer:
        year.plan_at_work(at + timedelta(days=1), _accepting(year, row.case))
        year.plan_at_work(at + timedelta(days=5), _answering(year, row.case, told.answer))


def _written(told: Told, place: int) -> bytes:
    letter = EmailMessage()
    letter["From"] = f"{told.name} <{told.address}>"
    letter["Subject"] = told.subject
    letter["Message-ID"] = make_msgid(f"{place}", domain="thu.example")
    for name, value in told.heads.items():
        letter[name] = value
    letter.set_content(told.text)
    return letter.as_bytes()


def _accepting(year: Year, case: Case) -> Callable[[datetime], object]:
    unit = ward.units(year.ward).get(code="VP")
    return lambda at: accept_case(case=case, unit=unit, by=year.account(OFFICER), at=at)


def _answering(year: Year, case: Case, answer: str) -> Callable[[datetime], object]:
    return lambda at: answer_case(case=case, answer=answer, by=year.account(OFFICER), at=at)
