"""Preparing a disclosure: what it says, which item of the law's list it answers, in which forms it will be told."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from danchu.core.actors import Actor
from danchu.core.following import Done
from danchu.core.models import StoredFile, User, Ward
from danchu.core.official import official
from danchu.core.refusals import Objection, refuse_if
from danchu.duties.actions.duties import Draft
from danchu.duties.effects import about, open_for
from danchu.duties.models import Duty
from danchu.know import law
from danchu.know.models import Attachment, Disclosure, DisclosureVersion, Form
from danchu.know.queries import KIND
from danchu.know.states import LIFE
from danchu.lib import clock
from danchu.lib.vntext import clean, vn_date
from danchu.matters.models import Matter
from danchu.ward.models import Organisation, ResidentialGroup
from danchu.ward.queries import offices_held

CLAUSE = "2.2.c.4"


@dataclass(frozen=True)
class Content:
    """What an officer fills in. ``item`` is a value of ``law.choices``; ``forms`` are keys of the law's forms;
    ``to_day`` is the last day of the period, none for one that stays. ``state_secret`` and ``personal_data`` are what
    was answered so far to the two questions that stand before publishing."""

    item: str
    title: str
    decided_on: date
    body: str = ""
    document_number: str = ""
    to_day: date | None = None
    forms: tuple[str, ...] = ()
    files: tuple[StoredFile, ...] = ()
    group: ResidentialGroup | None = None
    matter: Matter | None = None
    unit: Organisation | None = None
    state_secret: str = ""
    personal_data: str = ""


@official(label="Soạn nội dung công khai", clause=CLAUSE, policy="know.manage", personal=("content",))
def draft_disclosure(
    *, ward: Ward, content: Content, duty: Duty | None = None, by: Actor, at: datetime
) -> Done[Disclosure]:
    """Begin a disclosure. Its clock runs from ``content.decided_on`` (Điều 12.3 Luật 10/2022/QH15).

    ``duty`` is the one that asks for it; without one, one arises, so that a draft that lies too long is seen.
    """
    disclosure = Disclosure(ward=ward, unit=content.unit or _unit_of(by), duty=duty)
    _fill(disclosure, content, at)
    version = DisclosureVersion.objects.create(
        ward=ward, disclosure=disclosure, number=1, title=disclosure.title, body=content.body
    )
    _attach(version, content.files)
    return Done(disclosure, *([open_for(disclosure, _duty_of(disclosure))] if duty is None else []))


@official(
    label="Sửa bản nháp nội dung công khai",
    clause=CLAUSE,
    policy="know.manage",
    personal=("content",),
    life=LIFE,
    move="change",
)
def change_draft(*, disclosure: Disclosure, content: Content, by: Actor, at: datetime) -> Done[Disclosure]:
    """Change a disclosure before it is published. Raises ``Refused`` afterwards: then only a correction is possible."""
    disclosure.unit = content.unit or disclosure.unit
    _fill(disclosure, content, at)
    version = disclosure.versions.get(number=1)
    version.title, version.body = disclosure.title, content.body
    version.save()
    version.attachments.all().delete()
    _attach(version, content.files)
    return Done(disclosure)


def _fill(disclosure: Disclosure, content: Content, at: datetime) -> None:
    today = clock.local_day(at)
    refuse_if(_faults(disclosure.ward, content, today))
    asked = law.asked(content.item, content.decided_on)
    refuse_if(_period_faults(asked, content.to_day, today))
    disclosure.item = asked.item.key
    disclosure.title = clean(content.title)
    disclosure.document_number = clean(content.document_number)
    disclosure.decided_on = content.decided_on
    disclosure.rule = asked.snapshot(content.decided_on)
    disclosure.due_on = asked.deadline(content.decided_on).due_on
    disclosure.group, disclosure.matter = content.group, content.matter
    disclosure.from_day, disclosure.to_day = today, content.to_day
    disclosure.state_secret, disclosure.personal_data = content.state_secret, content.personal_data
    disclosure.save()
    _choose_forms(disclosure, content.forms, asked)


def _faults(ward: Ward, content: Content, today: date) -> Iterator[Objection]:
    if not content.title.strip():
        yield Objection("Hãy ghi tiêu đề.", "title")
    if content.decided_on > today:
        yield Objection(f"Ngày văn bản không thể sau hôm nay ({vn_date(today)}). Hãy kiểm tra lại.", "decided_on")
    if set(content.forms) - set(law.form_labels()):
        yield Objection("Có hình thức không nằm trong danh mục. Hãy chọn lại.", "forms")
    owned = (content.group, content.matter, content.unit, *content.files)
    if any(each is not None and each.ward_id != ward.pk for each in owned):
        yield Objection("Có mục chọn không thuộc phường này. Hãy tải lại trang và chọn lại.")


def _period_faults(asked: law.Asked, to_day: date | None, today: date) -> Iterator[Objection]:
    least = law.least_end(asked.item, today)
    if to_day is not None and law.is_permanent(asked.item):
        yield Objection(
            "Nội dung này phải công khai thường xuyên. Hãy để trống ngày kết thúc.", "to_day", asked.item.citation
        )
    elif to_day is not None and to_day < (least or today):
        yield Objection(
            f"Thời hạn ngắn hơn luật định. Hãy chọn từ ngày {vn_date(least or today)} trở đi hoặc để trống.",
            "to_day",
            asked.item.citation,
        )


def _choose_forms(disclosure: Disclosure, chosen: tuple[str, ...], asked: law.Asked) -> None:
    disclosure.forms.exclude(key__in=chosen).delete()
    kept = set(disclosure.forms.values_list("key", flat=True))
    labels = law.form_labels()
    for position, key in enumerate(labels):
        if key not in chosen or key in kept:
            continue
        requirement = asked.item.requirement(key)
        Form.objects.create(
            ward=disclosure.ward,
            disclosure=disclosure,
            key=key,
            label=labels[key],
            position=position,
            is_required=requirement is not None,
            least_days=(requirement.min_days or None) if requirement else None,
            citation=str(requirement.citation) if requirement else "",
        )


def _attach(version: DisclosureVersion, files: tuple[StoredFile, ...]) -> None:
    once = dict.fromkeys(files)
    Attachment.objects.bulk_create(
        Attachment(ward=version.ward, version=version, file=file, position=place) for place, file in enumerate(once)
    )


def _duty_of(disclosure: Disclosure) -> Draft:
    return about(disclosure, clause=CLAUSE).draft(
        "disclose",
        KIND,
        f"Công khai: {disclosure.title}",
        arose_on=disclosure.decided_on,
        due_on=disclosure.due_on,
        basis=disclosure.rule["limit"],
        unit=disclosure.unit,
        group=disclosure.group if disclosure.unit is None else None,
        matter=disclosure.matter,
        address=reverse("know:desk-disclosure", args=[disclosure.pk]),
    )


def _unit_of(by: Actor) -> Organisation | None:
    if not isinstance(by, User):
        return None
    held = (each.organisation_id for each in offices_held(by) if each.organisation_id)
    return Organisation.objects.filter(pk__in=[*held][:1]).first()
