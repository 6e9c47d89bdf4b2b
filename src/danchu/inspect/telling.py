"""Word to the sender at each step, where there is an address to send it to. Never of a sealed case."""

from datetime import datetime

from danchu.core.messaging import notices as letters
from danchu.inspect import law, notices
from danchu.inspect.models import Case, CaseLine, Sender


def tell(case: Case, line: CaseLine, at: datetime) -> None:
    """Queue a letter about ``line``, within the act."""
    if law.kind_of(case.kind).is_sealed or not line.is_told:
        return
    sender = Sender.objects.filter(case=case).exclude(email="").first()
    if sender is None:
        return
    letters.queue_email(
        notices.CASE_MOVED,
        ward=case.ward,
        to=[(sender.email, "")],
        at=at,
        symbol=case.symbol,
        state=case.get_state_display(),
        text=line.text,
        code=case.code_written,
        due_on=case.due_on if case.is_open else None,
    )
