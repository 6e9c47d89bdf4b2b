"""The letters of each step of a case (Circular 05/2021, Decrees 124/2020, 31/2019), by the forms that these name.

A letter about a denunciation never holds who sent it: its addressee is written in by hand.
"""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from danchu.core.models import Ward
from danchu.core.records import kinds
from danchu.inspect import law, queries, queries_moves
from danchu.inspect.models import Case, CaseExtension, CasePause, CaseStep
from danchu.inspect.states import Kind, State, StepKind
from danchu.lib.vntext import vn_date
from danchu.ward import queries as ward_queries
from statute import casework

REMARK, COMPLAINT, DENUNCIATION, INFORMATION = Kind.REMARK, Kind.COMPLAINT, Kind.DENUNCIATION, Kind.INFORMATION
BY_HAND = "(ghi tay khi gửi)"


def _day(day: date | None) -> str:
    return vn_date(day) if day else ""


def _about(case: Case, form: str = "") -> dict[str, Any]:
    """What every letter says of a case; of a sealed one only its number and dates."""
    kind = law.kind_of(case.kind)
    sender = None if kind.is_sealed else getattr(case, "sender", None)
    ground = kind.ground(case.ground) if case.ground else None
    until = law.second_instance_until(case) if case.state == State.ANSWERED else None
    held = case.steps.filter(kind=StepKind.DIALOGUE, done_on__isnull=False).order_by("done_on").last()
    checked = [] if kind.is_sealed else case.steps.filter(kind=StepKind.VERIFY, done_on__isnull=False)
    return {
        "form": form,
        "ward": case.ward.name,
        "kind": case.kind,
        "label": kind.label.lower(),
        "citation": str(kind.citation),
        "symbol": case.symbol,
        "received": vn_date(case.received_on),
        "accepted": _day(case.accepted_on),
        "due": _day(case.due_on),
        "sealed": kind.is_sealed,
        "to": str(sender) if sender else BY_HAND,
        "to_address": sender.address if sender else "",
        "title": case.title,
        "instance": case.instance,
        "unit": str(case.unit or ""),
        "handler": str(case.handler or ""),
        "answer": case.answer.splitlines(),
        "outcome": kind.outcomes.get(case.outcome, ""),
        "ground": ground.label if ground else "",
        "ground_citation": str(ground.citation) if ground else "",
        "forwarded_to": case.forwarded_to,
        "second_until": _day(until),
        "dialogue": _day(held.done_on) if held else "",
        "dialogue_text": held.text if held and not kind.is_sealed else "",
        "checked": [f"Ngày {_day(each.done_on)}: {each.text}" for each in checked],
        "files": [each.file.name for each in case.files.select_related("file")] if not kind.is_sealed else [],
        "letters": list(queries_moves.letters_of(case)),
    }


def _of_step(step: CaseStep) -> dict[str, Any]:
    sealed = law.kind_of(step.case.kind).is_sealed
    return {
        **_about(step.case),
        "what": step.get_kind_display().lower(),
        "planned": vn_date(step.planned_on),
        "starts": step.starts.strftime("%H giờ %M") if step.starts else "",
        "done": _day(step.done_on),
        "place": step.place,
        "people": [each.strip() for each in step.people.split(";") if each.strip()],
        "text": step.text.splitlines(),
        "sealed": sealed,
    }


def _of_pause(pause: CasePause) -> dict[str, Any]:
    return {**_about(pause.case), "since": vn_date(pause.since), "until": _day(pause.until), "reason": pause.reason}


def _of_extension(extension: CaseExtension, form: str) -> dict[str, Any]:
    return {**_about(extension.case, form), "days": extension.days, "reason": extension.reason}


def _of(field: str) -> Callable[[object, Ward], Any]:
    """The rows of the cases' ``field`` about which a user may read letters."""
    model: Any = {"pauses": CasePause, "extensions": CaseExtension, "steps": CaseStep}[field]
    return lambda user, ward: model.objects.filter(case__in=queries_moves.readable_about(user, ward))


_READABLE = {field: _of(field) for field in ("pauses", "extensions", "steps")}


def _case_letter(
    *,
    key: str,
    letters: str,
    label: str,
    template: str,
    case_kind: str,
    states: Sequence[str],
    fits: Callable[[Case], bool] = lambda case: True,
) -> None:
    kinds.declare(
        f"inspect.{key}",
        letters=letters,
        label=label,
        template=f"inspect/papers/{template}.txt",
        target="inspect.case",
        policy="inspect.handle",
        access=queries.access_case,
        variables=partial(_about, form=casework.forms().get(key, "")),
        address=lambda user, case: case.get_absolute_url(),
        fits=lambda case: case.kind == case_kind and case.state in states and fits(case),
        signers=ward_queries.committee_signers,
        readable=queries_moves.readable_about,
    )


NEW, RUNNING = (State.RECEIVED,), (State.SETTLING, State.PAUSED)
TAKEN = (*RUNNING, State.ANSWERED, State.STOPPED, State.WITHDRAWN)
_ENDED_EARLY = (State.STOPPED, State.WITHDRAWN)

