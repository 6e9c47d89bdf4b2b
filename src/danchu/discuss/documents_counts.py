"""The minutes of counting (biên bản kiểm phiếu): of the box of a group or a meeting, or of raised hands."""

from typing import Any

from django.urls import reverse

from danchu.core.records import kinds
from danchu.core.trust import telling
from danchu.discuss import law, queries_meeting, queries_papers
from danchu.discuss.documents_planning import community, when
from danchu.discuss.models import CountSheet, Decision
from danchu.discuss.states import Form

COUNT_MINUTES = "discuss.count-minutes"
_BASES = {
    Form.MEETING: "Điều 18 Luật số 10/2022/QH15 và Điều 3 Nghị định số 59/2023/NĐ-CP",
    Form.BALLOT: "Điều 19 Luật số 10/2022/QH15 và Điều 4 Nghị định số 59/2023/NĐ-CP",
}


def _names(joined: str) -> list[str]:
    return [name for name in map(str.strip, joined.split(";")) if name]


def _witness_places(decision: Decision, names: list[str]) -> list[str]:
    """Those who saw the count sign; where the law wants more than were named, an empty place for each."""
    wanted = 0
    if decision.is_secret and not decision.organisation_id:
        wanted = law.book().value("counting.witnesses", law.began_on(decision.rule)).number
    return names + [""] * (int(wanted) - len(names))


def _minutes(sheet: CountSheet) -> dict[str, Any]:
    decision, is_box = sheet.decision, sheet.form == Form.BALLOT or sheet.decision.is_secret
    round_of = decision.sheets.filter(group=sheet.group_id, form=sheet.form, round=sheet.round)
    counted = list(round_of.order_by("counter"))
    meeting = queries_meeting.meeting_counted_by(sheet)
    inside = decision.organisation_id is not None
    basis = decision.rule["citation"] if inside else _BASES[Form(sheet.form)]

    def told(field: str) -> str:
        return next(filter(None, (getattr(each, field) for each in counted)), "")

    witnesses = _names(told("witnesses"))
    counters = [each.counted_by for each in counted]
    return {
        "title": decision.title,
        "community": str(sheet.group or decision.organisation),
        "basis": basis,
        "inside": inside,
        "unit": "người" if inside else "hộ",
        "is_box": is_box,
        "form": sheet.get_form_display().lower(),
        "method": decision.get_method_display().lower(),
        "round": sheet.round,
        "finished": when(counted[-1].at),
        "place": told("place") or (meeting.place if meeting else ""),
        "meeting": meeting.title if meeting else "",
        "chair": meeting.chair if meeting else "",
        "secretary": meeting.secretary if meeting else "",
        "counters": counters,
        "team": _names(told("team")),
        "team_signs": [each for each in _names(told("team")) if each.casefold() not in map(str.casefold, counters)],
        "witnesses": witnesses,
        "witness_signs": _witness_places(decision, witnesses),
        "trust": telling.line_of(decision.ward),
        "given": sheet.given,
        "returned": sheet.returned,
        "invalid": sheet.invalid,
        "valid": sheet.returned - sheet.invalid,
        "options": [
            {"text": each.text, "votes": sheet.votes.get(str(each.position), 0)} for each in decision.options.all()
        ],
    }


# What was counted anew keeps its minutes; the new count has its own.
kinds.declare(
    COUNT_MINUTES,
    letters="BB",
    label="biên bản kiểm phiếu",
    template="discuss/papers/count_minutes.txt",
    target="discuss.countsheet",
    policy="discuss.count",
    access=queries_papers.access_sheet,
    variables=_minutes,
    address=lambda user, sheet: reverse("discuss:counts", args=[sheet.decision_id]),
    fits=lambda sheet: sheet.opens_minutes,
    issuer=community,
)
