"""Live figures of clause 2.2.c.4: what was disclosed, and whether in time."""

from datetime import date

from django.db.models import F, Q
from django.urls import reverse

from danchu.core.figures import Measure, figure
from danchu.core.models import Ward
from danchu.duties.states import State
from danchu.know import queries

CLAUSE = "2.2.c.4"


@figure(key="know.disclosures", clause=CLAUSE, label="Nội dung đã công khai", unit="nội dung")
def disclosed(ward: Ward, on: date) -> Measure:
    return Measure(queries.published(ward).filter(published_on__lte=on), url=reverse("know:disclosures"))


@figure(key="know.disclosures_on_time", clause=CLAUSE, label="Nội dung công khai đúng hạn", unit="%")
def disclosed_on_time(ward: Ward, on: date) -> Measure:
    """Asked of the duties, so that what was never disclosed counts too."""
    done = Q(state=State.FULFILLED, ended_on__lte=on)
    owed = queries.disclosing_duties(ward).filter(done | Q(state=State.OPEN, due_on__lt=on))
    return Measure(owed, owed.filter(state=State.FULFILLED, ended_on__lte=F("due_on")), reverse("know:obligations"))
