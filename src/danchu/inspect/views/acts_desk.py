"""What can be done with a topic, a text for answers, a mailbox and a reception day."""

from django.shortcuts import get_object_or_404
from django.urls import reverse

from danchu.core.models import Ward
from danchu.core.ui.acts import Act, Acts, Weight
from danchu.core.ui.fields import form_of, reason
from danchu.core.ui.request import Request
from danchu.inspect import queries, queries_mail, queries_moves, queries_reception
from danchu.inspect.actions import mailboxes, reception, replies, topics
from danchu.inspect.forms import reception as reception_forms
from danchu.inspect.forms.mail import ChangeMailboxForm
from danchu.inspect.forms.steps import ReplyForm
from danchu.inspect.forms.topics import PlaceForm, TopicForm
from danchu.inspect.models import Mailbox, ReceptionDay, ReplyTemplate, Topic


def _access_topic(user: object, ward: Ward, pk: int) -> Topic:
    return get_object_or_404(queries.all_topics(ward), pk=pk)


def _topics(request: Request, row: object) -> str:
    return reverse("inspect:topics")


TOPICS = Acts(
    Topic,
    access=_access_topic,
    page=_topics,
    listed="inspect:topics",
    new=(
        Act(
            "moi",
            topics.add_topic,
            TopicForm,
            name="new-topic",
            label="Thêm lĩnh vực phản ánh",
            submit="Lưu",
            done="Đã thêm.",
        ),
        Act(
            "mau",
            topics.load_topics,
            name="default-topics",
            label="Dùng danh mục mẫu",
            submit="Thêm danh mục mẫu",
            done="Đã thêm danh mục mẫu.",
            intro=lambda ward: (
                "Thêm các lĩnh vực thường gặp mà phường chưa có. Sau đó sửa tên, thứ tự, đơn vị cho hợp với phường."
            ),
        ),
    ),
    acts=(
        Act(
            "",
            topics.change_topic,
            TopicForm,
            name="change-topic",
            label="Sửa",
            title=lambda row: f"Sửa “{row.name}”",
            submit="Lưu",
            intro=lambda row: f"Mã trên Open311: {row.code}. Mã không đổi khi đổi tên.",
            initial=lambda row: {"name": row.name, "hint": row.hint, "unit": row.unit_id},
        ),
        Act(
            "thu-tu",
            topics.move_topic,
            PlaceForm,
            name="place-topic",
            label="Thứ tự",
            title=lambda row: f"Thứ tự của “{row.name}”",
            submit="Lưu",
            intro=lambda row: "",
            initial=lambda row: {"place": row.position},
            fits=lambda row: row.is_active,
            then=lambda request, row: f"{reverse('inspect:topics')}#l{row.pk}",
        ),
        Act(
            "thoi-dung",
            topics.retire_topic,
            name="retire-topic",
            label="Thôi dùng",
            title=lambda row: f"Thôi dùng “{row.name}”",
            intro=lambda row: "Người gửi không chọn được lĩnh vực này nữa. Phản ánh đã gửi vẫn giữ nguyên.",
            fits=lambda row: row.is_active,
            weight=Weight.SELDOM,
        ),
        Act(
            "dung-lai",
            topics.restore_topic,
            name="restore-topic",
            label="Dùng lại",
            title=lambda row: f"Dùng lại “{row.name}”",
            intro=lambda row: "Người gửi lại chọn được lĩnh vực này.",
            fits=lambda row: not row.is_active,
        ),
    ),
)

REPLIES = Acts(
    ReplyTemplate,
    access=lambda user, ward, pk: queries_moves.access_reply(ward, pk),
    page=lambda request, row: reverse("inspect:replies"),
    listed="inspect:replies",
    new=(
        Act(
            "moi",
            replies.add_reply,
            ReplyForm,
            name="new-reply",
            label="Thêm mẫu trả lời",
            submit="Lưu",
            done="Đã thêm mẫu.",
        ),
    ),
    acts=(
        Act(
            "",
            replies.change_reply,
            ReplyForm,
            name="change-reply",
            label="Sửa mẫu trả lời",
            submit="Lưu",
            done="Đã sửa mẫu.",
            intro=lambda row: "",
            initial=lambda row: {"kind": row.kind, "title": row.title, "text": row.text},
            template="inspect/reply.html",
            context=lambda request, row: {"reply": row},
        ),
        Act(
            "bo",
            replies.drop_reply,
            name="drop-reply",
            label="Bỏ mẫu",
            title=lambda row: f"Bỏ mẫu: {row.title}",
            done="Đã bỏ mẫu.",
            intro=lambda row: "Những trả lời đã gửi không đổi.",
            weight=Weight.SELDOM,
        ),
    ),
)

MAILBOXES = Acts(
    Mailbox,
    access=queries_mail.access_mailbox,
    page=lambda request, row: row.get_absolute_url(),
    apart=True,
    acts=(
        Act(
            "sua",
            mailboxes.change_mailbox,
            ChangeMailboxForm,
            name="change-mailbox",
            label="Sửa",
            title=lambda row: f"Sửa “{row.name}”",
            submit="Lưu",
            intro=lambda row: "",
            initial=lambda row: {"name": row.name, "account": row.account},
            fits=lambda row: row.retired_at is None,
        ),
        Act(
            "thoi-dung",
            mailboxes.retire_mailbox,
            name="retire-mailbox",
            label="Thôi dùng",
            title=lambda row: f"Thôi dùng “{row.name}”",
            done="Đã thôi dùng hòm thư.",
            intro=lambda row: (
                f"Không nhận thư từ {row.address} nữa, không nêu địa chỉ này trên cổng. Thư đã vào sổ vẫn giữ."
            ),
            fits=lambda row: row.retired_at is None,
            then=lambda request, row: reverse("inspect:mailboxes"),
        ),
    ),
)

RECEPTION_DAYS = Acts(
    ReceptionDay,
    access=lambda user, ward, pk: queries_reception.access_day(ward, pk),
    page=lambda request, row: row.get_absolute_url(),
    acts=(
        Act(
            "sua",
            reception.change_day,
            reception_forms.SessionForm,
            name="change-reception",
            label="Sửa",
            title="Sửa buổi tiếp",
            submit="Lưu",
            done="Đã sửa.",
            initial=reception_forms.session_of,
        ),
        Act(
            "huy",
            reception.cancel_day,
            form_of(reason=reason("Người dân đọc được lý do này trên cổng.", label="Lý do hủy", max_length=300)),
            name="cancel-reception",
            label="Hủy buổi tiếp",
            done="Đã hủy buổi tiếp.",
            intro=lambda row: f"{row}. Người đã đặt lịch và để lại thư điện tử được báo ngay.",
            weight=Weight.SELDOM,
        ),
    ),
)
