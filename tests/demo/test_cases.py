"""A year of letters and remarks in the demonstration: every kind and way, in time and late; what is sealed stays so."""

import pytest

from danchu.core.models import AuditEntry
from danchu.demo import sign_ins
from danchu.demo.cases import letters
from danchu.inspect import queries_load
from danchu.inspect.models import Case, SealShare, Sender
from danchu.inspect.opening import open_seal
from danchu.inspect.states import Kind, State
from danchu.lib import clock
from tests.demo.conftest import NOON, TODAY


@pytest.fixture(autouse=True)
def _in_its_own_transaction(db):
    """Nothing that a test changes is left."""


def test_people_sent_in_every_kind_by_many_ways(demo_ward):
    rows = Case.objects.filter(ward=demo_ward)
    assert rows.count() >= 150
    assert set(rows.values_list("kind", flat=True)) == set(Kind)
    assert set(rows.values_list("channel", flat=True)) >= {"web", "paper", "spoken", "phone", "api"}
    assert len({each.title for each in letters()}) > 40


def test_cases_ended_in_every_way_and_some_are_late(demo_ward):
    rows = Case.objects.filter(ward=demo_ward)
    states = set(rows.values_list("state", flat=True))
    assert states >= {State.ANSWERED, State.REFUSED, State.FORWARDED, State.MERGED, State.RECEIVED, State.SETTLING}
    assert rows.filter(published_at__isnull=False, joined__gt=0).exists()
    assert rows.filter(reopened_at__isnull=False).exists()
    assert rows.filter(instance=2).exists()
    assert rows.filter(satisfaction__isnull=False).count() > 20
    ended = queries_load.had_to_end(demo_ward, TODAY)
    assert 0.7 < queries_load.in_time(ended).count() / ended.count() < 1


def test_the_trail_of_cases_is_in_the_order_of_time(demo_ward):
    steps = ("inspect.accept_case", "inspect.publish_case", "inspect.answer_case", "inspect.rate_case")
    moments = list(AuditEntry.objects.filter(action__in=steps).order_by("number").values_list("at", flat=True))
    assert moments == sorted(moments)
    assert not Case.objects.filter(received_at__gt=NOON).exists()


def test_denunciations_open_with_the_words_of_the_list_and_hold_nothing_in_the_clear(demo_ward):
    rows = Case.objects.filter(ward=demo_ward, kind=Kind.DENUNCIATION)
    assert not rows.exclude(text="").exists()
    assert not Sender.objects.filter(case__in=rows).exists()
    listed = sign_ins.listed(demo_ward, "")
    for share in SealShare.objects.filter(case__in=rows).select_related("key__user", "case"):
        words = sign_ins.SEAL_WORDS[share.key.user.username]
        assert words in listed
        with clock.travel_to(NOON):
            opened = open_seal(case=share.case, words=words, reason="Xem", by=share.key.user, at=NOON)
        assert "tố cáo" in opened.letter(share.case.sealed.first()).text
