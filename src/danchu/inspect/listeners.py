"""What this room does when something happens in another."""

from datetime import datetime

from django.dispatch import receiver

from danchu.core.actors import SYSTEM
from danchu.core.models import OfficialDocument, Ward
from danchu.core.records.signals import document_issued
from danchu.duties.actions.about import OpenDuties
from danchu.inspect.actions.reckoning import reckon_clocks_anew
from danchu.inspect.actions.topics import load_topics
from danchu.inspect.documents_reception import REFUSAL
from danchu.inspect.states import REFUSAL_NOTICE
from danchu.ward.signals import calendar_changed, ward_opened


@receiver(ward_opened, dispatch_uid="inspect.topics")
def give_topics(*, ward: Ward, at: datetime, **_: object) -> None:
    """A ward that begins gets the default topics of remarks."""
    load_topics(ward=ward, by=SYSTEM, at=at)


@receiver(calendar_changed, dispatch_uid="inspect.clocks")
def reckon_clocks(*, ward: Ward, at: datetime, **_: object) -> None:
    """Which days are worked has changed: the clocks that run are reckoned anew."""
    reckon_clocks_anew(ward=ward, by=SYSTEM, at=at)


@receiver(document_issued, dispatch_uid="inspect.refusal_notice")
def end_refusal_duty(*, document: OfficialDocument, at: datetime, **_: object) -> None:
    """The notice of a refusal to receive somebody is issued: that was to be done."""
    if document.kind == REFUSAL and document.target is not None:
        OpenDuties(document.target, SYSTEM, at).fulfil(str(document), kind=REFUSAL_NOTICE)
