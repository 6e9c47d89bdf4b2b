"""What the room does in the background: reading the mailboxes."""

from danchu.core.models import Ward
from danchu.inspect import queries_mail
from danchu.inspect.fetching import fetch


def fetch_mail(ward: Ward) -> None:
    """Take what is new in each mailbox of ``ward``."""
    for mailbox in queries_mail.to_fetch(ward):
        fetch(mailbox)


OFTEN = (fetch_mail,)
