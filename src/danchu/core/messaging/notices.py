"""The register of notices: each kind with the variables that its words use. A test renders every one."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import transaction
from django.template.loader import render_to_string

from danchu.core.models import Notice, Ward
from danchu.core.models.messaging import Channel
from danchu.core.tasks import deliver


@dataclass(frozen=True)
class Kind:
    """A kind of notice. ``template`` gives the subject in its first line, then an empty line, then the body."""

    key: str
    template: str
    variables: frozenset[str]


KINDS: dict[str, Kind] = {}


def declare(key: str, *, template: str, variables: set[str]) -> Kind:
    """Enter a kind of notice in the register; called in a room's ``notices.py``."""
    KINDS[key] = Kind(key, template, frozenset(variables))
    return KINDS[key]


def words_of(kind: Kind, ward: Ward, values: dict[str, object]) -> tuple[str, str]:
    """Subject and body. Raises ``TypeError`` when the values are not just those that the kind declares."""
    if set(values) != kind.variables:
        raise TypeError(f"notice {kind.key} takes {sorted(kind.variables)}, got {sorted(values)}")
    subject, _, body = render_to_string(kind.template, {"ward": ward, **values}).strip().partition("\n")
    return " ".join(subject.split())[:250], body.strip() + "\n"


def letters(kind: Kind, *, ward: Ward, to: list[tuple[str, str]], at: datetime, **values: object) -> list[Notice]:
    """A notice to each of ``to`` (e-mail address, address to leave by), not yet in the outbox."""
    subject, body = words_of(kind, ward, values)
    return [
        Notice(
            ward=ward,
            kind=kind.key,
            channel=Channel.EMAIL,
            recipient=address,
            subject=subject,
            body=body,
            leave_address=leave,
            queued_at=at,
        )
        for address, leave in to
    ]


def queue(ward: Ward, waiting: list[Notice]) -> None:
    """Put the notices of ``ward`` in the outbox, within the transaction; they are sent after it."""
    Notice.objects.bulk_create(waiting, batch_size=500)
    transaction.on_commit(partial(deliver.enqueue, ward.pk))


def queue_email(kind: Kind, *, ward: Ward, to: list[tuple[str, str]], at: datetime, **values: object) -> None:
    """Put a notice to each of ``to`` (e-mail address, address to leave by) in the outbox, within the transaction."""
    queue(ward, letters(kind, ward=ward, to=to, at=at, **values))


def forget_notices(*, ward: Ward, recipient: str, about: str) -> int:
    """Delete what the outbox holds for ``recipient`` about ``about``, sent or not; within the transaction. Returns how
    many there were."""
    return Notice.objects.filter(ward=ward, recipient=recipient, body__contains=about).delete()[0]
