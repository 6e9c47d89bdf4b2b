"""What anyone sees of the statements: the list, a day, the file, the feed; and who is warned when they reach nobody."""

from datetime import date

import pytest
from django.core.management import call_command
from django.urls import reverse

from danchu.core.actions.subscriptions import ask_to_be_told
from danchu.core.actors import VISITOR
from danchu.core.models import Subscription
from danchu.core.trust import archive, keys, rounds, telling
from danchu.core.trust.statements import Statement
from danchu.lib import clock
from danchu.portal.listeners import keepers_of_statements
from danchu.portal.views.subscriptions import key_of
from tests import factories

pytestmark = pytest.mark.django_db
MORNING = clock.moment_on(date(2026, 3, 2), 9)
DAY = "2026-03-02"


@pytest.fixture
def published(ward) -> Statement:
    factories.matter(ward)
    ask_to_be_told(ward=ward, email="lan@example.vn", by=VISITOR, at=MORNING)
    with clock.travel_to(MORNING):
        rounds.publish(ward, clock.today())
    return Statement.read(archive.latest(ward).text)


def test_before_the_first_statement_the_page_says_so_and_names_the_key(client, ward):
    page = client.get(reverse("core:statements")).content.decode()
    assert "Chưa có bản đối chiếu nào" in page
    assert keys.folder().current().fingerprint in page


def test_the_list_and_the_day_show_digest_key_and_every_chain(client, published):
    digest = keys.grouped(published.digest)
    assert digest in client.get(reverse("core:statements")).content.decode()
    page = client.get(reverse("core:statement", args=[DAY])).content.decode()
    assert digest in page
    assert keys.folder().current().fingerprint in page
    assert published.chains["core"][1][:24] in page


def test_the_file_is_what_verify_takes(client, published, tmp_path):
    answer = client.get(reverse("core:statement-file", args=[DAY]))
    assert f"doi-chieu-{published.ward}-{DAY}.json" in answer.headers["Content-Disposition"]
    file = tmp_path / "kept.json"
    file.write_bytes(answer.content)
    call_command("verify", "--against", str(file), stdout=file.with_suffix(".out").open("w"))


def test_the_feed_carries_each_statement_whole(client, published):
    answer = client.get(reverse("core:statements-feed"))
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    assert published.digest in answer.content.decode()


@pytest.mark.parametrize("day", ["2026-03-03", "hom-nay", "2026-13-01"])
def test_a_day_without_a_statement_is_not_there(client, published, day):
    assert client.get(reverse("core:statement", args=[day])).status_code == 404


def test_of_another_ward_nothing_is_seen(client, published, other_ward):
    assert client.get(reverse("core:statement", args=[DAY]), headers={"host": other_ward.host}).status_code == 404


@pytest.mark.parametrize("office", ["ward_chair", "administrator", "auditor", "front_chair"])
def test_those_who_lead_and_watch_read_on_their_day_that_nothing_is_published(signed_in, ward, office):
    page = signed_in(factories.staff(ward, office)).get(reverse("duties:today")).content.decode()
    assert "chưa được công bố" in page


def test_others_are_not_bothered_with_it(signed_in, ward, officer):
    assert "Đối chiếu sổ" not in signed_in(officer).get(reverse("duties:today")).content.decode().split("<footer")[0]


def test_a_subscriber_who_ticks_it_gets_the_statement_with_a_way_to_leave(client, ward):
    wish = ask_to_be_told(ward=ward, email="lan@example.vn", by=VISITOR, at=MORNING)
    client.post(reverse("portal:confirm", args=[key_of(wish)]), {})
    assert list(keepers_of_statements(ward)) == []
    client.post(reverse("portal:confirm", args=[key_of(wish)]), {"heads": "on"})
    assert Subscription.objects.get().wants_heads
    [(address, leave)] = keepers_of_statements(ward)
    assert address == "lan@example.vn"
    assert "/thoi-nhan/" in leave


def test_the_line_on_printed_minutes_names_the_last_statement_and_the_key(ward, published):
    line = telling.line_of(ward)
    assert "ngày 02/03/2026" in line
    assert keys.grouped(published.digest) in line
    assert keys.folder().current().fingerprint in line
