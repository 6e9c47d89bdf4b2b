"""Letters that leave from a case: through the mailbox where its sender wrote, as an answer in the same thread."""

from dataclasses import dataclass
from datetime import datetime
from email.utils import formataddr, make_msgid

from django.conf import settings

from danchu.core.actors import Actor
from danchu.core.following import Effect, Rank
from danchu.core.messaging import notices as letters
from danchu.core.messaging.notices import Kind
from danchu.core.models import Notice, Ward
from danchu.inspect.models import Case, MailMessage
from danchu.inspect.states import MailVerdict, MailWay


def _post(kind: Kind, *, case: Case, to: str, automatic: bool, at: datetime, **values: object) -> None:
    [notice] = letters.letters(kind, ward=case.ward, to=[(to, "")], at=at, **values)
    asked = last_from_sender(case)
    if asked is not None:
        _address(notice, asked, case, automatic=automatic)
    letters.queue(case.ward, [notice])
    if asked is not None:
        MailMessage.objects.create(
            ward=case.ward,
            mailbox=asked.mailbox,
            way=MailWay.OUT,
            message_id=notice.headers["Message-ID"],
            in_reply_to=asked.message_id,
            correspondent=to,
            subject=notice.subject,
            received_at=at,
            handled_at=at,
            verdict=MailVerdict.SENT,
            case=case,
            notice=notice,
        )


@dataclass(frozen=True)
class _Posted:
    kind: Kind
    case: Case
    to: str
    automatic: bool
    values: dict[str, object]
    rank = Rank.NOTICES

    def follow(self, *, ward: Ward, by: Actor, at: datetime) -> None:
        _post(self.kind, case=self.case, to=self.to, automatic=self.automatic, at=at, **self.values)


def posted(kind: Kind, *, case: Case, to: str, automatic: bool, **values: object) -> Effect:
    """A letter goes to ``to``. ``automatic``: no person wrote it, so no machine may answer it."""
    return _Posted(kind, case, to, automatic, values)


def last_from_sender(case: Case) -> MailMessage | None:
    """The last letter of its sender to a mailbox that is still in use."""
    came = MailMessage.objects.filter(case=case, way=MailWay.IN, mailbox__retired_at=None)
    taken = came.filter(verdict__in=(MailVerdict.OPENED, MailVerdict.CONTINUED))
    return taken.select_related("mailbox").order_by("-received_at", "-pk").first()


def _address(notice: Notice, asked: MailMessage, case: Case, *, automatic: bool) -> None:
    box = asked.mailbox
    notice.subject = f"[{case.symbol}] {notice.subject.removeprefix(f'{case.symbol}: ')}"[:250]
    notice.sender = formataddr((box.name, box.address))
    notice.mailer = f"mail-{box.account}" if f"mail-{box.account}" in settings.MAILERS else ""
    thread = [each for each in (asked.in_reply_to, asked.message_id) if each]
    notice.headers = {
        "Message-ID": make_msgid(domain=box.address.rpartition("@")[2]),
        "Auto-Submitted": "auto-replied" if automatic else "no",
        **({"In-Reply-To": thread[-1], "References": " ".join(thread)} if asked.message_id else {}),
    }
