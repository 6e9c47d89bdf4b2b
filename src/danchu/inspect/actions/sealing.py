"""Keys of those who settle denunciations, who is let in, and each opening of a seal."""

from datetime import datetime

import rules

from danchu.core.actors import SYSTEM
from danchu.core.following import Done, by_system
from danchu.core.models import OfficialDocument, User, Ward
from danchu.core.official import official
from danchu.core.refusals import Objection, Refused, refuse_if
from danchu.core.searching import wipe
from danchu.duties.effects import drop_about, fulfil
from danchu.inspect import law, queries, resealing, seal
from danchu.inspect.actions.intake import receive_case
from danchu.inspect.gathering import gathered
from danchu.inspect.models import Case, CaseLine, SealOpening, SealShare, Sender, SettlerKey
from danchu.inspect.states import Channel, Kind, State
from danchu.lib import clock

CLAUSE = "2.2.c.2"


@official(label="Lập khóa mở niêm phong", clause=CLAUSE, policy="inspect.make_key")
def make_key(*, ward: Ward, pair: seal.Pair, by: User, at: datetime) -> Done[SettlerKey]:
    """Make ``pair``, which opens with words that ``by`` alone knows, the key of ``by``. The key that was there before
    is retired: what it opened stays closed to the new one until another settler gives it."""
    SettlerKey.objects.filter(ward=ward, user=by, retired_at=None).update(retired_at=at)
    wanted: list[str] = []
    if rules.has_perm("inspect.see_openings", by, ward):
        wanted = [each.key for each in queries.duties_to_make_a_key(ward)]
    key = SettlerKey.objects.create(
        ward=ward,
        user=by,
        public=pair.public,
        private=pair.private,
        salt=pair.salt,
        cost=pair.cost,
        vouched=seal.vouched(ward.pk, by.pk, pair.public),
        made_at=at,
    )
    return Done(key, *(by_system(fulfil(each, f"Khóa của {by}")) for each in wanted))


@official(label="Mở niêm phong", clause=CLAUSE, policy="inspect.open")
def log_opening(*, case: Case, reason: str, succeeded: bool, by: User, at: datetime) -> SealOpening:
    """Write down that ``by`` opened the seal of ``case``, or tried to, and for what."""
    refuse_if([] if reason.strip() else [Objection("Hãy ghi mở để làm gì.", "reason")])
    return SealOpening.objects.create(
        ward_id=case.ward_id, case=case, by=by, at=at, reason=reason.strip()[:300], succeeded=succeeded
    )


@official(label="Trao quyền mở niêm phong", clause=CLAUSE, policy="inspect.open")
def give_share(*, case: Case, key: SettlerKey, wrapped: seal.Wrapped, by: User, at: datetime) -> SealShare:
    """Let the owner of ``key`` open the seal of ``case``. ``wrapped`` comes from who has opened it."""
    may = rules.has_perm("inspect.make_key", key.user, case.ward)
    if key.ward_id != case.ward_id or key.retired_at is not None or not may or not seal.is_vouched(key):
        raise Refused(Objection("Người này chưa lập khóa mở niêm phong, hoặc không còn giữ chức vụ.", "key"))
    share, _ = SealShare.objects.update_or_create(
        case=case, key=key, defaults={"ward_id": case.ward_id, "wrapped": wrapped.content, "given_at": at}
    )
    return share


@official(label="Ghi thêm vào niêm phong", clause=CLAUSE, policy="inspect.open")
def note_under_seal(*, case: Case, sealed: seal.Addition, by: User, at: datetime) -> Case:
    """Put an officer's note and files under the seal of ``case``."""
    sealed.keep(case, at)
    return case


@official(label="Chuyển vụ việc thành tố cáo, niêm phong", clause=CLAUSE, policy="inspect.register")
def seal_case(*, case: Case, sealed: seal.Closing, by: User, at: datetime) -> Done[Case]:
    """Make of ``case``, which turned out to be a denunciation, one that is ``sealed``; erase what stood in the clear:
    sender, words, files, notes, letters, what the trail and the outbox hold. It is gathered here, once nobody can add
    to ``case`` any more. Returns the new case, which counts from the day on
    which the first came in; the first ends, and its sender follows the new one with the code they have.

    Raises ``Refused`` for a case that has ended or is sealed already.
    """
    if law.kind_of(case.kind).is_sealed or not case.is_open:
        raise Refused("Vụ việc này đã kết thúc hoặc đã niêm phong.")
    resealing.hold(case)
    letter, enclosures = gathered(case)
    sealed_case = receive_case(
        ward=case.ward,
        kind=Kind.DENUNCIATION,
        channel=Channel(case.channel),
        text="",
        seal=sealed.close(letter, enclosures),
        received_on=case.received_on,
        by=by,
        at=at,
    )
    was_public = case.published_at is not None
    # Before the erasing, which must find nothing that comes after it.
    drop_about(case, "Chuyển thành tố cáo.").follow(ward=case.ward, by=SYSTEM, at=at)
    resealing.erase(case, sealed_case, by=by, at=at)
    case.state, case.merged_into = State.MERGED, sealed_case
    case.ended_at, case.ended_on = at, clock.local_day(at)
    case.save()
    for model in (Case, Sender, OfficialDocument):
        wipe(model)
    line = f"Nội dung là tố cáo: đã niêm phong, giải quyết theo số {sealed_case.symbol}."
    CaseLine.objects.create(ward_id=case.ward_id, case=case, at=at, by=by, move="merge", text=line)
    return Done(sealed_case, public=was_public)
