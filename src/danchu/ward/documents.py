"""What the ward lets one do with an issued document: send it to those it names."""

import rules
from django.urls import reverse

from danchu.core.models import OfficialDocument
from danchu.core.records.beside import Link, offer
from danchu.core.records.states import DocumentState


@offer
def send(user: object, document: OfficialDocument) -> Link | None:
    """Where an issued document is sent to its recipients."""
    if document.state != DocumentState.ISSUED or not rules.has_perm("ward.deliver", user, document):
        return None
    return "Gửi, theo dõi nơi nhận", reverse("ward:deliver", args=[document.pk])
