"""Live figures of the reception of citizens (clause 2.2.c.2): what was promised and kept, what was planned and held."""

from datetime import date

from django.urls import reverse

from danchu.core.figures import Measure, figure
from danchu.core.models import Ward
from danchu.inspect import queries_reception as queries


@figure(key="inspect.promises_kept", clause="2.2.c.2", label="Lời hứa với dân đã thực hiện đúng hạn", unit="%")
def promises_kept(ward: Ward, on: date) -> Measure:
    """Of those of which it can be said by now."""
    known = queries.promises_come_due(ward, on)
    return Measure(known, queries.kept_in_time(known), reverse("inspect:reception-promises"))


@figure(key="inspect.receptions_held", clause="2.2.c.2", label="Buổi tiếp công dân đã tiếp theo lịch", unit="%")
def receptions_held(ward: Ward, on: date) -> Measure:
    """Of those that were planned, called off ones too."""
    planned = queries.planned_by(ward, on)
    return Measure(planned, queries.held(planned), reverse("inspect:reception-days"))
