"""Moving a person to another household, which is searched for first."""

from functools import partial

from django.http import HttpResponseBase

from danchu.core.ui.access import allowed
from danchu.core.ui.pages import sent
from danchu.core.ui.picking import is_page, pick, picked_line
from danchu.core.ui.request import Request
from danchu.ward import forms, queries
from danchu.ward.actions.people import move_person
from danchu.ward.views.changing import change_page
from danchu.ward.views.choices import HOUSEHOLD


@allowed("ward.change_roll")
def move(request: Request, pk: int) -> HttpResponseBase:
    """Move a person to another household: search for it, then say the relation."""
    found = queries.access_person(request.user, request.ward, pk)
    title = f"Chuyển {found.full_name} sang hộ khác"
    rows = queries.households_visible_to(request.user, request.ward).filter(left_on=None)
    household = pick(request, HOUSEHOLD, rows, intro=title, back=found.get_absolute_url())
    if is_page(household):
        return household
    return change_page(
        request,
        found,
        forms.PersonMoveForm(*sent(request), household=found.household, leaving=found),
        partial(move_person, person=found, household=household),
        title=title,
        submit="Chuyển",
        template="core/picked_form_page.html",
        picked=[picked_line(request, HOUSEHOLD, "Hộ chuyển đến", household)],
    )