for _row in (
    ("proposal-remark", "TTr", "phiếu đề xuất", "proposal", REMARK, NEW),
    ("proposal-complaint", "TTr", "phiếu đề xuất", "proposal", COMPLAINT, NEW),
    ("proposal-denunciation", "TTr", "phiếu đề xuất", "proposal", DENUNCIATION, NEW),
    ("acceptance-complaint", "TB", "thông báo thụ lý", "acceptance", COMPLAINT, TAKEN),
    ("acceptance-denunciation", "QĐ", "quyết định thụ lý", "taking_up", DENUNCIATION, TAKEN),
    ("notice-denouncer", "TB", "thông báo thụ lý cho người tố cáo", "acceptance", DENUNCIATION, TAKEN),
    ("notice-denounced", "TB", "thông báo nội dung tố cáo", "denounced", DENUNCIATION, TAKEN),
    ("refusal-remark", "TB", "thông báo không xử lý", "refusal", REMARK, (State.REFUSED,)),
    ("refusal-complaint", "TB", "thông báo không thụ lý", "refusal", COMPLAINT, (State.REFUSED,)),
    ("refusal-denunciation", "TB", "thông báo không thụ lý", "refusal", DENUNCIATION, (State.REFUSED,)),
    ("refusal-information", "TB", "thông báo từ chối cung cấp thông tin", "refusal", INFORMATION, (State.REFUSED,)),
    ("forwarding-remark", "PC", "phiếu chuyển đơn", "forwarding", REMARK, (State.FORWARDED,)),
    ("guidance-complaint", "HD", "phiếu hướng dẫn", "forwarding", COMPLAINT, (State.FORWARDED,)),
    ("forwarding-denunciation", "PC", "phiếu chuyển đơn tố cáo", "forwarding", DENUNCIATION, (State.FORWARDED,)),
    ("guidance-information", "HD", "phiếu hướng dẫn", "forwarding", INFORMATION, (State.FORWARDED,)),
    ("verification-complaint", "QĐ", "quyết định xác minh", "verification", COMPLAINT, RUNNING),
    ("verification-denunciation", "QĐ", "quyết định thành lập Tổ xác minh", "verification", DENUNCIATION, RUNNING),
    ("settlement", "QĐ", "quyết định giải quyết khiếu nại", "settlement", COMPLAINT, (State.ANSWERED,)),
    ("conclusion", "TB", "kết luận nội dung tố cáo", "conclusion", DENUNCIATION, (State.ANSWERED,)),
    ("answer-remark", "TB", "văn bản trả lời", "answer", REMARK, (State.ANSWERED,)),
    ("answer-information", "TB", "văn bản cung cấp thông tin", "answer", INFORMATION, (State.ANSWERED,)),
    ("stopping-complaint", "QĐ", "quyết định đình chỉ", "stopping", COMPLAINT, _ENDED_EARLY),
    ("stopping-denunciation", "QĐ", "quyết định đình chỉ", "stopping", DENUNCIATION, _ENDED_EARLY),
):
    _case_letter(**dict(zip(("key", "letters", "label", "template", "case_kind", "states"), _row, strict=True)))  # type: ignore[arg-type]
_case_letter(
    key="handing-up",
    letters="PG",
    label="phiếu gửi hồ sơ",
    template="handing_up",
    case_kind=COMPLAINT,
    states=(State.FORWARDED,),
    fits=lambda case: case.instance > 1,
)


def _row_letter(
    *,
    key: str,
    letters: str,
    label: str,
    template: str,
    target: str,
    variables: Callable[[Any], dict[str, Any]],
    fits: Callable[[Any], bool],
    **more: Any,
) -> None:
    """A letter about a step, a pause or an extension of a case."""
    field = {"inspect.casestep": "steps", "inspect.casepause": "pauses", "inspect.caseextension": "extensions"}[target]
    access = {"steps": queries_moves.access_step, "pauses": queries_moves.access_pause}.get(
        field, queries_moves.access_extension
    )
    kinds.declare(
        f"inspect.{key}",
        letters=letters,
        label=label,
        template=f"inspect/papers/{template}.txt",
        target=target,
        policy="inspect.handle",
        access=access,
        variables=variables,
        address=lambda user, row: row.case.get_absolute_url(),
        fits=fits,
        readable=_READABLE[field],
        **more,
    )


_SIGNED = {"signers": ward_queries.committee_signers}
_row_letter(
    key="invitation",
    letters="GM",
    label="giấy mời đối thoại",
    template="invitation",
    target="inspect.casestep",
    variables=_of_step,
    fits=lambda step: step.kind == StepKind.DIALOGUE and step.done_on is None,
    **_SIGNED,
)
_row_letter(
    key="dialogue-minutes",
    letters="BB",
    label="biên bản đối thoại",
    template="step_minutes",
    target="inspect.casestep",
    variables=_of_step,
    fits=lambda step: step.kind == StepKind.DIALOGUE and step.done_on is not None,
)
_row_letter(
    key="verification-minutes",
    letters="BB",
    label="biên bản xác minh",
    template="step_minutes",
    target="inspect.casestep",
    variables=_of_step,
    fits=lambda step: step.kind == StepKind.VERIFY and step.done_on is not None,
)
_row_letter(
    key="extension",
    letters="QĐ",
    label="quyết định gia hạn",
    template="extension",
    target="inspect.caseextension",
    variables=partial(_of_extension, form=casework.forms().get("extension", "")),
    fits=lambda extension: True,
    **_SIGNED,
)
_row_letter(
    key="pausing",
    letters="QĐ",
    label="quyết định tạm đình chỉ",
    template="pausing",
    target="inspect.casepause",
    variables=_of_pause,
    fits=lambda pause: pause.case.kind != INFORMATION,
    **_SIGNED,
)
_row_letter(
    key="completing",
    letters="TB",
    label="thông báo bổ sung yêu cầu",
    template="completing",
    target="inspect.casepause",
    variables=_of_pause,
    fits=lambda pause: pause.case.kind == INFORMATION,
    **_SIGNED,
)
_row_letter(
    key="resuming",
    letters="QĐ",
    label="quyết định tiếp tục giải quyết",
    template="resuming",
    target="inspect.casepause",
    variables=_of_pause,
    fits=lambda pause: pause.until is not None and pause.case.kind != INFORMATION,
    **_SIGNED,
)
