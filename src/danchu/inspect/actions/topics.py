"""What remarks can be about: the ward's own list of topics, each with the unit that answers for it."""

import re
from collections.abc import Iterator
from datetime import datetime

from danchu.core.actors import Actor
from danchu.core.following import Done
from danchu.core.models import Ward
from danchu.core.official import official
from danchu.core.refusals import Objection, Refused, refuse_if
from danchu.inspect.clocks import CLAUSE
from danchu.inspect.default_topics import default_topics
from danchu.inspect.models import Topic
from danchu.lib.vntext import clean, fold
from danchu.ward.models import Organisation

CODE, NAME, HINT = 30, 100, 200


@official(label="Lập danh mục lĩnh vực mẫu", clause=CLAUSE, policy="inspect.change_topics")
def load_topics(*, ward: Ward, by: Actor, at: datetime) -> Done[list[Topic]]:
    """Enter the set that comes with the software: those whose code the ward does not have yet; returns them."""
    there = set(Topic.objects.filter(ward=ward).values_list("code", flat=True))
    units = {each.code: each for each in Organisation.objects.filter(ward=ward, retired_on=None)}
    last = len(there)
    made = [
        Topic(
            ward=ward,
            code=each.code,
            name=each.name,
            hint=each.hint,
            unit=next((units[code] for code in each.units if code in units), None),
            position=last + place,
        )
        for place, each in enumerate(default_topics(), start=1)
        if each.code not in there
    ]
    return Done(Topic.objects.bulk_create(made), public=True)


@official(label="Thêm lĩnh vực phản ánh", clause=CLAUSE, policy="inspect.change_topics")
def add_topic(
    *, ward: Ward, name: str, hint: str = "", unit: Organisation | None = None, by: Actor, at: datetime
) -> Done[Topic]:
    """A new topic, the last of the list. Its code, made from the name, never changes: other programs know it by it.

    Raises ``Refused`` without a name or when another topic has it.
    """
    topics = Topic.objects.filter(ward=ward)
    topic = Topic(ward=ward, code=_free_code(ward, name), position=topics.count() + 1)
    return _filled(topic, name, hint, unit)


@official(label="Sửa lĩnh vực phản ánh", clause=CLAUSE, policy="inspect.change_topics")
def change_topic(
    *, topic: Topic, name: str, hint: str = "", unit: Organisation | None = None, by: Actor, at: datetime
) -> Done[Topic]:
    """Rename ``topic`` or give it to another unit; what came in before stays with the unit that has it."""
    return _filled(topic, name, hint, unit)


@official(label="Xếp thứ tự lĩnh vực", clause=CLAUSE, policy="inspect.change_topics")
def move_topic(*, topic: Topic, place: int, by: Actor, at: datetime) -> Done[Topic]:
    """Let ``topic`` stand at ``place``, counted from 1, among the topics in use; those after it move down."""
    others = list(Topic.objects.filter(ward=topic.ward, is_active=True).exclude(pk=topic.pk))
    others.insert(min(max(place, 1), len(others) + 1) - 1, topic)
    for position, each in enumerate(others, start=1):
        each.position = position
    Topic.objects.bulk_update(others, ["position"])
    return Done(topic, public=True)


@official(label="Thôi dùng lĩnh vực", clause=CLAUSE, policy="inspect.change_topics")
def retire_topic(*, topic: Topic, by: Actor, at: datetime) -> Done[Topic]:
    """Offer ``topic`` no more; what was sent in about it keeps it. Raises ``Refused`` for the last one in use."""
    if not Topic.objects.filter(ward=topic.ward, is_active=True).exclude(pk=topic.pk).exists():
        raise Refused("Đây là lĩnh vực cuối cùng đang dùng. Hãy thêm lĩnh vực khác trước.")
    return _used(topic, is_active=False)


@official(label="Dùng lại lĩnh vực", clause=CLAUSE, policy="inspect.change_topics")
def restore_topic(*, topic: Topic, by: Actor, at: datetime) -> Done[Topic]:
    """Offer ``topic`` again."""
    refuse_if(_faults(topic))
    return _used(topic, is_active=True)


def _used(topic: Topic, *, is_active: bool) -> Done[Topic]:
    topic.is_active = is_active
    return Done(topic, public=True)


def _filled(topic: Topic, name: str, hint: str, unit: Organisation | None) -> Done[Topic]:
    topic.name, topic.hint, topic.unit = clean(name)[:NAME], clean(hint)[:HINT], unit
    refuse_if(_faults(topic))
    return Done(topic, public=True)


def _faults(topic: Topic) -> Iterator[Objection]:
    if not topic.name:
        yield Objection("Hãy ghi tên lĩnh vực.", "name")
    others = Topic.objects.filter(ward=topic.ward, is_active=True).exclude(pk=topic.pk)
    if fold(topic.name) in {fold(each.name) for each in others}:
        yield Objection("Đã có lĩnh vực mang tên này. Hãy ghi tên khác.", "name")


def _free_code(ward: Ward, name: str) -> str:
    """A code that no topic of the ward has: the words of the name, with a number where they are taken."""
    words = re.sub(r"[^a-z0-9]+", "-", fold(clean(name))).strip("-")[: CODE - 4].strip("-") or "linh-vuc"
    taken = set(Topic.objects.filter(ward=ward, code__startswith=words).values_list("code", flat=True))
    return next(code for code in (words, *(f"{words}-{n}" for n in range(2, 1000))) if code not in taken)
