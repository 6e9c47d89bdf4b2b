"""Word to the sender at receipt and at each step, where there is an address to send it to. Never of a sealed case."""

from datetime import datetime

from django.urls import reverse

from danchu.core.messaging.notices import Kind
from danchu.core.sites import full_address
from danchu.inspect import law, mailing, notices
from danchu.inspect.models import Case, CaseLine, Sender
from danchu.inspect.states import Channel


def tell(case: Case, line: CaseLine, at: datetime) -> None:
    """Queue a letter about ``line``, within the act."""
    if line.is_told:
        by_hand = line.by_id is not None
        _write(case, notices.CASE_MOVED, at, by_hand=by_hand, state=case.get_state_display(), text=line.text)


def tell_receipt(case: Case, at: datetime) -> None:
    """Queue the receipt of ``case`` with its code, within the act. What came by mail is answered in its own thread."""
    if case.channel != Channel.MAIL:
        _write(case, notices.CASE_RECEIVED, at, label=case.get_kind_display())


def follow_address(case: Case) -> str:
    """The full address at which the sender follows ``case``; the code stands after ``#``, where no log can read it."""
    return f"{full_address(case.ward, reverse('inspect:follow'))}#{case.code_written}"


def _write(case: Case, notice: Kind, at: datetime, *, by_hand: bool = False, **words: str) -> None:
    if law.kind_of(case.kind).is_sealed:
        return
    sender = Sender.objects.filter(case=case).exclude(email="").first()
    if sender is None:
        return
    mailing.post(
        notice,
        case=case,
        to=sender.email,
        automatic=not by_hand,
        at=at,
        symbol=case.symbol,
        code=case.code_written,
        due_on=case.due_on if case.is_open else None,
        address=follow_address(case),
        **words,
    )
