"""Mailboxes (clause 2.2.đ.4): a resident finds where to write, an officer adds a mailbox and sees to what waits."""

import pytest

from danchu.core.actors import SYSTEM
from danchu.inspect.actions.mail import Numbered, take_mail
from danchu.inspect.actions.mailboxes import add_mailbox
from danchu.inspect.mail_reading import read
from danchu.inspect.models import Case
from danchu.lib import clock
from tests import factories
from tests.inspect.letters import mail


@pytest.fixture
def officer(ward):
    return factories.staff(ward, "civil_servant")


@pytest.fixture
def mailbox(ward, group):
    return add_mailbox(
        ward=ward, name="Hòm thư Tân Thành 1", address="tt1@bachquang.example", group=group, by=SYSTEM, at=clock.now()
    )


@pytest.fixture
def waiting(mailbox):
    """A letter that the mail server took for spam."""
    return take_mail(
        mailbox=mailbox,
        letter=read(mail(X_Spam_Flag="YES")),
        number=Numbered(1, 1),
        arrived_at=clock.now(),
        by=SYSTEM,
        at=clock.now(),
    )


def test_a_resident_finds_where_to_write(phone, mailbox):
    resident = phone()
    resident.visit("/")
    resident.tap("Hòm thư")
    resident.sees("tt1@bachquang.example", "Tố cáo thì không gửi bằng thư điện tử")


def test_an_officer_adds_a_mailbox(desktop, officer, group):
    person = desktop(officer)
    person.visit("/ban-lam-viec/don-thu/hom-thu/")
    person.tap("Thêm hòm thư")
    person.types("Tên hòm thư", "Hòm thư Tân Thành 1")
    person.types("Địa chỉ thư", "tt1@bachquang.example")
    person.picks("Của ai", "Tổ dân phố Tân Thành 1")
    person.tap("Lưu")
    person.sees("Chưa nhận thư vào sổ")


def test_an_officer_opens_a_case_from_a_letter_that_waited(desktop, officer, waiting):
    person = desktop(officer)
    person.visit("/ban-lam-viec/don-thu/thu/?ket-qua=aside")
    person.tap("Đèn đường hỏng")
    person.sees("Đèn đường ngõ 12 hỏng từ tuần trước.", "Máy chủ thư đánh dấu là thư rác")
    person.tap("Mở vụ việc")
    person.tap("Mở vụ việc")
    assert Case.objects.get().channel == "mail"
