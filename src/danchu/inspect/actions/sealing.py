"""Keys of those who settle denunciations, and each opening of a seal."""

from datetime import datetime

from danchu.core.actors import Actor
from danchu.core.models import User, Ward
from danchu.core.official import official
from danchu.core.refusals import Objection, Refused, refuse_if
from danchu.inspect import seal
from danchu.inspect.models import Case, SealOpening, SealShare, SettlerKey

CLAUSE = "2.2.c.2"
FEWEST_SIGNS = 16


@official(label="Lập khóa mở niêm phong", clause=CLAUSE, policy="inspect.make_key", own_chain=True)
def make_key(*, ward: Ward, words: str, by: User, at: datetime) -> SettlerKey:
    """Make the key of ``by`` under ``words`` (câu khóa), which nobody else knows and nobody can find again. A key that
    was there before is retired: what it opened stays closed to the new one until another settler gives it."""
    if len(" ".join(words.split())) < FEWEST_SIGNS:
        raise Refused(Objection(f"Câu khóa cần ít nhất {FEWEST_SIGNS} ký tự. Hãy dùng một câu dễ nhớ.", "words"))
    public, private, salt = seal.new_pair(words)
    SettlerKey.objects.filter(ward=ward, user=by, retired_at=None).update(retired_at=at)
    return SettlerKey.objects.create(ward=ward, user=by, public=public, private=private, salt=salt, made_at=at)


@official(label="Mở niêm phong", clause=CLAUSE, policy="inspect.seal")
def log_opening(*, case: Case, reason: str, succeeded: bool, by: User, at: datetime) -> SealOpening:
    """Write down that ``by`` opened the seal of ``case``, or tried to, and for what."""
    refuse_if([] if reason.strip() else [Objection("Hãy ghi mở để làm gì.", "reason")])
    return SealOpening.objects.create(
        ward_id=case.ward_id, case=case, by=by, at=at, reason=reason.strip()[:300], succeeded=succeeded
    )


@official(label="Trao quyền mở niêm phong", clause=CLAUSE, policy="inspect.seal")
def give_share(*, case: Case, key: SettlerKey, wrapped: seal.Wrapped, by: Actor, at: datetime) -> Case:
    """Let the owner of ``key`` open the seal of ``case``. ``wrapped`` comes from who has opened it."""
    if key.ward_id != case.ward_id or key.retired_at is not None:
        raise Refused("Người này chưa lập khóa mở niêm phong.")
    SealShare.objects.update_or_create(
        case=case, key=key, defaults={"ward_id": case.ward_id, "wrapped": wrapped.content, "given_at": at}
    )
    return case
