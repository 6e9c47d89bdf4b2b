"""The only doors to matters."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from danchu.core.models import Ward
from danchu.core.rows import owned_by
from danchu.matters.models import Matter, TimelineLine


def visible_to(user: object, ward: Ward) -> QuerySet[Matter]:
    """Every matter of the ward: a matter is public by nature; internal lines of its timeline are not."""
    return owned_by(Matter, ward).select_related("group", "unit")


def access_matter(user: object, ward: Ward, pk: int) -> Matter:
    """One matter, or 404."""
    return get_object_or_404(visible_to(user, ward), pk=pk)


def timeline(matter: Matter, *, internal: bool) -> QuerySet[TimelineLine]:
    """The lines of ``matter`` in order; with ``internal`` also those for staff only."""
    lines = TimelineLine.objects.filter(ward=matter.ward_id, matter=matter)
    return lines if internal else lines.filter(is_public=True)
