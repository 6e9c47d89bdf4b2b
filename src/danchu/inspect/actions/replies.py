"""The ward's own texts from which answers are written."""

from collections.abc import Iterator
from datetime import datetime

from danchu.core.actors import Actor
from danchu.core.following import Done
from danchu.core.models import Ward
from danchu.core.official import official
from danchu.core.refusals import Objection, refuse_if
from danchu.inspect.clocks import CLAUSE
from danchu.inspect.models import ReplyTemplate
from danchu.lib.vntext import clean


@official(label="Thêm mẫu trả lời", clause=CLAUSE, policy="inspect.change_replies")
def add_reply(*, ward: Ward, kind: str, title: str, text: str, by: Actor, at: datetime) -> Done[ReplyTemplate]:
    """A new text for answers to cases of ``kind`` (empty: of every kind)."""
    reply = ReplyTemplate(ward=ward, kind=kind, title=clean(title), text=text.strip())
    refuse_if(_faults(reply))
    return Done(reply)


@official(label="Sửa mẫu trả lời", clause=CLAUSE, policy="inspect.change_replies")
def change_reply(
    *, reply: ReplyTemplate, kind: str, title: str, text: str, by: Actor, at: datetime
) -> Done[ReplyTemplate]:
    """Other words for ``reply``; what was answered before stays as it was sent."""
    reply.kind, reply.title, reply.text = kind, clean(title), text.strip()
    refuse_if(_faults(reply))
    return Done(reply)


@official(label="Bỏ mẫu trả lời", clause=CLAUSE, policy="inspect.change_replies")
def drop_reply(*, reply: ReplyTemplate, by: Actor, at: datetime) -> None:
    """Take ``reply`` away."""
    reply.delete()


def _faults(reply: ReplyTemplate) -> Iterator[Objection]:
    if not reply.title:
        yield Objection("Hãy đặt tên mẫu.", "title")
    if not reply.text:
        yield Objection("Hãy viết nội dung mẫu.", "text")
    same = ReplyTemplate.objects.filter(ward=reply.ward_id, kind=reply.kind, title=reply.title)
    if same.exclude(pk=reply.pk).exists():
        yield Objection("Đã có mẫu trùng tên cho loại này.", "title")
