"""The only doors to mailboxes and to their letters."""

import re

import rules
from django.conf import settings
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.shortcuts import get_object_or_404

from danchu.core.models import StoredFile, Ward
from danchu.core.rows import owned_by
from danchu.inspect.mail_reading import Letter
from danchu.inspect.models import Case, Mailbox, MailFile, MailMessage
from danchu.inspect.models.case import CODE_SIGNS
from danchu.inspect.states import MailVerdict, MailWay
from danchu.lib import codes
from danchu.lib.vntext import fold
from statute import casework

_KINDS = {each.letters.lower(): each.key for each in casework.kinds()}
_SYMBOL = re.compile(rf"\b({'|'.join(_KINDS)})-(\d{{1,9}})/(\d{{4}})\b")
_CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b")


def mailboxes(ward: Ward) -> QuerySet[Mailbox]:
    """The mailboxes in use, by name. Anyone may know of them."""
    return owned_by(Mailbox, ward).filter(retired_at=None).select_related("group", "organisation")


def address_of_group() -> Subquery:
    """For rows of residential groups: the address of the mailbox of each, nothing where it has none in use."""
    boxes = Mailbox.objects.filter(ward=OuterRef("ward"), group=OuterRef("pk"), retired_at=None)
    return Subquery(boxes.order_by("name", "pk").values("address")[:1])


def all_mailboxes(user: object, ward: Ward) -> QuerySet[Mailbox]:
    """Those at the desk, retired ones last, with how many letters wait to be looked at."""
    rows = owned_by(Mailbox, ward).select_related("group", "organisation")
    if not rules.has_perm("inspect.see_mailboxes", user, ward):
        return rows.none()
    waiting = Count("messages", filter=Q(messages__verdict=MailVerdict.ASIDE))
    return rows.annotate(waiting=waiting).order_by("retired_at", "name", "pk")


def access_mailbox(user: object, ward: Ward, pk: int) -> Mailbox:
    """One mailbox, or 404."""
    return get_object_or_404(all_mailboxes(user, ward), pk=pk)


def mails(user: object, ward: Ward) -> QuerySet[MailMessage]:
    """The letters, the newest first, for those who may see who wrote them."""
    rows = MailMessage.objects.filter(ward=ward)
    if not rules.has_perm("inspect.see_mail", user, ward):
        return rows.none()
    return rows.select_related("mailbox", "case", "notice").order_by("-received_at", "-pk")


def access_mail(user: object, ward: Ward, pk: int) -> MailMessage:
    """One letter, or 404."""
    return get_object_or_404(mails(user, ward), pk=pk)


def files_of(mail: MailMessage) -> list[StoredFile]:
    """What came with it."""
    return [each.file for each in MailFile.objects.filter(message=mail).select_related("file")]


def unsent(rows: QuerySet[MailMessage]) -> QuerySet[MailMessage]:
    """Those of ``rows`` that did not leave though they were tried."""
    return rows.filter(way=MailWay.OUT, notice__sent_at=None, notice__attempts__gt=0)


def to_fetch(ward: Ward) -> QuerySet[Mailbox]:
    """The mailboxes of ``ward`` that are read; of a demonstration none, since nothing of it meets the outside."""
    if ward.is_demonstration:
        return Mailbox.objects.none()
    return mailboxes(ward).exclude(account="").order_by("pk")


def is_own_address(ward: Ward, address: str) -> bool:
    """Whether the site itself writes from ``address``."""
    own = {settings.DEFAULT_FROM_EMAIL.rpartition("<")[2].rstrip(">").strip().lower()}
    return bool(address) and (address in own or Mailbox.objects.filter(ward=ward, address__iexact=address).exists())


def was_received(ward: Ward, letter: Letter) -> bool:
    """Whether the same letter of the same sender came before, to this or another mailbox."""
    same = MailMessage.objects.filter(ward=ward, message_id=letter.message_id, way=MailWay.IN)
    return bool(letter.message_id) and same.filter(correspondent=letter.sender).exists()


def case_named(ward: Ward, letter: Letter) -> Case | None:
    """The case that ``letter`` is about: by the letter that it answers, else by number or code in its subject."""
    if letter.references:
        known = MailMessage.objects.filter(ward=ward, message_id__in=letter.references[:50], case__isnull=False)
        if (found := known.select_related("case").order_by("-pk").first()) is not None:
            return found.case
    rows = Case.objects.filter(ward=ward)
    if named := _SYMBOL.search(fold(letter.subject)):
        letters, number, year = named.groups()
        return rows.filter(kind=_KINDS[letters], year=int(year), number=int(number)).first()
    for typed in _CODE.findall(letter.subject.upper())[:3]:
        if code := codes.read(typed, CODE_SIGNS):
            return rows.filter(code=code).first()
    return None
