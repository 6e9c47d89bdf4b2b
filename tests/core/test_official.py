"""An official act judges and changes what the database holds now, and leaves nothing behind when it is refused."""

import pytest
import rules
from django.core.exceptions import PermissionDenied

from danchu.core.actors import SYSTEM
from danchu.core.models import AuditEntry
from danchu.core.official import REGISTRY, official
from danchu.core.refusals import Refused
from danchu.lib import clock
from danchu.matters.actions.matters import CLAUSE, close_matter, describe_matter
from danchu.matters.models import Matter
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def own_matters_only():
    """A policy that lets nobody act but on matters of the group whose name the account bears."""
    rules.add_perm("test.own", rules.predicate(lambda user, about: about.group.name == user.username))
    yield "test.own"
    rules.remove_perm("test.own")


@pytest.fixture
def tried(own_matters_only):
    """An act under that policy which fails halfway when it is told to."""

    @official(clause=CLAUSE, policy=own_matters_only)
    def try_out(*, matter: Matter, other: Matter | None = None, fails: bool = False, by, at) -> Matter:
        for each in filter(None, (matter, other)):
            each.title = "Tên mới"
            each.save()
        if fails:
            raise Refused("Không được.")
        return matter

    yield try_out
    del REGISTRY["core.try_out"]


@pytest.fixture
def of_three(ward):
    """A matter of group 3, whose account is called so."""
    return factories.matter(ward, group=factories.group(ward, name="to-3"))


@pytest.fixture
def leader_of_three(ward):
    return factories.user(ward, username="to-3")


def test_a_policy_is_asked_about_the_row_as_it_is_now(ward, tried, of_three, leader_of_three):
    stale = Matter.objects.select_related("group").get(pk=of_three.pk)
    Matter.objects.filter(pk=of_three.pk).update(group=factories.group(ward, name="to-4"))
    with pytest.raises(PermissionDenied):
        tried(matter=stale, by=leader_of_three, at=clock.now())
    assert not AuditEntry.objects.exists()


def test_a_policy_is_not_asked_about_relations_read_earlier(tried, of_three, leader_of_three):
    stale = Matter.objects.select_related("group").get(pk=of_three.pk)
    of_three.group.name = "to-4"
    of_three.group.save()
    with pytest.raises(PermissionDenied):
        tried(matter=stale, by=leader_of_three, at=clock.now())


def test_who_may_act_since_a_moment_ago_may_act(ward, tried, leader_of_three):
    matter = factories.matter(ward, group=factories.group(ward, name="to-4"))
    stale = Matter.objects.select_related("group").get(pk=matter.pk)
    matter.group = factories.group(ward, name="to-3")
    matter.save()
    assert tried(matter=stale, by=leader_of_three, at=clock.now()).title == "Tên mới"


def test_a_row_that_is_gone_is_refused_in_words(tried, of_three, leader_of_three):
    mine = Matter.objects.get(pk=of_three.pk)
    of_three.delete()
    with pytest.raises(Refused, match="không còn nữa"):
        tried(matter=mine, by=leader_of_three, at=clock.now())


def memory_of(row) -> dict:
    return {**row.__dict__, "_state": (row._state.adding, row._state.db, dict(row._state.fields_cache))}


def test_a_refused_act_leaves_the_rows_it_was_given_as_they_were(ward, tried, of_three, leader_of_three):
    matter = Matter.objects.select_related("group").prefetch_related("lines").get(pk=of_three.pk)
    other = factories.matter(ward, group=of_three.group)
    new = Matter(ward=ward, title="Chưa lưu", group=of_three.group, opened_at=clock.now())
    for each in (other, new):
        before = memory_of(matter), memory_of(each)
        with pytest.raises(Refused):
            tried(matter=matter, other=each, fails=True, by=leader_of_three, at=clock.now())
        assert (memory_of(matter), memory_of(each)) == before
    assert new.pk is None


def test_so_does_an_act_that_was_not_allowed(ward, tried, of_three):
    matter = Matter.objects.select_related("group").get(pk=of_three.pk)
    Matter.objects.filter(pk=matter.pk).update(title="Ai đó đã sửa")
    before = memory_of(matter)
    with pytest.raises(PermissionDenied):
        tried(matter=matter, by=factories.user(ward, username="to-4"), at=clock.now())
    assert memory_of(matter) == before


def test_a_move_that_the_state_does_not_allow_leaves_the_row_too(ward, officer):
    matter = factories.matter(ward)
    close_matter(matter=Matter.objects.get(pk=matter.pk), note="Đã xong", by=officer, at=clock.now())
    title, state = matter.title, matter.state
    with pytest.raises(Refused):
        describe_matter(matter=matter, title="Tên khác", summary="", by=officer, at=clock.now())
    assert (matter.title, matter.state) == (title, state)


def test_an_act_within_an_act_is_restored_with_it(ward, own_matters_only, of_three, leader_of_three):
    @official(clause=CLAUSE, policy=own_matters_only)
    def outer(*, matter: Matter, by, at) -> Matter:
        describe_matter(matter=matter, title="Tên mới", summary="", by=SYSTEM, at=at)
        raise Refused("Không được.")

    title = of_three.title
    with pytest.raises(Refused):
        outer(matter=of_three, by=leader_of_three, at=clock.now())
    del REGISTRY["core.outer"]
    assert of_three.title == title == Matter.objects.get(pk=of_three.pk).title
