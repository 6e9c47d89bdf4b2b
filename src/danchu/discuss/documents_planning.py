"""The official documents before a vote: invitation and programme of a meeting, notice, plan of handing out ballots."""

from typing import Any

from django.urls import reverse

from danchu.core.models import Ward
from danchu.core.records import kinds
from danchu.core.records.source import Markup
from danchu.core.sites import full_address
from danchu.discuss import law, queries, queries_planning
from danchu.discuss.models import Decision, Meeting
from danchu.discuss.states import Form, MeetingState, State
from danchu.lib import clock
from danchu.lib.vntext import vn_date
from danchu.ward import queries as ward
from danchu.ward.models import ResidentialGroup
from danchu.ward.states import Office
from statute.decisions import ballot_grounds

INVITATION, PROGRAMME = "discuss.invitation", "discuss.programme"
NOTICE, BALLOT_PLAN = "discuss.notice", "discuss.ballot-plan"


def community(ward: Ward) -> kinds.Issuer:
    """The community of a group issues what it decides: no organ of the State does."""
    return kinds.Issuer("CỘNG ĐỒNG DÂN CƯ", "CĐDC", ward.name.upper())


def when(at: Any) -> str:
    """A moment in the words of a document; empty for none."""
    if at is None:
        return ""
    local = at.astimezone(clock.VIETNAM)
    return f"{local:%H} giờ {local:%M} ngày {vn_date(local.date())}"


def leader_name(group: ResidentialGroup | None, office: str = Office.GROUP_LEADER) -> str:
    """Who holds ``office`` in ``group`` today; empty for nobody."""
    if group is None:
        return ""
    found = ward.leaders_of(group, clock.today()).filter(office=office).first()
    return found.person.full_name if found else ""


def _meeting(meeting: Meeting) -> dict[str, Any]:
    return {
        "ward": meeting.ward.name,
        "group": str(meeting.group or meeting.organisation),
        "inside": meeting.organisation_id is not None,
        "title": meeting.title,
        "when": when(meeting.planned_at),
        "place": meeting.place,
        "chair": meeting.chair,
        "households": meeting.households,
        "items": [
            {"title": each.title, "proposal": each.proposal, "method": each.get_method_display().lower()}
            for each in queries_planning.items_of(meeting)
        ],
        "agenda": [line.strip() for line in meeting.agenda.splitlines() if line.strip()],
        "address": full_address(meeting.ward, meeting.get_absolute_url()) if meeting.group_id else "",
    }


def _decision(decision: Decision) -> dict[str, Any]:
    day = law.began_on(decision.rule)
    card = law.kind_card(law.kind_of(decision.kind, day), day)
    groups = [each.group for each in decision.groups.select_related("group")]
    only = groups[0] if len(groups) == 1 else None
    ground = next((each for each in ballot_grounds(decision.kind) if each.key == decision.ballot_ground), None)
    team = [law.book().value(key, day).number for key in ("ballot.team_least", "ballot.team_most")]
    return {
        "ward": decision.ward.name,
        "title": decision.title,
        "proposal": Markup(decision.proposal),
        "kind": card.kind.label,
        "citation": str(card.kind.citation),
        "majority": card.majority.words(),
        "majority_citation": str(card.majority.citation),
        "scope": f"Toàn {decision.ward.name}" if decision.is_ward_wide else ", ".join(each.name for each in groups),
        "households": decision.base or sum(queries_planning.sizes_of(decision)),
        "forms": ", ".join(str(Form(each).label).lower() for each in decision.forms),
        "method": decision.get_method_display().lower(),
        "options": [each.text for each in decision.options.all()],
        "opens": when(decision.opened_at or decision.opens_at),
        "closes": when(decision.closes_at),
        "ground": ground.label if ground else "",
        "ground_citation": str(ground.citation) if ground else "",
        "team_least": team[0],
        "team_most": team[1],
        "leader": leader_name(only),
        "front": leader_name(only, Office.FRONT_COMMITTEE_HEAD),
        "address": full_address(decision.ward, decision.get_absolute_url()) if decision.opened_at else "",
    }


def _is_asked(decision: Decision) -> bool:
    return decision.state in {State.PREPARING, State.OPEN} and decision.organisation_id is None


for _key, _letters, _label in ((INVITATION, "GM", "giấy mời họp"), (PROGRAMME, "CTr", "chương trình họp")):
    kinds.declare(
        _key,
        letters=_letters,
        label=_label,
        template=f"discuss/papers/{_key.removeprefix('discuss.')}.txt",
        target="discuss.meeting",
        policy="discuss.conduct",
        access=queries.access_meeting,
        variables=_meeting,
        address=lambda user, meeting: reverse("discuss:desk-meeting", args=[meeting.pk]),
        fits=lambda meeting: meeting.state == MeetingState.PLANNED,
        issuer=community,
    )
kinds.declare(
    NOTICE,
    letters="TB",
    label="thông báo lấy ý kiến",
    template="discuss/papers/notice.txt",
    target="discuss.decision",
    policy="discuss.conduct",
    access=queries.access_decision,
    variables=_decision,
    address=lambda user, decision: reverse("discuss:desk-decision", args=[decision.pk]),
    fits=_is_asked,
    issuer=community,
)
kinds.declare(
    BALLOT_PLAN,
    letters="KH",
    label="kế hoạch phát phiếu",
    template="discuss/papers/ballot_plan.txt",
    target="discuss.decision",
    policy="discuss.conduct",
    access=queries.access_decision,
    variables=_decision,
    address=lambda user, decision: reverse("discuss:desk-decision", args=[decision.pk]),
    fits=lambda decision: decision.by_ballot and _is_asked(decision),
    issuer=community,
)
