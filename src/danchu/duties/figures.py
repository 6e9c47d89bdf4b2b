"""Live figures of clause 4.1."""

from datetime import date

from django.urls import reverse

from danchu.core.figures import Measure, figure
from danchu.core.models import Ward
from danchu.duties import queries


@figure(key="duties.clauses_assigned", clause="4.1", label="Nội dung đã phân công", unit="nội dung")
def clauses_assigned(ward: Ward, on: date) -> Measure:
    return Measure(queries.answered_for(ward), url=reverse("duties:assignments"))


@figure(key="duties.on_time", clause="4.1", label="Việc làm đúng hạn", unit="%")
def done_on_time(ward: Ward, on: date) -> Measure:
    """Of those of which it can be said by now: done, or still open after their day."""
    known = queries.come_due(queries.of_ward(ward), on)
    return Measure(known, part=queries.on_time(known), url=reverse("duties:units"))
