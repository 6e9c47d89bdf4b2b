"""Being told by e-mail (clause 2.2.đ.4): ask, confirm, be told, leave."""

import re

from django.core import mail

from danchu.core.models import Subscription
from tests.know.conftest import drafted, published  # noqa: F401 - fixtures

ADDRESS = "ba.tam@example.vn"


def link_in(letter: str, word: str) -> str:
    return re.search(rf"https?://[^/\s]+(/\S*{word}\S*)", letter)[1]


def test_a_resident_asks_for_letters_confirms_is_told_and_leaves(phone, published):  # noqa: F811
    resident = phone()
    resident.visit("/")
    resident.tap("nhận tin qua thư điện tử", within="main")
    resident.types("Thư điện tử của bạn", "không phải thư")
    resident.tap("Đăng ký", status=422)
    resident.types("Thư điện tử của bạn", ADDRESS)
    resident.tap("Đăng ký")
    resident.sees("Hãy mở thư vừa gửi")
    assert [each.to for each in mail.outbox] == [[ADDRESS]]
    published()
    assert len(mail.outbox) == 1, "nobody is told who has not confirmed"

    resident.visit(link_in(mail.outbox[0].body, "xac-nhan"))
    resident.tap("Xác nhận")
    resident.sees("Đã xác nhận")
    published(title="Lịch cắt nước tháng 3")
    letter = mail.outbox[-1]
    assert "Lịch cắt nước tháng 3" in letter.body

    resident.visit(link_in(letter.body, "thoi-nhan"))
    resident.tap("Thôi nhận tin")
    resident.sees("Đã thôi nhận tin")
    assert not Subscription.objects.filter(email=ADDRESS).exists()
