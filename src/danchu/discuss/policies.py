"""Who prepares, opens, counts, closes and votes; and what still stands against opening and closing."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

import rules
from django.core.exceptions import PermissionDenied

from danchu.core.actors import SYSTEM, Actor, account_of
from danchu.core.models import User
from danchu.core.refusals import Objection
from danchu.discuss import law, queries, queries_papers
from danchu.discuss import queries_following as following
from danchu.discuss.models import CountSheet, Decision, Initiative, Meeting, Option, VillageCode
from danchu.discuss.states import Answer, Form
from danchu.lib.vntext import vn_date
from danchu.ward.models import ResidentialGroup
from danchu.ward.policies import (
    anyone,
    is_administrator,
    is_assigned_officer,
    is_civil_servant,
    is_group_leader,
    is_leader,
    is_overseer,
    ward_staff,
)
from danchu.ward.queries import groups_led_by, offices_held
from statute.citation import Citation
from statute.decisions import (
    MatterKind,
    ballot_grounds,
    lawful_forms,
    lawful_ground,
    lawful_scope,
    online_conditions,
)

manages_ward = is_civil_servant | is_leader


@rules.predicate(name="tổ trưởng, tổ phó của đúng tổ đó")
def leads_its_group(user: object, about: object = None) -> bool:
    """Whether ``user`` leads the group (all groups) of a decision, a meeting, an initiative, or is that group."""
    if not is_group_leader(user, about):
        return False
    led = groups_led_by(user)
    match about:
        case Decision():
            groups = {each.group_id for each in queries.scope_of(about)}
            return bool(groups) and groups <= led
        case Meeting() | Initiative() | VillageCode():
            return about.group_id in led
        case ResidentialGroup():
            return about.pk in led
    return True


@rules.predicate(name="tổ trưởng, tổ phó của tổ trong phạm vi")
def leads_in_scope(user: object, about: object = None) -> bool:
    """Whether ``user`` leads one of the groups of a decision; ``must_count_in`` asks for the very group."""
    if not is_group_leader(user, about):
        return False
    # A count sheet is of one group: only its own leader makes minutes of it.
    if isinstance(about, CountSheet):
        return about.group_id in groups_led_by(user)
    if not isinstance(about, Decision):
        return True
    return not groups_led_by(user).isdisjoint(each.group_id for each in queries.scope_of(about))


def may_count_in(user: object, decision: Decision, group: int | None) -> bool:
    """Whether ``user`` hands out, takes in and counts papers of that group of ``decision``: who conducts it, and in
    the ward's decisions the leader of the group."""
    return rules.has_perm("discuss.conduct", user, decision) or group in groups_led_by(user)


def must_count_in(by: Actor, decision: Decision, group: int | None) -> None:
    """Raise ``PermissionDenied`` unless ``by`` is the system or ``may_count_in`` that group."""
    if by is not SYSTEM and not may_count_in(account_of(by), decision, group):
        raise PermissionDenied("discuss.count")


@rules.predicate(name="người được giao nhiệm vụ của đúng đơn vị đó")
def serves_its_organisation(user: object, about: object = None) -> bool:
    """Whether ``user`` is the officer assigned in the organisation inside which it is decided."""
    if not is_assigned_officer(user, about):
        return False
    if isinstance(about, CountSheet):
        about = about.decision
    organisation = getattr(about, "organisation_id", None)
    if organisation is None:
        return not isinstance(about, Decision | Meeting | Initiative | ResidentialGroup)
    return organisation in {each.organisation_id for each in offices_held(user)}


@rules.predicate(name="người dân, hộ gia đình")
def lives_here(user: object, about: object = None) -> bool:
    """Whether ``user`` has an account of this ward; whether it speaks for an elector, the act itself finds out."""
    return isinstance(user, User) and user.is_active and getattr(about, "ward_id", user.ward_id) == user.ward_id


manages = manages_ward | leads_its_group | serves_its_organisation

TABLE = {
    "discuss.see": anyone,
    "discuss.see_desk": manages_ward | is_group_leader | is_assigned_officer | is_overseer | is_administrator,
    "discuss.see_roll": ward_staff | leads_its_group | serves_its_organisation | is_overseer,
    "discuss.prepare": manages,
    "discuss.conduct": manages,
    "discuss.count": manages_ward | leads_in_scope | serves_its_organisation,
    "discuss.recognise": manages_ward,
    "discuss.review_code": manages_ward | leads_its_group,
    "discuss.vote": lives_here,
    "discuss.propose": lives_here,
    "discuss.answer_initiative": manages,
}


def blockers_before_opening(decision: Decision, options: Iterable[Option], electors: int) -> Iterator[Objection]:
    """What is still missing before ``electors`` can be asked to choose among ``options``, each with its article."""
    kind = law.kind_of(decision.kind, law.began_on(decision.rule))
    for reason in lawful_forms(kind, decision.forms).reasons:
        yield Objection(reason.text, "forms", reason.citation)
    yield from scope_faults(kind, len(queries.scope_of(decision)))
    if not electors:
        yield Objection("Chưa có hộ nào trong phạm vi. Hãy nhập danh sách hộ, hoặc chọn lại tổ dân phố.", "groups")
    if decision.by_ballot and not decision.organisation_id:
        yield from _ground_faults(kind, decision)
    if decision.by_online and not decision.organisation_id:
        for each in online_conditions():
            if not decision.online_conditions.get(each.key):
                yield Objection(f"Chưa ghi nhận điều kiện: {each.label}.", "online_conditions", each.citation)
    yield from _option_faults(decision, options)
    if decision.kind == "code":
        yield from _draft_faults(decision)
    if (decision.by_online or decision.by_ballot) and decision.closes_at is None:
        yield Objection("Hãy ghi ngày giờ kết thúc lấy ý kiến.", "closes_at", Citation("luat-10-2022", "19"))


