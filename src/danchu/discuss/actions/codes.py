"""The code of a community (Nghị định 61/2023/NĐ-CP): posting its draft, bringing it into force, its yearly review."""

from collections.abc import Iterator
from datetime import date, datetime

from django.urls import reverse

from danchu.core.actors import Actor
from danchu.core.addresses import address_of
from danchu.core.following import Done
from danchu.core.official import WITHIN, official
from danchu.core.refusals import Objection, Refused, refuse_if
from danchu.discuss import law
from danchu.discuss import queries_following as following
from danchu.discuss.chores import next_yearly
from danchu.discuss.models import Decision, VillageCode
from danchu.discuss.states import REVIEW, State
from danchu.duties.actions.duties import Draft
from danchu.duties.effects import drop_about, fulfil_about, open_all
from danchu.duties.queries import name_of
from danchu.know.models import Disclosure
from danchu.lib import clock
from danchu.lib.vntext import clean, vn_date
from danchu.matters.effects import line
from danchu.matters.states import Step

CLAUSE = "2.2.c.1"


@official(label="Ghi nhận niêm yết dự thảo hương ước, quy ước", clause=CLAUSE, policy="discuss.prepare")
def record_draft_posting(
    *,
    decision: Decision,
    text: str,
    posted_on: date,
    place: str,
    disclosure: Disclosure | None = None,
    review_day: str = "",
    by: Actor,
    at: datetime,
) -> Done[VillageCode]:
    """Keep the draft and since when it is posted (Điều 9 Nghị định 61/2023). ``review_day`` ("mm-dd") is the day that
    the community chose for its yearly review. Raises ``Refused`` when it is not a code, is open already, or a day does
    not fit."""
    refuse_if(_faults(decision, text, posted_on, review_day, at))
    usual = law.book().value("village_code.review_day", clock.local_day(at))
    code, _ = VillageCode.objects.update_or_create(
        ward=decision.ward,
        decision=decision,
        defaults={
            "group": following.only_group(decision),
            "title": decision.title,
            "text": text.strip(),
            "posted_on": posted_on,
            "posted_at_place": clean(place),
            "disclosure": disclosure,
            "review_day": review_day or str(usual.value),
        },
    )
    said = f"Niêm yết dự thảo từ ngày {vn_date(posted_on)}: {decision.title}"
    address = disclosure.get_absolute_url() if disclosure else ""
    return Done(code, line(decision.matter, Step.DISCUSS, said, address=address))


def _faults(decision: Decision, text: str, posted_on: date, review_day: str, at: datetime) -> Iterator[Objection]:
    if decision.kind != "code" or decision.state != State.PREPARING:
        yield Objection("Chỉ ghi niêm yết dự thảo cho hương ước, quy ước đang chuẩn bị.")
    if not text.strip():
        yield Objection("Hãy ghi toàn văn dự thảo.", "text")
    if posted_on > clock.local_day(at):
        yield Objection("Ngày niêm yết ở tương lai.", "posted_on")
    if review_day and not _is_day(review_day):
        yield Objection("Hãy ghi ngày rà soát dạng ngày/tháng, ví dụ 18/11.", "review_day")


def _is_day(review_day: str) -> bool:
    try:
        date.fromisoformat(f"2024-{review_day}")
    except ValueError:
        return False
    return True


@official(label="Hương ước, quy ước có hiệu lực", clause=CLAUSE, policy=WITHIN)
def bring_into_force(*, decision: Decision, on: date, by: Actor, at: datetime) -> Done[Decision]:
    """The code that was adopted and recognised is in force from ``on``; the one before it in the same community is not
    any more. Its review becomes due every year."""
    code = following.code_of(decision)
    if code is None:
        text = "Chưa có toàn văn hương ước, quy ước. Hãy ghi dự thảo đã niêm yết trước."
        raise Refused(Objection(text, address=address_of("discuss:code-draft", decision.pk)))
    in_force = VillageCode.objects.filter(ward=code.ward, group=code.group, in_force_on__isnull=False, ended_on=None)
    earlier = list(in_force.exclude(pk=code.pk))
    for each in earlier:
        each.ended_on = max(on, each.in_force_on or on)
        each.save()
    code.in_force_on = on
    code.save()
    return Done(
        decision,
        *(drop_about(each, f"Được thay bằng: {code.title}") for each in earlier),
        open_all([_review(code, on)]),
        public=True,
    )


@official(label="Ghi nhận rà soát hương ước, quy ước", clause=CLAUSE, policy="discuss.review_code")
def record_review(*, code: VillageCode, on: date, note: str, by: Actor, at: datetime) -> Done[VillageCode]:
    """Record the yearly review (Điều 15 Nghị định 61/2023) with what came of it; the next one becomes due a year on."""
    refuse_if([] if note.strip() else [Objection("Hãy ghi kết quả rà soát.", "note")])
    refuse_if([Objection("Ngày này ở tương lai.", "on")] if on > clock.local_day(at) else [])
    if code.ended_on is not None or code.in_force_on is None or on < code.in_force_on:
        raise Refused("Chỉ rà soát hương ước, quy ước đang có hiệu lực, từ ngày có hiệu lực trở đi.")
    code.reviewed_on, code.review_note = on, clean(note)[:300]
    said = f"Rà soát ngày {vn_date(on)}: {code.review_note}"
    return Done(code, fulfil_about(code, said), open_all([_review(code, on)]), public=True)


def _review(code: VillageCode, after: date) -> Draft:
    due_on = next_yearly(code.review_day, after)
    rule = law.book().value("village_code.review_day", after)
    return Draft(
        key=f"discuss:review:{code.pk}:{due_on.year}",
        clause=CLAUSE,
        kind=REVIEW,
        title=f"Rà soát hằng năm: {code.title}"[:300],
        arose_on=after,
        due_on=due_on,
        basis=law.basis(rule, due_on),
        group=code.group,
        matter=code.decision.matter,
        address=reverse("discuss:review-code", args=[code.pk]),
        about=name_of(code),
    )
