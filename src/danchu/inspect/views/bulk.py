"""What is done with several chosen cases of the work list at once: giving them to somebody, printing their sheets."""

from collections.abc import Sequence

from django.http import HttpResponseBase

from danchu.core.answers import as_file
from danchu.core.ui.access import allowed
from danchu.core.ui.registers import chosen_keys
from danchu.core.ui.request import Request
from danchu.core.ui.several import Several, none_chosen
from danchu.inspect import case_sheet, queries, queries_desk
from danchu.inspect.actions.settling import assign_case
from danchu.inspect.forms.desk import HandOverForm
from danchu.inspect.models import Case
from danchu.lib.vntext import vn_date

NOUN, BACK = "vụ việc", "inspect:desk"


def _chosen(request: Request, keys: Sequence[int]) -> list[Case]:
    rows = queries.visible_to(request.user, request.ward)
    return queries_desk.chosen(rows, keys)


def _told(case: Case) -> str:
    whose = ", ".join(str(each) for each in (case.unit, case.handler) if each)
    due = f" Hạn {vn_date(case.due_on)}." if case.due_on else ""
    return f"{case.title}. {f'Đang giao {whose}.' if whose else 'Chưa giao.'}{due}"


HAND_OVER = Several(
    assign_case,
    label="Giao người giải quyết",
    verb="giao",
    noun=NOUN,
    back=BACK,
    rows=_chosen,
    told=_told,
    form=HandOverForm,
)


@allowed("inspect.see_sender")
def print_sheets(request: Request) -> HttpResponseBase:
    """A sheet for each of the chosen cases, as one PDF."""
    cases = _chosen(request, chosen_keys(request))
    if not cases:
        return none_chosen(request, NOUN, BACK)
    return as_file(case_sheet.pdf(request.ward, cases), "phieu-de-xuat", "pdf", shown=True)
