"""What a form page carries besides its fields: that it is done once, and what it showed when it was opened."""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core import signing
from django.db import IntegrityError, models, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from danchu.core import audit
from danchu.core.models import SentForm
from danchu.core.templatetags.danchu import shown
from danchu.core.ui import unsent
from danchu.core.ui.forms import Form
from danchu.core.ui.in_memory import keeps_in_memory
from danchu.core.ui.request import Request
from danchu.core.ui.uploads import KEPT
from danchu.lib import clock

AGAIN = "Biểu mẫu này đã được gửi trước đó, không ghi thêm lần nữa."
OTHER = "Trang này đã gửi một lần rồi, với nội dung khác. Muốn ghi thêm một lần, hãy bấm gửi lần nữa."
ONCE = "_lan-gui"
"""The hidden field with the token of one sending."""
OPENED = "_luc-mo"
"""The hidden field with what the form showed when it was opened."""
REMEMBERED = timedelta(days=7)
"""How long a sending is remembered: nobody comes Back to a page later than that."""
SENT = "danchu-da-gui"
"""The cookie that tells the page's script which forms have arrived; the script forgets them and takes it away."""
LONGEST = 40
_MOST_SENT = 8
_SALT = "danchu.form-opened"
_CONTENT = "danchu.form-content"


class SentBefore(Exception):
    """This page was sent before; ``address`` is where that sending led, ``is_the_same`` says that it held the same."""

    def __init__(self, address: str, *, is_the_same: bool) -> None:
        self.address, self.is_the_same = address, is_the_same
        super().__init__("sent before")


def new_token() -> str:
    """A token for a page that is about to be shown."""
    return secrets.token_urlsafe(18)


def carried(request: Request, opened: "Opened | None" = None, *, is_known: bool = False) -> dict[str, Any]:
    """What the template of a form needs so that the form is done once and nothing is overwritten unseen.

    A page that is shown anew with what was typed stands for what it showed when it was first opened, unless what
    somebody else changed since ``is_known``: shown with it.
    """
    found = unsent.of(request)
    if found is not None:
        found.is_shown = True
    sent = request.POST if found is None else found.typed
    seal = "" if is_known else sent.get(OPENED, "")
    return {
        "once": ONCE,
        "token": (found and found.typed.get(ONCE, "")[:LONGEST]) or new_token(),
        "opened_name": OPENED,
        "opened": (seal or opened.seal()) if opened else "",
        "is_unsent": found is not None,
    }


def done_once(request: Request, act: Callable[[], Any], address_of: Callable[[Any], str] = lambda answer: "") -> Any:
    """Do ``act``, within the transaction at hand, unless this page was sent before: then raises ``SentBefore``."""
    token = request.POST.get(ONCE, "")[:LONGEST]
    if not token:
        return act()
    content = _content(request)
    try:
        with transaction.atomic():
            sending = SentForm.objects.create(ward=request.ward, token=token, content=content, at=clock.now())
    except IntegrityError:
        # Another sending of the page holds the row: its transaction is over, for the unique key made this one wait.
        before = SentForm.objects.get(ward=request.ward, token=token)
        raise SentBefore(before.address, is_the_same=before.content in ("", content)) from None
    answer = act()
    sending.address = address_of(answer)[:300]
    sending.save(update_fields=["address"])
    return answer


def _content(request: Request) -> str:
    """A mark by which what was typed is known again; none of what is sent under a seal, of which nothing is kept."""
    if keeps_in_memory(request.path):
        return ""
    typed = [
        (name, values)
        for name, values in sorted(request.POST.lists())
        if name not in {ONCE, OPENED, unsent.TOKEN} and not name.endswith(KEPT)
    ]
    return salted_hmac(_CONTENT, repr(typed), algorithm="sha256").hexdigest()


def arrived[R: HttpResponse](answer: R, request: HttpRequest) -> R:
    """``answer``, which lets the page's script forget what it kept of this form on the device."""
    if token := request.POST.get(ONCE, ""):
        tokens = [*request.COOKIES.get(SENT, "").split("."), token]
        answer.set_cookie(
            SENT,
            ".".join(each[:LONGEST] for each in tokens[-_MOST_SENT:] if each),
            max_age=REMEMBERED,
            samesite="Lax",
            secure=request.is_secure(),
        )
    return answer


def forget_sendings() -> int:
    """Delete the sendings that nobody comes back to. Returns how many there were."""
    return SentForm.objects.filter(at__lt=clock.now() - REMEMBERED).delete()[0]


@dataclass(frozen=True)
class Opened:
    """A row that a form changes, and how its fields are read from it as they are now."""

    row: models.Model
    read: Callable[[Any], dict[str, Any]]

    def seal(self) -> str:
        """What the form shows now, for the hidden field."""
        return signing.dumps(_plain(self.read(self.row)), salt=_SALT, compress=True)


@dataclass(frozen=True)
class Clash:
    """A field that somebody else changed after the form was opened."""

    label: str
    then: str
    now: str
    typed: str


def clashes(form: Form, opened: Opened, posted: str) -> Iterator[Clash]:
    """The fields of ``form`` that were changed since ``posted`` was sealed. A form that carries no seal has none."""
    try:
        before = signing.loads(posted, salt=_SALT)
    except signing.BadSignature:
        return
    now = _plain(opened.read(opened.row))
    for name, field in form.fields.items():
        if name in now and now[name] != before.get(name):
            typed = _plain({name: form.cleaned_data.get(name)})[name]
            if typed != now[name]:
                yield Clash(str(field.label), *(_words(field, value) for value in (before.get(name), now[name], typed)))


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {name: audit.plain(value.pk if isinstance(value, models.Model) else value) for name, value in values.items()}


def _words(field: Any, value: Any) -> str:
    """``value`` as the person knows it: the words of a choice, else as a list shows it."""
    for key, label in getattr(field, "choices", ()):
        if str(key) == str(value):
            return str(label)
    return str(shown(field.to_python(value) if value not in (None, "", []) and not isinstance(value, list) else value))