def warnings_before_opening(decision: Decision, smallest: int) -> Iterator[str]:
    """What those who open should know though the law does not forbid it; ``smallest`` is the size of the smallest
    group in the scope."""
    kind = law.kind_of(decision.kind, law.began_on(decision.rule))
    if decision.is_ward_wide and not kind.ward_majority and not kind.in_one_group:
        yield (
            "Điều 21 không quy định tỷ lệ riêng cho việc tự quản có phạm vi toàn phường: tính trên tổng số hộ của toàn "
            "phường là lựa chọn của phường."
        )
    if decision.is_secret and decision.by_online:
        yield (
            "Bỏ phiếu kín trực tuyến: nếu trong một tổ chỉ có một hộ bỏ phiếu trực tuyến thì số liệu của tổ cho biết "
            f"hộ đó chọn gì. Tổ ít hộ nhất trong phạm vi có {smallest} hộ; việc cần giữ kín thì nên bỏ phiếu giấy."
        )


def scope_faults(kind: MatterKind, groups: int) -> Iterator[Objection]:
    """What the law says against so many groups deciding a matter of ``kind`` together."""
    for reason in lawful_scope(kind, groups).reasons:
        yield Objection(f"{reason.text}.", "groups", reason.citation)


def _ground_faults(kind: MatterKind, decision: Decision) -> Iterator[Objection]:
    verdict = lawful_ground(kind, decision.ballot_ground, is_ward_wide=decision.is_ward_wide)
    for reason in verdict.reasons:
        yield Objection(f"{reason.text}.", "ballot_ground", reason.citation)
    ground = next((each for each in ballot_grounds(kind.key) if each.key == decision.ballot_ground), None)
    if verdict and ground and ground.follows_meeting and not following.too_few_came_before(decision):
        text = (
            "Chưa có cuộc họp nào về việc này mà không đủ hộ dự. Hãy chọn hình thức họp; sau cuộc họp, nếu không đủ "
            "hộ, bấm “Phát phiếu sau cuộc họp”."
        )
        yield Objection(text, "ballot_ground", ground.citation)


def _draft_faults(decision: Decision) -> Iterator[Objection]:
    """The draft of a code hangs for its period before the community meets (khoản 1 Điều 9 Nghị định 61/2023)."""
    rule = law.book().value("village_code.draft_posting", law.began_on(decision.rule))
    code = following.code_of(decision)
    if code is None or code.posted_on is None:
        yield Objection("Chưa ghi nhận niêm yết dự thảo hương ước, quy ước.", "", rule.citation)
        return
    first_day = code.posted_on + timedelta(days=int(rule.number))
    if law.began_on(decision.rule) < first_day:
        text = (
            f"Dự thảo phải niêm yết ít nhất {rule.number} ngày; niêm yết từ {vn_date(code.posted_on)}, "
            f"nên lấy ý kiến được từ ngày {vn_date(first_day)}."
        )
        yield Objection(text, "", rule.citation)


def _option_faults(decision: Decision, options: Iterable[Option]) -> Iterator[Objection]:
    answers = [each.answer for each in options]
    candidates = answers.count(Answer.CANDIDATE)
    if decision.seats:
        if candidates < decision.seats:
            yield Objection(f"Cần ít nhất {decision.seats} người trong danh sách bầu, mới có {candidates}.", "options")
    elif Answer.FOR not in answers and candidates < 2:
        yield Objection("Cần có phương án “Tán thành”, hoặc ít nhất hai phương án để chọn.", "options")


def blockers_before_closing(decision: Decision, at: datetime) -> Iterator[Objection]:
    """What still stands against closing."""
    if decision.closes_at is not None and at < decision.closes_at and queries.not_heard(decision).exists():
        yield Objection("Chưa đến thời điểm kết thúc, và còn hộ chưa có ý kiến.")
    if waiting := queries_papers.unread(decision):
        yield Objection(f"Còn {waiting} phiếu đã thu mà hai người chưa đọc khớp.")
    written = queries.sheets(decision)
    yield from map(Objection, written.faults)
    names = {each.group_id: each.group.name for each in queries.scope_of(decision)}
    for (group, form), heard in queries.uncounted(decision).items():
        count = written.counts.get((group, form))
        where = ", ".join(filter(None, (Form(form).label, names.get(group or 0, ""))))
        if count is None:
            yield Objection(f"{where}: {heard} hộ đã có ý kiến nhưng chưa có biên bản kiểm phiếu.")
        elif count.took_part != heard and form == Form.BALLOT:
            yield Objection(f"{where}: đã thu {heard} phiếu nhưng kiểm được {count.took_part}. Hãy kiểm lại.")
