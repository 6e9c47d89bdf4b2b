"""Mailboxes: made, changed, retired. Passwords of their accounts are settings of the server."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings

from danchu.core.actors import Actor
from danchu.core.following import Done
from danchu.core.models import Ward
from danchu.core.official import official
from danchu.core.refusals import Objection, refuse_if
from danchu.inspect.models import Mailbox
from danchu.lib.vntext import clean
from danchu.ward.models import Organisation, ResidentialGroup

CLAUSE = "2.2.đ.4"


@official(label="Mở hòm thư điện tử", clause=CLAUSE, policy="inspect.run_mailboxes")
def add_mailbox(
    *,
    ward: Ward,
    name: str,
    address: str,
    group: ResidentialGroup | None = None,
    organisation: Organisation | None = None,
    account: str = "",
    by: Actor,
    at: datetime,
) -> Done[Mailbox]:
    """Enter a mailbox of ``group``, of ``organisation`` or, without either, of the ward; ``account`` names where it is
    read (none yet: its address is only told). Raises ``Refused`` for an address or account that another one has."""
    box = Mailbox(ward=ward, name=clean(name)[:150], address=address.strip().lower(), account=account)
    box.group, box.organisation = group, organisation
    refuse_if(_faults(box))
    return Done(box, public=True)


@official(label="Sửa hòm thư điện tử", clause=CLAUSE, policy="inspect.run_mailboxes")
def change_mailbox(*, mailbox: Mailbox, name: str, account: str, by: Actor, at: datetime) -> Done[Mailbox]:
    """Give ``mailbox`` another name, or read it by another account: its letters are then counted anew."""
    if mailbox.account != account:
        mailbox.epoch = mailbox.last_uid = 0
    mailbox.name, mailbox.account = clean(name)[:150], account
    refuse_if(_faults(mailbox))
    return Done(mailbox, public=True)


@official(label="Thôi dùng hòm thư điện tử", clause=CLAUSE, policy="inspect.run_mailboxes")
def retire_mailbox(*, mailbox: Mailbox, by: Actor, at: datetime) -> Done[Mailbox]:
    """Read ``mailbox`` no more and tell its address to nobody; its letters stay in the register."""
    mailbox.retired_at = mailbox.retired_at or at
    return Done(mailbox, public=True)


def _faults(box: Mailbox) -> Iterator[Objection]:
    others = Mailbox.objects.filter(ward_id=box.ward_id, retired_at=None).exclude(pk=box.pk)
    if not box.name:
        yield Objection("Hãy đặt tên hòm thư.", "name")
    if others.filter(address__iexact=box.address).exists():
        yield Objection("Địa chỉ này đã là một hòm thư của phường.", "address")
    if box.account and box.account not in settings.MAILBOXES:
        yield Objection("Máy chủ chưa được đặt tài khoản này. Báo người quản trị máy chủ.", "account")
    if box.account and others.filter(account=box.account).exists():
        yield Objection("Tài khoản này đang dùng cho hòm thư khác.", "account")
    if box.retired_at is not None:
        yield Objection("Hòm thư này đã thôi dùng.")
