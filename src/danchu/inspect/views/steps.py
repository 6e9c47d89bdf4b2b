"""Verification and dialogue of a case: planning, recording, giving up."""

from typing import Any

import rules
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase

from danchu.core.ui.access import allowed
from danchu.core.ui.pages import form_page, sent
from danchu.core.ui.request import Request
from danchu.inspect import law, queries_moves
from danchu.inspect.actions import steps as acts
from danchu.inspect.forms.moves import ReasonForm
from danchu.inspect.forms.steps import PlanForm, RecordForm
from danchu.inspect.models import Case, CaseStep
from danchu.inspect.states import StepKind
from danchu.lib import clock

SEALED_NOTE = "Không ghi điều gì làm lộ người tố cáo; nội dung niêm phong thì ghi ở trang niêm phong."


def _note(case: Case) -> str:
    return " ".join(filter(None, [f"{case}: {case.title}.", SEALED_NOTE if law.kind_of(case.kind).is_sealed else ""]))


def _step(request: Request, pk: int) -> CaseStep:
    """A step of a case that this person handles. Raises ``PermissionDenied`` for one who only reads it."""
    step = queries_moves.access_step(request.user, request.ward, pk)
    if not rules.has_perm("inspect.handle", request.user, step):
        raise PermissionDenied("inspect.handle")
    return step


@allowed("inspect.handle")
def plan(request: Request, pk: int) -> HttpResponseBase:
    """Say when and where something is found out, and with whom."""
    case = queries_moves.access_whole(request.user, request.ward, pk)
    if not rules.has_perm("inspect.handle", request.user, case):
        raise PermissionDenied("inspect.handle")

    def act(data: dict[str, Any]) -> str:
        acts.plan_step(case=case, **data, by=request.user, at=clock.now())
        return case.get_absolute_url()

    wanted = request.GET.get("viec", "")
    initial = {"kind": wanted if wanted in StepKind.values else StepKind.VERIFY}
    return form_page(
        request,
        PlanForm(*sent(request), initial=initial),
        title="Lên kế hoạch xác minh, đối thoại",
        intro=_note(case),
        act=act,
        done="Đã lên kế hoạch. Lập giấy mời, quyết định xác minh ngay dưới đây.",
        submit="Lưu kế hoạch",
        back=case.get_absolute_url(),
    )


@allowed("inspect.handle")
def record(request: Request, pk: int) -> HttpResponseBase:
    """Write down what was found out."""
    step = _step(request, pk)
    what = step.get_kind_display().lower()

    def act(data: dict[str, Any]) -> str:
        acts.record_step(step=step, **data, by=request.user, at=clock.now())
        return step.case.get_absolute_url()

    initial = {"done_on": step.done_on or clock.today(), "people": step.people, "text": step.text}
    return form_page(
        request,
        RecordForm(*sent(request), ward=request.ward, initial=initial),
        title=f"Ghi kết quả {what}",
        intro=_note(step.case),
        act=act,
        done=f"Đã ghi kết quả {what}. Lập biên bản ngay dưới đây.",
        submit="Lưu kết quả",
        back=step.case.get_absolute_url(),
    )


@allowed("inspect.handle")
def drop(request: Request, pk: int) -> HttpResponseBase:
    """Give up what was planned."""
    step = _step(request, pk)
    back = step.case.get_absolute_url()

    def act(data: dict[str, Any]) -> str:
        acts.drop_step(step=step, reason=data["reason"], by=request.user, at=clock.now())
        return back

    return form_page(
        request,
        ReasonForm(*sent(request)),
        title=f"Bỏ buổi {step.get_kind_display().lower()}",
        intro=_note(step.case),
        act=act,
        done="Đã bỏ.",
        submit="Bỏ",
        back=back,
    )
