"""The desk keeps the list of what remarks are about."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.urls import reverse

from danchu.core.models import Ward
from danchu.core.refusals import Refused
from danchu.inspect import queries
from danchu.inspect.actions.topics import add_topic, change_topic, load_topics, move_topic, restore_topic, retire_topic
from danchu.inspect.default_topics import default_topics
from danchu.inspect.models import Topic
from tests import factories
from tests.inspect.words import MORNING

pytestmark = pytest.mark.django_db


@pytest.fixture
def added(ward, officer):
    return lambda name, **given: add_topic(ward=ward, name=name, by=officer, at=MORNING, **given)


def names(ward) -> list[str]:
    return [each.name for each in queries.topics(ward)]


def test_a_new_ward_begins_with_the_default_topics():
    call_command("new-ward", "05528")
    assert names(Ward.objects.get(code="05528")) == [each.name for each in default_topics()]


def test_a_default_topic_goes_to_the_first_of_its_units_that_the_ward_has(ward, officer):
    police = factories.organisation(ward, code="CAP", is_unit=True)
    load_topics(ward=ward, by=officer, at=MORNING)
    assert Topic.objects.get(code="trat-tu").unit == police
    assert Topic.objects.get(code="duong-sa").unit is None


def test_the_default_topics_come_once_and_leave_what_the_ward_changed(ward, officer):
    load_topics(ward=ward, by=officer, at=MORNING)
    change_topic(topic=Topic.objects.get(code="khac"), name="Chuyện khác", by=officer, at=MORNING)
    assert load_topics(ward=ward, by=officer, at=MORNING) == []
    assert names(ward)[-1] == "Chuyện khác"


def test_a_topic_keeps_its_code_when_it_is_renamed(added, officer):
    topic = added("Đèn đường")
    assert topic.code == "den-duong"
    change_topic(topic=topic, name="Chiếu sáng", by=officer, at=MORNING)
    assert (topic.code, added("Đèn đường").code) == ("den-duong", "den-duong-2")


def test_two_topics_in_use_never_have_one_name(added, officer):
    retired = added("Đèn đường")
    added("Rác")
    retire_topic(topic=retired, by=officer, at=MORNING)
    added("Đèn đường")
    with pytest.raises(Refused, match="mang tên này"):
        added("den duong")
    with pytest.raises(Refused, match="mang tên này"):
        restore_topic(topic=retired, by=officer, at=MORNING)


def test_a_topic_moves_among_those_in_use(ward, added, officer):
    first, *_, last = [added(each) for each in ("Một", "Hai", "Ba")]
    move_topic(topic=last, place=1, by=officer, at=MORNING)
    assert names(ward) == ["Ba", "Một", "Hai"]
    move_topic(topic=first, place=99, by=officer, at=MORNING)
    assert names(ward) == ["Ba", "Hai", "Một"]


def test_the_last_topic_in_use_stays(added, officer):
    with pytest.raises(Refused, match="cuối cùng"):
        retire_topic(topic=added("Đèn đường"), by=officer, at=MORNING)


def test_a_resident_changes_no_topic(ward):
    with pytest.raises(PermissionDenied):
        add_topic(ward=ward, name="Rác", by=factories.resident(ward), at=MORNING)


def test_the_desk_adds_renames_reorders_and_retires(ward, officer, unit, signed_in):
    desk = signed_in(officer)
    desk.post(reverse("inspect:new-topic"), {"name": "Đèn đường", "unit": unit.pk})
    desk.post(reverse("inspect:new-topic"), {"name": "Rác"})
    light, waste = queries.topics(ward)
    desk.post(reverse("inspect:change-topic", args=[waste.pk]), {"name": "Rác thải", "hint": "Đổ trộm"})
    desk.post(reverse("inspect:place-topic", args=[waste.pk]), {"place": 1})
    desk.post(reverse("inspect:retire-topic", args=[light.pk]))
    assert names(ward) == ["Rác thải"]
    shown = desk.get(reverse("inspect:topics")).content.decode()
    assert "Đã thôi dùng" in shown
    assert "Đèn đường" in shown
    desk.post(reverse("inspect:restore-topic", args=[light.pk]))
    desk.post(reverse("inspect:default-topics"))
    assert len(names(ward)) == 2 + len(default_topics())


def test_a_topic_of_another_ward_is_not_found(other_ward, officer, signed_in):
    foreign = add_topic(ward=other_ward, name="Rác", by=factories.staff(other_ward, "civil_servant"), at=MORNING)
    assert signed_in(officer).get(reverse("inspect:change-topic", args=[foreign.pk])).status_code == 404
