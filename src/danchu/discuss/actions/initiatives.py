"""Proposals of residents: put forward, backed by households, taken up or answered (Điều 16 Luật số 10/2022/QH15)."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.urls import reverse

from danchu.core.actors import Actor
from danchu.core.following import Done, Effect, Rank, then
from danchu.core.models import User, Ward
from danchu.core.official import ALWAYS, official
from danchu.core.refusals import Objection, Refused, needs, refuse_if
from danchu.discuss import law, queries, queries_planning
from danchu.discuss.answering import tell_proposer
from danchu.discuss.models import Backing, Decision, Initiative
from danchu.discuss.states import INITIATIVE_LIFE, PUT_TO_COMMUNITY, InitiativeState
from danchu.duties.effects import about, fulfil_about, open_all
from danchu.lib import clock
from danchu.lib.vntext import clean, vn_date
from danchu.matters.effects import line
from danchu.matters.states import Step
from danchu.ward.models import Household, ResidentialGroup
from danchu.ward.queries import household_of

CLAUSE = "2.2.c.1"
ENOUGH = "Sáng kiến đã đủ số hộ ủng hộ, hoặc đã kết thúc; không cần và không đổi được nữa."
NOT_YOURS = "Tài khoản này không đứng tên hộ nào trong tổ, nên không thay mặt hộ được."


@official(label="Đề xuất sáng kiến", clause=CLAUSE, policy="discuss.propose", unnamed=ALWAYS)
def propose(*, ward: Ward, kind: str, title: str, content: str, by: User, at: datetime) -> Done[Initiative]:
    """Put a proposal to the own residential group; the household of the one who proposes backs it at once.

    Raises ``Refused`` for one who lives in no household of the ward, without words, or with the same one still open.
    """
    household = household_of(by)
    if household is None or household.left_on is not None or household.ward_id != ward.pk:
        raise Refused("Tài khoản này chưa gắn với hộ nào trong phường. Hãy báo tổ trưởng hoặc phường để gắn hộ.")
    today = clock.local_day(at)
    refuse_if(_faults(household.group, title, content))
    base = queries.households_of(household.group).count()
    found = law.backing(law.kind_of(kind, today), base, today)
    person = queries_planning.person_of(by)
    initiative = Initiative.objects.create(
        ward=ward,
        group=household.group,
        kind=kind,
        title=clean(title),
        content=content.strip(),
        proposer=person,
        proposed_by=by,
        proposer_name=person.full_name if person else household.head_name,
        base=base,
        needed=found.needed,
        rule=found.rule,
        opened_at=at,
        valid_until=found.valid_until,
    )
    backings = [(household, by.display_name)]
    return Done(initiative, *_backed(initiative, backings, on_paper=False, by=by, at=at), public=True)


@official(label="Ủng hộ sáng kiến", clause=CLAUSE, policy="discuss.propose", unnamed=ALWAYS)
def back_initiative(*, initiative: Initiative, by: User, at: datetime) -> Done[Initiative]:
    """Let the household of ``by`` back it. Raises ``Refused`` for one of another group, twice, or when it is over."""
    household = _own_household(initiative, by)
    if initiative.backings.filter(household=household).exists():
        raise Refused("Hộ của ông/bà đã ủng hộ sáng kiến này rồi; mỗi hộ tính một lần.")
    backings = [(household, by.display_name)]
    return Done(initiative, *_backed(initiative, backings, on_paper=False, by=by, at=at), public=True)


@official(label="Rút ý kiến ủng hộ sáng kiến", clause=CLAUSE, policy="discuss.propose", unnamed=ALWAYS)
def take_back_backing(*, initiative: Initiative, by: User, at: datetime) -> Done[Initiative]:
    """Let the household of ``by`` no longer back it, while it still gathers. A signature on paper is taken back on
    paper: see ``strike_backing``."""
    household = _own_household(initiative, by)
    _must_gather(initiative, at)
    backing = initiative.backings.filter(household=household).first()
    if backing is None:
        raise Refused("Hộ của ông/bà chưa ủng hộ sáng kiến này.")
    if backing.on_paper:
        raise Refused("Hộ đã ký trên giấy. Muốn rút, hãy báo tổ trưởng để gạch tên trong danh sách.")
    backing.delete()
    return Done(initiative, public=True)


@official(
    label="Nhập hộ ủng hộ từ danh sách giấy",
    clause=CLAUSE,
    policy="discuss.answer_initiative",
    personal=("households",),
)
def enter_backings(
    *, initiative: Initiative, households: Iterable[Household], by: User, at: datetime
) -> Done[Initiative]:
    """Enter the households that signed the list on paper; one that backs it already stays counted once.

    Raises ``Refused`` for none, one of another group, or when the initiative is over.
    """
    signed = list(dict.fromkeys(households))
    refuse_if([] if signed else [Objection("Hãy đánh dấu ít nhất một hộ đã ký.", "households")])
    if any(each.group_id != initiative.group_id or each.left_on for each in signed):
        raise Refused(Objection("Có hộ không thuộc tổ này. Hãy tải lại trang và chọn lại.", "households"))
    known = set(initiative.backings.values_list("household", flat=True))
    new = [(each, each.head_name) for each in signed if each.pk not in known]
    return Done(initiative, *_backed(initiative, new, on_paper=True, by=by, at=at), public=True)


@official(label="Gạch hộ ủng hộ nhập từ giấy", clause=CLAUSE, policy="discuss.answer_initiative")
def strike_backing(
    *, initiative: Initiative, backing: Backing, reason: str, by: User, at: datetime
) -> Done[Initiative]:
    """Strike a signature entered from paper, with the reason: entered by mistake, or taken back on paper."""
    _must_gather(initiative, at)
    needs(reason, "Hãy ghi lý do gạch tên.")
    if backing.initiative_id != initiative.pk or not backing.on_paper:
        raise Refused("Chỉ gạch được hộ đã nhập từ danh sách giấy.")
    backing.delete()
    return Done(initiative, public=True)


@official(
    label="Đưa sáng kiến ra bàn",
    clause=CLAUSE,
    policy="discuss.answer_initiative",
    life=INITIATIVE_LIFE,
    move="take_up",
)
def take_up_initiative(
    *, initiative: Initiative, decision: Decision, front_agreed_on: date | None = None, by: Actor, at: datetime
) -> Done[Initiative]:
    """Put it to the community as ``decision``. Below the share that the law wants, the Front's committee must have
    agreed, on ``front_agreed_on``."""
    if initiative.backings.count() < initiative.needed:
        refuse_if(_consent_faults(initiative, front_agreed_on, clock.local_day(at)))
        initiative.front_agreed_on = front_agreed_on
    if decision.ward_id != initiative.ward_id or not decision.groups.filter(group=initiative.group_id).exists():
        raise Refused(Objection("Phạm vi phải có tổ của người đề xuất.", "groups"))
    initiative.decision = decision
    return _ended(
        initiative,
        at,
        fulfil_about(initiative, f"Đưa ra bàn: {decision.title}"),
        line(
            decision.matter,
            Step.DISCUSS,
            f"Sáng kiến của người dân được đưa ra bàn: {initiative.title}",
            address=initiative.get_absolute_url(),
        ),
    )


@official(
    label="Trả lời sáng kiến", clause=CLAUSE, policy="discuss.answer_initiative", life=INITIATIVE_LIFE, move="decline"
)
def decline_initiative(*, initiative: Initiative, answer: str, by: Actor, at: datetime) -> Done[Initiative]:
    """Say with reasons why it is not put to the community. One with enough households behind it must be put."""
    initiative.answer = needs(answer, "Hãy ghi lý do để người đề xuất và các hộ biết.", "answer")
    return _ended(initiative, at)


@official(
    label="Sáng kiến hết thời hạn ủng hộ",
    clause=CLAUSE,
    policy="discuss.answer_initiative",
    life=INITIATIVE_LIFE,
    move="lapse",
)
def lapse_initiative(*, initiative: Initiative, by: Actor, at: datetime) -> Done[Initiative]:
    """End one whose backing is no longer valid."""
    if clock.local_day(at) <= initiative.valid_until:
        raise Refused(f"Ý kiến ủng hộ còn giá trị đến hết ngày {vn_date(initiative.valid_until)}.")
    return _ended(initiative, at)


@official(
    label="Rút sáng kiến",
    clause=CLAUSE,
    policy="discuss.propose",
    unnamed=ALWAYS,
    life=INITIATIVE_LIFE,
    move="withdraw",
)
def withdraw_initiative(*, initiative: Initiative, by: User, at: datetime) -> Done[Initiative]:
    """Let the one who proposed it withdraw it. Raises ``PermissionDenied`` for anyone else."""
    if initiative.proposed_by_id != by.pk:
        raise PermissionDenied("discuss.propose")
    return _ended(initiative, at)


def _faults(group: ResidentialGroup, title: str, content: str) -> Iterator[Objection]:
    if not title.strip():
        yield Objection("Hãy ghi tên sáng kiến.", "title")
    if not content.strip():
        yield Objection("Hãy ghi nội dung và lý do để các hộ hiểu.", "content")
    running = queries.initiatives(group.ward).filter(group=group, state__in=queries_planning.RUNNING)
    if running.filter(title__iexact=clean(title)).exists():
        yield Objection("Tổ đang có sáng kiến trùng tên. Hãy ủng hộ sáng kiến đó, hoặc đặt tên khác.", "title")


def _own_household(initiative: Initiative, by: User) -> Household:
    household = household_of(by)
    if household is None or household.left_on is not None or household.group_id != initiative.group_id:
        raise Refused(NOT_YOURS)
    return household


def _must_gather(initiative: Initiative, at: datetime) -> None:
    if initiative.state != InitiativeState.GATHERING:
        raise Refused(ENOUGH)
    if clock.local_day(at) > initiative.valid_until:
        raise Refused(f"Thời hạn ủng hộ đã hết ngày {vn_date(initiative.valid_until)}.")


def _backed(
    initiative: Initiative, households: list[tuple[Household, str]], *, on_paper: bool, by: User, at: datetime
) -> list[Effect]:
    """The one place where a household comes to back an initiative; with enough of them the duty arises."""
    _must_gather(initiative, at)
    Backing.objects.bulk_create(
        Backing(
            ward_id=initiative.ward_id,
            initiative=initiative,
            household=household,
            name=name,
            on_paper=on_paper,
            at=at,
            by=by,
        )
        for household, name in households
    )
    if initiative.backings.count() < initiative.needed:
        return []
    initiative.state = INITIATIVE_LIFE.step(initiative.state, "back")
    initiative.save()
    duty = about(initiative, clause=CLAUSE).draft(
        "initiative",
        PUT_TO_COMMUNITY,
        f"Đưa sáng kiến ra cộng đồng bàn: {initiative.title}",
        arose_on=clock.local_day(at),
        due_on=initiative.valid_until,
        basis={"citation": initiative.rule["citation"], "due": initiative.valid_until.isoformat()},
        group=initiative.group,
        address=reverse("discuss:desk-initiative", args=[initiative.pk]),
    )
    return [open_all([duty])]


def _consent_faults(initiative: Initiative, agreed_on: date | None, today: date) -> Iterator[Objection]:
    if agreed_on is None:
        yield Objection(
            "Sáng kiến chưa đủ số hộ ủng hộ: hãy ghi ngày Ban công tác Mặt trận thống nhất.", "front_agreed_on"
        )
    elif not clock.local_day(initiative.opened_at) <= agreed_on <= today:
        yield Objection(
            f"Hãy chọn từ ngày {vn_date(clock.local_day(initiative.opened_at))} đến hôm nay.", "front_agreed_on"
        )


def _ended(initiative: Initiative, at: datetime, *effects: Effect) -> Done[Initiative]:
    initiative.ended_at = at
    because = f"Sáng kiến đã kết thúc: {initiative.get_state_display().lower()}."
    told = then(tell_proposer, rank=Rank.NOTICES, initiative=initiative)
    return Done(initiative, *effects, told, public=True, because=because)
