"""What the register of letters forgets when a letter, or the case that it opened, goes under a seal."""

from collections.abc import Iterable

from danchu.core import audit
from danchu.core.files.storage import forget
from danchu.inspect.models import MailMessage
from danchu.inspect.states import MailWay


def erase(rows: Iterable[MailMessage]) -> None:
    """Erase, within the act, who wrote ``rows`` and what they say; of letters of ours nothing stays, in the outbox
    neither. That a letter came, when, and how large it was, is still known."""
    for row in list(rows):
        audit.erase([row])
        if row.way == MailWay.OUT:
            notice = row.notice
            row.delete()
            if notice is not None:
                notice.delete()
            continue
        files = [each.file for each in row.files.select_related("file")]
        row.files.all().delete()
        for file in files:
            forget(file)
        row.correspondent = row.correspondent_name = row.subject = row.text = row.notes = ""
        row.message_id = row.in_reply_to = ""
        row.save()
