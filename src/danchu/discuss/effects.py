"""What official acts about decisions return (``core.following``)."""

from danchu.core.following import Effect
from danchu.discuss.models import Decision
from danchu.matters.effects import line
from danchu.matters.states import Step


def line_of(decision: Decision, text: str, *, step: Step = Step.DISCUSS) -> Effect:
    """``text`` in the timeline of the matter of ``decision``; of one inside an organisation only its own people read
    it."""
    address, is_public = decision.get_absolute_url(), decision.organisation_id is None
    return line(decision.matter, step, text[:300], address=address, is_public=is_public)
