"""What the tests of the room share: a unit, officers, a case of each kind."""

from itertools import count

import pytest

from danchu.core.actors import SYSTEM, VISITOR
from danchu.inspect import queries, seal
from danchu.inspect.actions.intake import Contact, receive_case
from danchu.inspect.actions.mail import Numbered, take_mail
from danchu.inspect.actions.mailboxes import add_mailbox
from danchu.inspect.actions.sealing import make_key
from danchu.inspect.mail_reading import read
from danchu.inspect.models import Case
from danchu.inspect.opening import new_pair
from danchu.inspect.states import Channel
from danchu.lib import clock
from tests import factories
from tests.inspect.letters import mail
from tests.inspect.words import MORNING, NAME, WORDS


@pytest.fixture
def unit(ward):
    return factories.organisation(ward, name="Phòng Kinh tế, hạ tầng", is_unit=True)


@pytest.fixture
def chair(ward):
    return factories.staff(ward, "ward_chair")


@pytest.fixture
def received(ward):
    """``received(kind, **given)``: a case of that kind that just came in."""

    def receive(kind: str = "remark", **given) -> Case:
        fields = {
            "kind": kind,
            "channel": Channel.WEB,
            "text": "Đèn đường ngõ 12 hỏng từ tuần trước.",
            "contact": Contact(name=NAME, phone="0912345678", email="an@example.org"),
            "by": VISITOR,
            "at": MORNING,
        }
        return receive_case(ward=ward, **{**fields, **given})

    return receive


@pytest.fixture
def settler(ward, chair):
    """The chair, with a key for denunciations."""
    make_key(ward=ward, pair=new_pair(WORDS), by=chair, at=MORNING)
    return chair


@pytest.fixture
def denounced(ward, settler):
    """``denounced(letter)``: a denunciation that just came in, sealed for the chair."""

    def receive(text: str = "Ông B nhận tiền của dân.", files=(), **given) -> Case:
        letter = seal.Letter(text=text, name=NAME, phone="0912345678", address="Số 5 ngõ 12")
        sealed = seal.close(letter, files, queries.keys_for_sealing(ward))
        fields = {
            "kind": "denunciation",
            "channel": Channel.WEB,
            "text": "",
            "seal": sealed,
            "by": VISITOR,
            "at": MORNING,
        }
        return receive_case(ward=ward, **{**fields, **given})

    return receive


@pytest.fixture(autouse=True)
def _in_march():
    with clock.travel_to(MORNING):
        yield


@pytest.fixture
def mailbox(ward):
    """The mailbox of a group; letters are handed to it without a server."""
    group = factories.group(ward, name="Tổ dân phố 3")
    return add_mailbox(
        ward=ward, name="Hòm thư tổ 3", address="to3@bachquang.example", group=group, by=SYSTEM, at=MORNING
    )


@pytest.fixture
def come(mailbox):
    """``come(text, **heads)``: a letter has come to the mailbox; gives its row."""
    numbers = count(1)

    def come(*given, box=None, at=MORNING, arrived_at=None, **heads):
        return take_mail(
            mailbox=box or mailbox,
            letter=read(mail(*given, **heads)),
            number=Numbered(1, next(numbers)),
            arrived_at=arrived_at or at,
            by=SYSTEM,
            at=at,
        )

    return come
