"""Being told by e-mail: ask, confirm by the letter's link, leave by any letter's link."""

from typing import Any

from django import forms
from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpResponse
from django.urls import reverse

from danchu.core.actions import subscriptions
from danchu.core.actions.heads import ask_for_heads
from danchu.core.actors import VISITOR
from danchu.core.limits import sender_of, take
from danchu.core.messaging.notices import queue_email
from danchu.core.models import Subscription
from danchu.core.queries import access_subscription
from danchu.core.refusals import Refused
from danchu.core.ui.access import public
from danchu.core.ui.forms import Form
from danchu.core.ui.pages import form_page, sent
from danchu.core.ui.request import Request
from danchu.lib import clock
from danchu.portal import notices

TOO_OFTEN = "Đã đăng ký quá nhiều lần từ mạng này. Hãy đợi một giờ rồi thử lại."
SIGNER = Signer(salt="danchu.portal.subscription")


class SubscribeForm(Form):
    email = forms.EmailField(
        label="Thư điện tử của bạn",
        help_text="Chỉ dùng để gửi tin công khai của phường. Bạn có thể thôi nhận bất cứ lúc nào.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class NothingForm(Form):
    """Only a button."""


class ConfirmForm(Form):
    """What else one wants to be told of."""

    heads = forms.BooleanField(
        label="Gửi cho tôi cả bản đối chiếu sổ nhật ký, mỗi ngày một thư",
        help_text="Ai giữ bản đối chiếu thì biết sổ của phường có bị sửa về sau hay không.",
        required=False,
    )


@public
def ask(request: Request) -> HttpResponse:
    """Ask for an e-mail address and send it a link to confirm with. The answer is the same for every address."""

    def act(data: dict[str, Any]) -> str:
        moment = clock.now()
        if not take("letter-network", sender_of(request), moment):
            raise Refused(TOO_OFTEN)
        wish = subscriptions.ask_to_be_told(ward=request.ward, email=data["email"], by=VISITOR, at=moment)
        # Whoever types somebody else's address again and again sends no more letters, and is told the same as always.
        if wish.confirmed_at is None and take("letter-address", f"{request.ward.pk}:{wish.email}", moment):
            address = request.build_absolute_uri(reverse("portal:confirm", args=[key_of(wish)]))
            queue_email(notices.CONFIRM, ward=request.ward, to=[(wish.email, "")], at=moment, address=address)
        return reverse("portal:subscribe")

    return form_page(
        request,
        SubscribeForm(*sent(request)),
        title="Nhận tin công khai qua thư điện tử",
        intro="Mỗi khi phường công khai nội dung mới, bạn nhận một thư ngắn kèm đường dẫn.",
        submit="Đăng ký",
        done="Hãy mở thư vừa gửi và bấm vào đường dẫn trong thư để xác nhận.",
        back=reverse("portal:home"),
        act=act,
    )


@public
def confirm(request: Request, key: str) -> HttpResponse:
    """The page that the letter's link opens: a button, since programs open links too."""
    wish = _wish(request, key)

    def act(data: dict[str, Any]) -> str:
        subscriptions.confirm_subscription(subscription=wish, by=VISITOR, at=clock.now())
        if data["heads"] and not wish.wants_heads:
            ask_for_heads(subscription=wish, by=VISITOR, at=clock.now())
        return reverse("portal:home")

    return form_page(
        request,
        ConfirmForm(*sent(request)),
        title="Xác nhận nhận tin",
        intro="Bấm nút dưới đây để bắt đầu nhận tin công khai của phường.",
        submit="Xác nhận",
        done="Đã xác nhận. Từ nay bạn nhận tin công khai của phường qua thư điện tử.",
        act=act,
    )


@public
def leave(request: Request, key: str) -> HttpResponse:
    """Leave by the link at the foot of every letter."""
    wish = _wish(request, key)

    def act(data: dict[str, Any]) -> str:
        subscriptions.leave_subscription(subscription=wish, by=VISITOR, at=clock.now())
        return reverse("portal:home")

    return form_page(
        request,
        NothingForm(*sent(request)),
        title="Thôi nhận tin",
        intro="Bấm nút dưới đây, phường sẽ không gửi thư cho bạn nữa và xóa địa chỉ của bạn.",
        submit="Thôi nhận tin",
        done="Đã thôi nhận tin. Địa chỉ thư của bạn đã được xóa.",
        act=act,
    )


def key_of(wish: Subscription) -> str:
    """The unguessable name of a subscription in addresses; it says nothing about the person."""
    return SIGNER.sign(str(wish.pk)).replace(":", ".")


def _wish(request: Request, key: str) -> Subscription:
    try:
        number = SIGNER.unsign(key.replace(".", ":", 1))
    except BadSignature:
        raise Http404 from None
    return access_subscription(request.ward, int(number))
