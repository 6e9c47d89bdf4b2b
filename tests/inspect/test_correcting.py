"""What the ward mistyped in the book is mended with a reason; what people sent themselves is never altered."""

from datetime import timedelta

import pytest
from django.urls import reverse

from danchu.core import audit
from danchu.core.models import AuditEntry, AuditSecret
from danchu.inspect.actions.settling import accept_case
from danchu.inspect.states import Channel
from danchu.lib import clock
from danchu.lib.vntext import fold
from tests.inspect.words import MORNING, NAME

pytestmark = pytest.mark.django_db
RIGHT = "Nguyễn Thị Bưởi"


@pytest.fixture
def letter(received):
    return received(channel=Channel.PAPER)


@pytest.fixture
def mending(signed_in, officer):
    client = signed_in(officer)

    def send(case, **typed):
        told = {
            "name": NAME,
            "phone": "0912 345 678",
            "text": case.text,
            "received_on": f"{case.received_on:%d/%m/%Y}",
            "reason": "Ghi nhầm họ tên.",
        }
        return client.post(reverse("inspect:case-deed", args=[case.pk, "sua-loi"]), {**told, **typed})

    return send


def test_a_name_that_was_mistyped_is_mended_and_found_and_the_old_one_stays_in_the_trail(ward, letter, mending):
    assert mending(letter, name=RIGHT).status_code == 302
    letter.refresh_from_db()
    assert (letter.sender.name, letter.sender.phone) == (RIGHT, "+84912345678")
    assert fold(RIGHT) in letter.sender.search_text
    entry = AuditEntry.objects.get(action="inspect.correct_entry")
    assert RIGHT not in str(entry.payload)
    assert RIGHT in str(entry.secrets.get(path="arguments.contact").value)
    received = AuditEntry.objects.get(action="inspect.receive_case")
    assert NAME in str(AuditSecret.objects.get(entry=received, path="arguments.contact").value)
    assert not list(audit.verify(ward))


def test_the_clock_follows_the_day_on_which_the_letter_came(letter, mending):
    day, due = letter.received_on - timedelta(days=3), letter.due_on
    assert mending(letter, received_on=f"{day:%d/%m/%Y}").status_code == 302
    letter.refresh_from_db()
    assert (letter.received_on, letter.counted_from) == (day, day)
    assert letter.due_on < due


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"text": " "}, "text"),
        ({"phone": "0912 34 56"}, "phone"),
        ({"received_on": f"{clock.local_day(MORNING) + timedelta(days=40):%d/%m/%Y}"}, "received_on"),
        ({"received_on": f"{clock.local_day(MORNING) - timedelta(days=400):%d/%m/%Y}"}, "received_on"),
    ],
)
def test_what_cannot_be_right_is_refused_beside_its_field(letter, mending, typed, field):
    page = mending(letter, name=RIGHT, **typed)
    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]
    letter.refresh_from_db()
    assert letter.sender.name == NAME


def test_the_day_stays_once_the_case_has_gone_on(letter, mending, officer, unit):
    accept_case(case=letter, unit=unit, by=officer, at=MORNING)
    day = letter.received_on - timedelta(days=1)
    page = mending(letter, received_on=f"{day:%d/%m/%Y}")
    assert list(page.context["form"].errors) == ["received_on"]
    assert mending(letter, name=RIGHT).status_code == 302


def test_what_somebody_sent_themselves_is_never_altered(received, mending):
    case = received()
    assert mending(case, name=RIGHT).status_code == 302  # with the word that it cannot be done
    case.refresh_from_db()
    assert case.sender.name == NAME
