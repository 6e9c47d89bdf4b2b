"""The shape of what the desk says of mailboxes and letters."""

from typing import Any

from django.conf import settings
from django.forms import CharField, ChoiceField, EmailField, Textarea

from danchu.core.models import Ward
from danchu.core.ui.forms import Form
from danchu.inspect.states import Kind
from danchu.ward import queries as ward_queries

GROUP, ORGANISATION = "to", "co-quan"


class MailboxForm(Form):
    """``account`` offers what the server knows and no other mailbox has."""

    name = CharField(
        label="Tên hòm thư", max_length=150, help_text="Người dân thấy tên này, ví dụ: Hòm thư Tổ dân phố 3."
    )
    address = EmailField(label="Địa chỉ thư", max_length=254)
    whose = ChoiceField(label="Của ai", help_text="Thư đến hòm thư của đơn vị được giao thẳng cho đơn vị đó.")
    account = ChoiceField(
        label="Tài khoản trên máy chủ thư",
        required=False,
        help_text="Do người quản trị máy chủ đặt. Chưa có tài khoản thì chỉ nêu địa chỉ, chưa nhận thư vào sổ.",
    )

    def __init__(self, *args: Any, ward: Ward, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = [(f"{GROUP}-{each.pk}", each.name) for each in ward_queries.groups(ward)]
        organisations = [(f"{ORGANISATION}-{each.pk}", each.name) for each in ward_queries.organisations(ward)]
        self.fields["whose"].choices = [
            ("", ward.title),
            ("Tổ dân phố", groups),
            ("Cơ quan, tổ chức", organisations),
        ]
        self.fields["whose"].required = False
        self.fields["account"].choices = accounts()

    def owner(self) -> tuple[int, int]:
        """The keys of the group and of the organisation; 0 for none."""
        which, _, key = self.cleaned_data["whose"].rpartition("-")
        return (int(key) if which == GROUP else 0), (int(key) if which == ORGANISATION else 0)


class ChangeMailboxForm(Form):
    name = CharField(label="Tên hòm thư", max_length=150)
    account = ChoiceField(label="Tài khoản trên máy chủ thư", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].choices = accounts()


class OpenFromMailForm(Form):
    kind = ChoiceField(label="Loại đơn", choices=[each for each in Kind.choices if each[0] != Kind.DENUNCIATION])


class AttachMailForm(Form):
    symbol = CharField(label="Số tiếp nhận của vụ việc", max_length=20, help_text="Ví dụ: PA-12/2026.")


class LetterForm(Form):
    text = CharField(
        label="Nội dung thư",
        max_length=10_000,
        widget=Textarea(attrs={"rows": 10}),
        error_messages={"required": "Hãy viết nội dung thư."},
        help_text="Lời chào, số vụ việc, mã theo dõi và tên phường được ghi sẵn ở cuối thư.",
    )


def accounts() -> list[tuple[str, str]]:
    """The accounts that the server knows."""
    return [("", "Chưa có"), *((name, name) for name in sorted(settings.MAILBOXES))]
