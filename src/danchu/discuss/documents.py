"""The official documents of the room: minutes, the decision itself, the report to the ward (Điều 20 Luật 10/2022)."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from django.urls import reverse

from danchu.core.records import kinds
from danchu.core.records.source import Markup
from danchu.core.sites import full_address
from danchu.core.trust import telling
from danchu.discuss import documents_counts, law, queries  # noqa: F401 - the minutes of counting declare themselves
from danchu.discuss import queries_following as following
from danchu.discuss.documents_planning import community, leader_name, when
from danchu.discuss.models import Decision, Meeting, MeetingItem
from danchu.discuss.states import Form, MeetingState, State, WrittenAs
from danchu.lib import clock
from danchu.lib.vntext import vn_date
from danchu.ward.states import Office

MEETING_MINUTES, WARD_REPORT = "discuss.meeting-minutes", "discuss.ward-report"
BALLOT_MINUTES, ONLINE_MINUTES = "discuss.ballot-minutes", "discuss.online-minutes"
DECIDED = {
    WrittenAs.RESOLUTION: ("discuss.resolution", "NQ"),
    WrittenAs.MINUTES: ("discuss.minutes", "BB"),
    WrittenAs.MEMORANDUM: ("discuss.memorandum", "BGN"),
    WrittenAs.AGREEMENT: ("discuss.agreement", "BTT"),
}


def _signatures(on: Any) -> list[int]:
    """One place a household representative that must sign (điểm g khoản 2 Điều 20)."""
    return list(range(law.book().value("decision.household_signatures", on).number))


def _community(decision: Decision) -> str:
    if decision.organisation is not None:
        return str(decision.organisation)
    if decision.is_ward_wide:
        return f"Toàn {decision.ward.name}"
    return ", ".join(each.group.name for each in decision.groups.select_related("group"))


def _day(day: date | None) -> str:
    return vn_date(day) if day else ""


def _options(decision: Decision, votes: dict[str, int]) -> list[dict[str, Any]]:
    return [{"text": each.text, "votes": votes.get(str(each.position), 0)} for each in decision.options.all()]


def _decided(decision: Decision) -> dict[str, Any]:
    """What every document about a closed decision says."""
    found, group, follow_up = decision.outcome, following.only_group(decision), following.follow_up_of(decision)
    unit = following.who(decision)
    kind = law.kind_of(decision.kind, law.began_on(decision.rule))
    told = decision.tellings.select_related("group")
    inside = decision.organisation_id is not None
    name = _community(decision)
    return {
        "inside": inside,
        "title": decision.title,
        "proposal": decision.proposal,
        "kind": decision.rule["label"],
        "citation": decision.rule["citation"],
        "community": name,
        "lead": f"Hội nghị {name}" if inside else f"Cộng đồng dân cư {name}",
        "leader": leader_name(group),
        "front": leader_name(group, Office.FRONT_COMMITTEE_HEAD),
        "unit": unit,
        "base": decision.base,
        "took_part": found["took_part"],
        "opened": when(decision.opened_at),
        "closed": when(decision.closed_at),
        "closed_on": vn_date(clock.local_day(decision.closed_at)),  # type: ignore[arg-type]
        "forms": ", ".join(Form(each).label.lower() for each in decision.forms),
        "method": decision.get_method_display().lower(),
        "reason": found["reason"],
        "options": _options(decision, found["votes"]),
        "elected": ", ".join(name for _, name, _ in following.elected_people(decision)),
        "passed": bool(decision.passed),
        "verdict": "Thông qua" if decision.passed else "Không thông qua",
        "recognition": following.awaits_recognition(decision),
        "recogniser": law.RECOGNISERS.get(kind.recognised_by, ""),
        "day_awaited": following.awaits_day_in_force(decision),
        "in_force": _day(following.in_force_on(decision)),
        "carry_out_by": follow_up.carry_out_by,
        "told": "; ".join(f"{each.group or name} {each.households} {unit}" for each in told),
        "report": follow_up.report,
        "digest": decision.bundle_digest,
        "trust": telling.line_of(decision.ward),
        "address": full_address(decision.ward, decision.get_absolute_url()),
        "signatures": _signatures(law.began_on(decision.rule)),
    }


_FORM_MINUTES = {
    Form.BALLOT: ("Tổng hợp kết quả phát phiếu lấy ý kiến", "PHÁT PHIẾU", "Điều 19 Luật số 10/2022/QH15"),
    Form.ONLINE: ("Kết quả biểu quyết trực tuyến", "LẤY Ý KIẾN TRỰC TUYẾN", "Điều 5 Nghị định số 59/2023/NĐ-CP"),
}


def _form_minutes(decision: Decision, form: Form) -> dict[str, Any]:
    subject, team, basis = _FORM_MINUTES[form]
    found = decision.outcome["forms"].get(form, {"took_part": 0, "invalid": 0, "votes": {}})
    counters = decision.sheets.filter(form=form, superseded_reason="").exclude(team="").values_list("team", flat=True)
    counted = queries.counts(decision)
    groups = [(each, counted.get((each.group_id, form), None)) for each in decision.groups.select_related("group")]
    return {
        **_decided(decision),
        "subject": subject,
        "TEAM": team,
        "basis": basis,
        "team": [name.strip() for each in counters[:1] for name in each.split(";") if name.strip()],
        "took_part": found["took_part"],
        "invalid": found["invalid"],
        "options": _options(decision, found["votes"]),
        "groups": [
            {
                "name": row.group.name,
                "base": row.households,
                "took_part": count.took_part if count else 0,
                "invalid": count.invalid if count else 0,
            }
            for row, count in groups
        ]
        if len(groups) > 1
        else [],
    }


def _meeting(meeting: Meeting) -> dict[str, Any]:
    attendances = meeting.attendances.all()
    present = len(attendances)
    unit = "người" if meeting.organisation_id else "hộ"
    items = meeting.items.select_related("decision").prefetch_related("decision__options", "decision__sheets")
    day = clock.local_day(meeting.started_at or meeting.planned_at)
    return {
        "title": meeting.title,
        "community": str(meeting.organisation or meeting.group or f"Toàn {meeting.ward.name}"),
        "place": meeting.place,
        "started": when(meeting.started_at),
        "ended": when(meeting.ended_at),
        "unit": unit,
        "Unit": unit.capitalize(),
        "base": meeting.households,
        "present": present,
        "absent": max(meeting.households - present, 0),
        "authorised": sum(each.is_authorised for each in attendances),
        "chair": meeting.chair,
        "secretary": meeting.secretary,
        "secretary_votes": meeting.secretary_votes,
        "agenda": Markup(meeting.agenda or "Theo giấy mời."),
        "notes": Markup(meeting.notes or "Không có ý kiến khác."),
        "items": [_item(each, meeting) for each in items],
        "trust": telling.line_of(meeting.ward),
        "signatures": [] if meeting.organisation_id else _signatures(day),
    }


def _item(item: MeetingItem, meeting: Meeting) -> dict[str, Any]:
    decision = item.decision
    sheets = [
        each
        for each in decision.sheets.all()
        if each.form == Form.MEETING and each.group_id == meeting.group_id and not each.superseded_reason
    ]
    sheet = sheets[0] if sheets else None
    return {
        "title": decision.title,
        "proposal": decision.proposal,
        "method": decision.get_method_display().lower(),
        "method_votes": item.method_votes,
        "sheet": sheet is not None,
        "counted_by": sheet.counted_by if sheet else "",
        "team": (meeting.counters or (sheet.team if sheet else "")).replace("\n", "; "),
        "team_votes": meeting.counters_votes,
        "witnesses": (meeting.witnesses or (sheet.witnesses if sheet else "")).replace("\n", "; "),
        "given": sheet.given if sheet else 0,
        "returned": sheet.returned if sheet else 0,
        "invalid": sheet.invalid if sheet else 0,
        "options": [
            {"text": each.text, "votes": sheet.votes.get(str(each.position), 0)} for each in decision.options.all()
        ]
        if sheet
        else [],
        "reason": decision.outcome.get("reason", ""),
    }


def _closed(decision: Decision) -> bool:
    return decision.state == State.CLOSED


def _page(user: object, decision: Decision) -> str:
    return reverse("discuss:close", args=[decision.pk])


def _of_decision(
    key: str, letters: str, label: str, template: str, variables: Callable[[Decision], dict[str, Any]], **more: Any
) -> None:
    kinds.declare(
        key,
        letters=letters,
        label=label,
        template=f"discuss/papers/{template}.txt",
        target="discuss.decision",
        policy="discuss.conduct",
        access=following.access_conducted,
        variables=variables,
        address=_page,
        issuer=community,
        **more,
    )


def _written_as(written_as: WrittenAs, decision: Decision) -> bool:
    return _closed(decision) and bool(decision.passed) and following.follow_up_of(decision).written_as == written_as


kinds.declare(
    MEETING_MINUTES,
    letters="BB",
    label="biên bản cuộc họp",
    template="discuss/papers/meeting_minutes.txt",
    target="discuss.meeting",
    policy="discuss.conduct",
    access=queries.access_meeting,
    variables=_meeting,
    address=lambda user, meeting: meeting.get_absolute_url(),
    fits=lambda meeting: meeting.state == MeetingState.ENDED,
    issuer=community,
)
_of_decision(
    BALLOT_MINUTES,
    "BB",
    "biên bản lấy ý kiến bằng phiếu",
    "form_minutes",
    partial(_form_minutes, form=Form.BALLOT),
    fits=lambda decision: _closed(decision) and decision.by_ballot,
)
_of_decision(
    ONLINE_MINUTES,
    "BB",
    "biên bản biểu quyết trực tuyến",
    "form_minutes",
    partial(_form_minutes, form=Form.ONLINE),
    fits=lambda decision: _closed(decision) and decision.by_online,
)
for written_as, (_key, _letters) in DECIDED.items():
    _of_decision(
        _key,
        _letters,
        f"{written_as.label.lower()} của cộng đồng",
        "decided",
        _decided,
        fits=partial(_written_as, written_as),
        is_public=True,
    )
_of_decision(
    WARD_REPORT,
    "BC",
    "báo cáo gửi Ủy ban nhân dân, Mặt trận",
    "ward_report",
    _decided,
    fits=lambda decision: _closed(decision) and not decision.organisation_id,
)
