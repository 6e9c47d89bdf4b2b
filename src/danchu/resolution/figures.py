"""Live figures of clause 5."""

from datetime import date

from django.urls import reverse

from danchu.core.figures import Measure, figure
from danchu.core.models import Ward
from danchu.resolution.queries import in_force


@figure(key="resolution.clauses_built", clause="5", label="Nội dung đã có trong phần mềm", unit="nội dung")
def clauses_built(ward: Ward, on: date) -> Measure:
    edition = in_force(on)
    built = [each for each in edition.clauses if each.built] if edition else []
    return Measure(built, url=reverse("resolution:page"))
