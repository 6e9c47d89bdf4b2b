"""Somebody edits a bundle and seals it anew. What counts is found by chain, counts, rules or outcome; what is left is
listed here and in docs/voting.md: the published digest alone binds it."""

import json
import re

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from danchu.discuss import bundle
from danchu.discuss.exporting import bundle_of
from tests.discuss.test_bundle import PLANS, closed  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db
BY_DIGEST_ALONE = re.compile(
    r"title|proposal|ward|decision|closes_at|is_changeable|is_ward_wide"
    r"|options/\d+/text|groups/\d+/id|rule/(label|citation|in_force|positions.*|majority/(words|citation|verified|mark))"
    r"|outcome/(verified|mark)|sheets/\d+/(given|round|counter)"
)
"""Texts; the number of those who were at a meeting and raised no hand; papers given out and not returned."""


def leaves(value, path=""):
    """Every place in a bundle, as a path."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        here = f"{path}/{key}".lstrip("/")
        yield here
        yield from leaves(each, here)


def parent_of(content, path):
    *above, last = path.split("/")
    for key in above:
        content = content[int(key) if isinstance(content, list) else key]
    return content, int(last) if isinstance(content, list) else last


def edited(value, how):
    match value:
        case bool():
            return not value
        case int():
            return value + how if value + how >= 0 else value - how
        case None:
            return how
        case str():
            return value + "x" if how > 0 else value[:-1]
        case _:
            return None


def sealed_anew(content):
    return bundle.sealed({key: each for key, each in content.items() if key not in {"digest", "format"}})


@pytest.fixture
def raw(closed):  # noqa: F811
    made = {}

    def of(number):
        if number not in made:
            made[number] = bundle_of(closed(**PLANS[number]))
        return json.loads(made[number])

    return of


@pytest.mark.parametrize("plan", [0, 1])
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_an_edit_that_is_sealed_anew_is_found_or_listed(raw, plan, data):
    content = raw(plan)
    path = data.draw(st.sampled_from([each for each in leaves(content) if each not in {"digest", "format"}]))
    holder, key = parent_of(content, path)
    what = data.draw(st.sampled_from(["edit", "remove", "repeat", "float"]))
    if what == "remove":
        del holder[key]
    elif what == "repeat":
        assume(isinstance(holder, list))
        holder.insert(key, json.loads(json.dumps(holder[key])))
    elif what == "float":
        assume(type(holder[key]) is int)
        holder[key] = float(holder[key])
    else:
        changed = edited(holder[key], data.draw(st.sampled_from([-1, 1, 2])))
        assume(changed is not None and changed != holder[key])
        holder[key] = changed
    found = not bundle.check(sealed_anew(content)).ok
    at_meeting = path.endswith("/number") and holder.get("form") == "meeting"
    assert found or at_meeting or BY_DIGEST_ALONE.fullmatch(path), f"{what} {path}"


def test_what_is_listed_is_bound_by_the_published_digest(raw):
    content = raw(0)
    published = content["digest"]
    content["title"] += " sửa"
    again = sealed_anew(content)
    assert bundle.check(again).ok
    assert not bundle.check(again, published).ok


@pytest.mark.parametrize(
    "attack",
    [
        lambda each: each["heard"].append({"group": each["groups"][0]["id"], "form": "online", "number": 3}),
        lambda each: each["tallies"].append(dict(each["tallies"][0])),
        lambda each: each["groups"].append({"id": 999_999, "code": "T999", "electors": 0}),
        lambda each: each["sheets"][0].update(superseded=True),
        lambda each: each.update(note="thêm"),
        lambda each: each["options"].append({"position": 4, "answer": "for", "text": "Thêm"}),
    ],
)
def test_a_secret_count_that_does_not_fit_is_found(raw, attack):
    content = raw(1)
    attack(content)
    assert not bundle.check(sealed_anew(content)).ok
