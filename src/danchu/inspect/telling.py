"""Word to the sender at receipt and at each step, where there is an address to send it to. Never of a sealed case."""

from django.urls import reverse

from danchu.core.following import Effect
from danchu.core.messaging.notices import Kind
from danchu.core.sites import full_address
from danchu.inspect import law, mailing, notices
from danchu.inspect.models import Case, CaseLine, Sender
from danchu.inspect.states import Channel


def told(case: Case, line: CaseLine) -> tuple[Effect, ...]:
    """A letter about ``line``, where it is for the sender."""
    if not line.is_told:
        return ()
    by_hand = line.by_id is not None
    return _letter(case, notices.CASE_MOVED, by_hand=by_hand, state=case.get_state_display(), text=line.text)


def told_receipt(case: Case) -> tuple[Effect, ...]:
    """The receipt of ``case`` with its code. What came by mail is answered in its own thread."""
    if case.channel == Channel.MAIL:
        return ()
    return _letter(case, notices.CASE_RECEIVED, label=case.get_kind_display())


def follow_address(case: Case) -> str:
    """The full address at which the sender follows ``case``; the code stands after ``#``, where no log can read it."""
    return f"{full_address(case.ward, reverse('inspect:follow'))}#{case.code_written}"


def _letter(case: Case, notice: Kind, *, by_hand: bool = False, **words: str) -> tuple[Effect, ...]:
    if law.kind_of(case.kind).is_sealed:
        return ()
    sender = Sender.objects.filter(case=case).exclude(email="").first()
    if sender is None:
        return ()
    letter = mailing.posted(
        notice,
        case=case,
        to=sender.email,
        automatic=not by_hand,
        symbol=case.symbol,
        code=case.code_written,
        due_on=case.due_on if case.is_open else None,
        address=follow_address(case),
        **words,
    )
    return (letter,)
