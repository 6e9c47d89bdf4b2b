"""Who reads, handles and decides cases. A denunciation is for the leaders and those whom they make its settlers."""

from collections.abc import Iterator

import rules

from danchu.core.models import User
from danchu.core.refusals import Objection
from danchu.inspect import law, queries
from danchu.inspect.models import Case, ReceptionPromise, SealShare
from danchu.inspect.states import AT_THE_DESK, State, StepKind
from danchu.ward.policies import (
    anyone,
    is_administrator,
    is_assigned_officer,
    is_auditor,
    is_civil_servant,
    is_leader,
    is_overseer,
)
from danchu.ward.queries import offices_held

manages_ward = is_civil_servant | is_leader


def case_of(about: object) -> Case | None:
    """The case that ``about`` is, or belongs to (a step, a pause); none for the ward."""
    found = about if isinstance(about, Case) else getattr(about, "case", None)
    return found if isinstance(found, Case) else None


@rules.predicate(name="người được giao của đơn vị giải quyết")
def serves_its_unit(user: object, about: object = None) -> bool:
    """Whether ``user`` is the assigned officer of the unit of a case or promise; asked with the ward: of any."""
    if not is_assigned_officer(user, about):
        return False
    owner = about if isinstance(about, ReceptionPromise) else case_of(about)
    if owner is None:
        return True
    return owner.unit_id is not None and owner.unit_id in {each.organisation_id for each in offices_held(user)}


@rules.predicate(name="người giải quyết tố cáo đó")
def settles(user: object, about: object = None) -> bool:
    """Whether ``user``, still in office, holds a key that opens the sealed case; asked with the ward: any case."""
    if not isinstance(user, User) or not manages_ward(user, about):
        return False
    shares = SealShare.objects.filter(ward=user.ward_id, key__user=user, key__retired_at=None)
    if (case := case_of(about)) is not None:
        shares = shares.filter(case=case)
    return shares.exists()


@rules.predicate(name="lãnh đạo, khi không còn ai mở được niêm phong")
def leads_where_nobody_settles(user: object, about: object = None) -> bool:
    """Whether ``user`` leads the ward and nobody in office opens the seal any more: somebody must go on with it. Who is
    denounced and was left out by the sender has no say while another can open it."""
    if not is_leader(user, about):
        return False
    case = case_of(about)
    return case is None or not queries.settlers_of(case)


@rules.predicate(name="đơn không niêm phong")
def is_not_sealed(user: object, about: object = None) -> bool:
    """Whether a case is of a kind that more people than its settlers may read."""
    case = case_of(about)
    return case is None or not law.kind_of(case.kind).is_sealed


TABLE = {
    "inspect.send": anyone,
    "inspect.see_desk": manages_ward | is_assigned_officer | is_overseer,
    "inspect.read_all": manages_ward | is_overseer,
    "inspect.register": manages_ward,
    "inspect.see_sender": (is_not_sealed & (manages_ward | serves_its_unit)),
    "inspect.handle": (is_not_sealed & (manages_ward | serves_its_unit)) | settles | leads_where_nobody_settles,
    "inspect.assign": (is_not_sealed & manages_ward) | settles | leads_where_nobody_settles,
    "inspect.change_replies": manages_ward,
    "inspect.see_reception": manages_ward | is_overseer,
    "inspect.plan_reception": manages_ward,
    "inspect.receive": manages_ward,
    "inspect.keep_promise": manages_ward | serves_its_unit,
    "inspect.see_mail": manages_ward,
    "inspect.see_mailboxes": manages_ward | is_administrator,
    "inspect.run_mailboxes": is_civil_servant | is_administrator,
    "inspect.make_key": manages_ward,
    "inspect.open": settles,
    "inspect.see_openings": is_leader | is_auditor,
    "inspect.change_topics": is_civil_servant | is_administrator,
}


def blockers_before_handling(case: Case, handler: User | None) -> Iterator[Objection]:
    """Whom a sealed ``case`` is given to must be able to read it."""
    if handler is None or not law.kind_of(case.kind).is_sealed:
        return
    if handler.pk not in {each.user_id for each in queries.settlers_of(case)}:
        yield Objection(
            f"{handler} chưa mở được niêm phong của đơn này. Hãy nhờ người đó lập khóa mở niêm phong, "
            "trao quyền ở trang Niêm phong của đơn, rồi giao lại.",
            "handler",
        )


def blockers_before_answering(case: Case, *, answer: str, outcome: str, no_dialogue: str) -> Iterator[Objection]:
    """What still stands against answering ``case``."""
    kind = law.kind_of(case.kind)
    if not answer.strip():
        yield Objection("Hãy viết nội dung trả lời.", "answer")
    if kind.outcomes and outcome not in kind.outcomes:
        yield Objection("Hãy chọn kết luận.", "outcome")
    held = case.steps.filter(kind=StepKind.DIALOGUE, done_on__isnull=False)
    if kind.needs_dialogue and not no_dialogue.strip() and not held.exists():
        yield Objection("Chưa ghi buổi đối thoại nào. Hãy ghi, hoặc nêu lý do không tổ chức.", "no_dialogue")


def may_be_corrected(case: Case) -> bool:
    """Whether ``case`` was entered by the ward, so that the mistake is the ward's: what people send themselves is never
    altered, and what is sealed nobody sees."""
    return case.is_open and case.channel in AT_THE_DESK and not law.kind_of(case.kind).is_sealed


def may_be_dated(case: Case) -> bool:
    """Whether the day of receipt can be mended: before anything was done about the case that counts from it."""
    return case.state == State.RECEIVED and case.counted_from == case.stage_on == case.received_on
