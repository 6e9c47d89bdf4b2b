"""Showing a remark to everyone, what people add to it, and what its sender says of the answer."""

from datetime import datetime

from django.db import IntegrityError, transaction

from danchu.core.actors import VISITOR, Actor
from danchu.core.following import Done
from danchu.core.models import StoredFile
from danchu.core.official import ALWAYS, official
from danchu.core.refusals import Objection, Refused, refuse_if
from danchu.inspect import law
from danchu.inspect.clocks import CLAUSE
from danchu.inspect.lines import write_line
from danchu.inspect.models import Case, CaseFile, Joining
from danchu.inspect.seal import Addition
from danchu.inspect.states import FileOf, State
from danchu.inspect.telling import told
from danchu.lib.vntext import clean

UNDER_SEAL = "Ghi chú, tệp về đơn tố cáo phải nằm dưới niêm phong. Hãy dùng “Ghi thêm vào niêm phong”."


@official(label="Công khai phản ánh", clause=CLAUSE, policy="inspect.handle", personal=("public_text",))
def publish_case(
    *, case: Case, public_text: str, files: tuple[int, ...] = (), shows_place: bool, by: Actor, at: datetime
) -> Done[Case]:
    """Show ``case`` to everyone in ``public_text``, which an officer has read for personal data, with those of its
    files whose keys are in ``files`` and, unless told otherwise, its address and position.

    Raises ``Refused`` where the sender did not agree or the law forbids it.
    """
    refuse_if([] if public_text.strip() else [Objection("Hãy viết nội dung công khai.", "public_text")])
    if not law.kind_of(case.kind).may_be_public:
        raise Refused(f"{case.get_kind_display()} không được công khai.")
    if not case.wants_public:
        raise Refused("Người gửi không đồng ý công khai phản ánh này.")
    case.public_text, case.published_at = public_text.strip(), case.published_at or at
    case.shows_place = shows_place
    CaseFile.objects.filter(case=case).update(is_public=False)
    CaseFile.objects.filter(case=case, pk__in=files).exclude(whose=FileOf.DESK).update(is_public=True)
    return Done(case, public=True)


@official(label="Thôi công khai phản ánh", clause=CLAUSE, policy="inspect.handle", personal=("reason",))
def hide_case(*, case: Case, reason: str, by: Actor, at: datetime) -> Done[Case]:
    """Show ``case`` to its sender only, for ``reason``."""
    refuse_if([] if reason.strip() else [Objection("Hãy ghi lý do.", "reason")])
    case.published_at = None
    CaseFile.objects.filter(case=case).update(is_public=False)
    write_line(case, f"Thôi công khai: {reason.strip()}", by, at, is_told=True)
    return Done(case, public=True)


@official(label="Cùng phản ánh", clause=CLAUSE, policy="inspect.send", unnamed=ALWAYS, own_chain=True)
def join_case(*, case: Case, who: str, by: Actor, at: datetime) -> Done[bool]:
    """Count ``who`` (a keyed hash of the account or browser) among those who say the same; False when counted before.

    Raises ``Refused`` for a remark that is not public or has ended.
    """
    if case.published_at is None or not case.is_open:
        raise Refused("Phản ánh này đã kết thúc. Nếu việc vẫn còn, hãy gửi phản ánh mới.")
    try:
        with transaction.atomic():
            Joining.objects.create(ward_id=case.ward_id, case=case, who=who, at=at)
    except IntegrityError:
        return Done(False)
    case.joined += 1
    case.save(update_fields=["joined"])
    return Done(True, public=True)


@official(
    label="Đánh giá cách giải quyết",
    clause=CLAUSE,
    policy="inspect.send",
    personal=("note",),
    unnamed=ALWAYS,
)
def rate_case(*, case: Case, satisfaction: int, note: str = "", by: Actor, at: datetime) -> Case:
    """What the sender says of the answer: 1 (very unsatisfied) to 5. The view has asked for the code."""
    refuse_if([] if 1 <= satisfaction <= 5 else [Objection("Hãy chọn mức hài lòng.", "satisfaction")])
    if case.state != State.ANSWERED:
        raise Refused("Chỉ đánh giá được vụ việc đã có trả lời.")
    case.satisfaction, case.satisfaction_note = satisfaction, clean(note)[:500]
    case.save()
    return case


@official(label="Ghi thêm vào vụ việc", clause=CLAUSE, policy="inspect.handle", personal=("text",))
def note_on_case(
    *, case: Case, text: str, is_told: bool = False, files: tuple[StoredFile, ...] = (), by: Actor, at: datetime
) -> Done[Case]:
    """Add a line: a colleague's note, or, with ``is_told``, word to the sender; ``files`` stay at the desk."""
    refuse_if([] if text.strip() else [Objection("Hãy viết nội dung.", "text")])
    if law.is_under_seal(case) and (files or not is_told):
        raise Refused(UNDER_SEAL)
    line = write_line(case, text.strip(), by, at, is_told=is_told)
    CaseFile.objects.bulk_create(
        CaseFile(ward_id=case.ward_id, case=case, file=each, whose=FileOf.DESK, at=at) for each in files
    )
    return Done(case, *told(case, line))


@official(label="Người gửi bổ sung", clause=CLAUSE, policy="inspect.send", personal=("text",), unnamed=ALWAYS)
def add_to_case(
    *,
    case: Case,
    text: str = "",
    files: tuple[StoredFile, ...] = (),
    sealed: Addition | None = None,
    by: Actor,
    at: datetime,
) -> Case:
    """What the sender adds to an open ``case``: words, files. The view has asked for the code.

    To a sealed one only what is ``sealed``, and by the visitor: ``ValueError`` for anything else.
    """
    if law.kind_of(case.kind).is_sealed != (sealed is not None) or (sealed and (text or files or by is not VISITOR)):
        raise ValueError("to a sealed case nothing is added in the clear")
    is_empty = sealed is None and not text.strip() and not files
    refuse_if([Objection("Hãy viết nội dung hoặc chọn tệp.", "text")] if is_empty else [])
    if not case.is_open:
        raise Refused("Vụ việc đã kết thúc. Hãy gửi phản ánh mới nếu có việc mới.")
    if sealed is not None:
        sealed.keep(case, at)
        write_line(case, "Người gửi bổ sung (nội dung niêm phong).", by, at, is_told=True)
        return case
    words = f"Người gửi bổ sung: {text.strip()}".strip()
    kept = set(CaseFile.objects.filter(case=case).values_list("file", flat=True))
    fresh = [each for each in files if each.pk not in kept]
    last = case.lines.order_by("pk").last()
    if not fresh and last is not None and last.text == words:  # sent twice over a bad line
        return case
    write_line(case, words, by, at, is_told=True)
    CaseFile.objects.bulk_create(
        CaseFile(ward_id=case.ward_id, case=case, file=each, whose=FileOf.SENDER, at=at) for each in fresh
    )
    return case
