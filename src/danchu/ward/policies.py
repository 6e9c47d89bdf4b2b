"""Who may do what with the roll, the organisations and the offices; and the predicates every later room composes."""

from typing import Any

import rules

from danchu.core.models import User
from danchu.core.policies import handles_documents
from danchu.ward.models import Delivery
from danchu.ward.queries import groups_led_by, offices_held
from danchu.ward.queries_deliveries import served_by
from danchu.ward.states import LEADERS, OVERSEERS, Office


def holds(*offices: str, name: str) -> Any:
    """A predicate: the account's person holds one of ``offices`` today, in the ward of the object asked about."""

    def check(user: object, about: object = None) -> bool:
        return _same_ward(user, about) and any(each.office in offices for each in offices_held(user))

    return rules.predicate(check, name=name)


def _same_ward(user: object, about: object) -> bool:
    if not isinstance(user, User):
        return False
    owner = getattr(about, "ward_id", None) or (about.pk if type(about).__name__ == "Ward" else None)  # type: ignore[attr-defined]
    return owner is None or owner == user.ward_id


is_leader = holds(*LEADERS, name="lãnh đạo Ủy ban nhân dân phường")
is_overseer = holds(*OVERSEERS, name="đại biểu Hội đồng nhân dân, Mặt trận")
is_civil_servant = holds(Office.CIVIL_SERVANT, name="công chức phường")
is_administrator = holds(Office.ADMINISTRATOR, name="quản trị hệ thống")
is_auditor = holds(Office.AUDITOR, name="người kiểm tra nhật ký")
is_group_leader = holds(Office.GROUP_LEADER, Office.GROUP_DEPUTY, name="tổ trưởng, tổ phó tổ dân phố")
is_assigned_officer = holds(Office.ASSIGNED_OFFICER, name="người được giao nhiệm vụ")


@rules.predicate(name="tổ trưởng, tổ phó của chính tổ đó")
def leads_the_group(user: object, about: object = None) -> bool:
    """Asked with the ward: leads any group. Asked with something of a group: leads that group."""
    if not is_group_leader(user, about):
        return False
    return not hasattr(about, "group_id") or about.group_id in groups_led_by(user)


anyone = rules.always_allow


@rules.predicate(name="người nhận văn bản của nơi nhận")
def receives(user: object, about: object = None) -> bool:
    """Whether ``user`` receives documents where a delivery went; asked with the ward: anywhere."""
    organisations, groups = served_by(user), groups_led_by(user)
    if not isinstance(about, Delivery):
        return _same_ward(user, about) and bool(organisations or groups)
    return _same_ward(user, about) and (about.organisation_id in organisations or about.group_id in groups)


ward_staff = is_civil_servant | is_leader | is_administrator
office_holder = rules.predicate(
    lambda user, about=None: _same_ward(user, about) and bool(offices_held(user)), name="người có chức danh"
)

TABLE = {
    "ward.see_roll": ward_staff,
    "ward.see_households": ward_staff | leads_the_group,
    "ward.export_roll": ward_staff,
    "ward.change_roll": is_civil_servant | is_administrator,
    "ward.print_cards": is_civil_servant | is_administrator,
    "ward.see_groups": ward_staff | is_overseer | is_group_leader,
    "ward.change_groups": is_civil_servant | is_administrator,
    "ward.see_organisations": ward_staff | is_overseer | is_assigned_officer,
    "ward.change_organisations": is_civil_servant | is_administrator,
    "ward.see_offices": ward_staff | is_overseer,
    "ward.change_offices": is_administrator,
    "ward.change_ward": is_administrator,
    "ward.see_law": ward_staff | is_overseer | is_group_leader,
    "ward.change_law": is_administrator,
    "ward.change_accounts": is_administrator,
    "ward.deliver": handles_documents,
    "ward.receive": receives,
    "core.see_audit": is_auditor | is_administrator | is_overseer,
    "core.see_trust": is_leader | is_auditor | is_administrator | is_overseer,
    "core.see_documents": ward_staff | is_overseer | is_auditor,
    "core.see_audit_personal": is_auditor,
}
