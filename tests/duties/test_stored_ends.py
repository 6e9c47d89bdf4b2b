"""Duties stored before their end was minded are put right when the software is renewed."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps

from danchu.discuss.models import Decision, VillageCode
from danchu.duties.models import Duty
from danchu.duties.queries import name_of
from danchu.inspect.models import Case
from tests import factories
from tests.duties.test_ends import DAY, NOW, accepted, code, decision, scene

__all__ = ["scene"]
pytestmark = pytest.mark.django_db
discuss = import_module("danchu.discuss.migrations.0002_duties_about")
inspect = import_module("danchu.inspect.migrations.0002_duties_of_ended_cases")


def state_of(duty) -> str:
    return Duty.objects.get(pk=duty.pk).state


def test_a_duty_of_papers_names_its_decision(ward):
    duty = factories.duty(ward, kind="discuss.papers", key="discuss:papers:12:3", about="Sửa đường ngõ 12")
    discuss.name_decisions(apps, None)
    assert Duty.objects.get(pk=duty.pk).about == "discuss.decision:12"


def test_what_is_open_about_an_ended_row_is_cancelled_with_a_reason(scene):
    stays, withdrawn, replaced, case = decision(scene), decision(scene), code(scene), accepted(scene)
    kept = [factories.duty(scene.ward, about=name_of(stays)), factories.duty(scene.ward)]
    stale = [factories.duty(scene.ward, about=name_of(each)) for each in (withdrawn, replaced, case)]
    Decision.objects.filter(pk=withdrawn.pk).update(state="withdrawn", withdrawal_reason="Nhầm")
    VillageCode.objects.filter(pk=replaced.pk).update(ended_on=DAY)
    Case.objects.filter(pk=case.pk).update(state="withdrawn", ended_at=NOW, ended_on=DAY)
    for each in (discuss, inspect):
        each.drop_stale(apps, None)
    assert [state_of(each) for each in kept] == ["open", "open"]
    assert [state_of(each) for each in stale] == ["cancelled"] * 3
    assert all(Duty.objects.get(pk=each.pk).reason for each in stale)


def test_an_election_that_was_held_since_is_done(scene):
    released, elected = decision(scene), decision(scene)
    mandate = factories.mandate(factories.person(scene.ward), "group_leader", group=scene.group)
    apps.get_model("discuss", "Release").objects.create(
        ward=scene.ward, decision=released, mandate=mandate, ground="own", asked_on=DAY
    )
    duty = factories.duty(scene.ward, kind="discuss.new_election", about=name_of(released), arose_on=DAY)
    discuss.fulfil_elections(apps, None)
    assert state_of(duty) == "open"
    found = {"state": "closed", "closed_at": NOW, "passed": True, "outcome": {"passed": True}}
    recognised = {"recognition": "recognised", "recognised_on": DAY + timedelta(days=30)}
    Decision.objects.filter(pk=elected.pk).update(kind="head", **found, **recognised)
    discuss.fulfil_elections(apps, None)
    assert state_of(duty) == "fulfilled"
