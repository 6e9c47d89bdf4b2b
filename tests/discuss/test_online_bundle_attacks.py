"""Somebody edits a bundle, makes a key of their own and signs it anew. What counts is found by chain, counts, rules or
outcome; the rest by the fingerprint of the ward's key or by the published digest, as docs/voting.md says."""

import json
import re

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from danchu.core.trust import keys
from danchu.discuss import box, bundle
from danchu.discuss.exporting import bundle_of
from tests import examples
from tests.discuss.test_bundle import PLANS, closed  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db
BY_KEY_OR_DIGEST = re.compile(
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


FORGER = Ed25519PrivateKey.from_private_bytes(b"of somebody who is not the ward.")
OURS = {"digest", "format", "keys", "signature"}


def sealed_anew(content):
    """``content`` as a forger signs it: every ballot, and the whole, with a key that leads to no other."""
    ward, decision = content.get("ward"), content.get("decision")
    ballots = content.get("ballots")
    for ballot in ballots if isinstance(ballots, list) else ():
        if isinstance(ballot, dict) and "seal" in ballot:
            message = box.link_message(ward, decision, ballot.get("number"), ballot.get("digest"))
            ballot["seal"] = keys.written(FORGER.sign(message))
    covered = {key: each for key, each in content.items() if key not in OURS}
    digest = bundle.digest_in(bundle.sealed(covered))
    public = keys.written(FORGER.public_key().public_bytes_raw())
    signature = keys.written(FORGER.sign(box.bundle_message(ward, decision, digest)))
    return bundle.sealed({**covered, "keys": [[public, "", ""]], "signature": signature})


def our_mark():
    return keys.folder().current().fingerprint


@pytest.fixture
def raw(closed):  # noqa: F811
    made = {}

    def of(number):
        if number not in made:
            made[number] = bundle_of(closed(**PLANS[number]))
        return json.loads(made[number])

    return of


@pytest.mark.parametrize("plan", [0, 1])
@settings(max_examples=examples(200), suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_an_edit_that_is_sealed_anew_is_found_or_listed(raw, plan, data):
    content = raw(plan)
    path = data.draw(st.sampled_from([each for each in leaves(content) if each.split("/")[0] not in OURS]))
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
    forged = sealed_anew(content)
    assert not bundle.check(forged, key=our_mark()).ok
    found = not bundle.check(forged).ok
    at_meeting = path.endswith("/number") and holder.get("form") == "meeting"
    # The forger's key seals every ballot, so those that bore none may be said to.
    free = path == "unsealed" or path.endswith("/seal")
    assert found or at_meeting or free or BY_KEY_OR_DIGEST.fullmatch(path), f"{what} {path}"


def test_what_is_listed_is_bound_by_the_published_digest(raw):
    content = raw(0)
    published = content["digest"]
    content["title"] += " sửa"
    again = sealed_anew(content)
    assert bundle.check(again).ok
    assert not bundle.check(again, published).ok


WORDS = {
    "title": "Việc khác",
    "proposal": "Nội dung khác",
    "decision": 999_999,
    "options/0/text": "Phương án khác",
    "rule/label": "Loại việc khác",
    "rule/citation": "Điều 99",
    "rule/in_force": "recognition",
    "rule/majority/words": "quá ba phần tư",
    "rule/positions/0": 7,
    "seats": 1,
}


@pytest.mark.parametrize("path", WORDS)
@pytest.mark.parametrize("plan", [0, 1])
def test_words_that_no_count_contradicts_are_bound_by_the_signature(raw, plan, path):
    """By that of the ward whoever edits them, by the fingerprint of the ward's key whoever signs with another."""
    content = raw(plan)
    assert bundle.check(_as_file(content), key=our_mark()).ok
    if path.startswith("rule/positions"):
        content["rule"].setdefault("positions", [1])
    holder, key = parent_of(content, path)
    holder[key] = WORDS[path]
    kept = bundle.check(_as_file(content))
    assert "Chữ ký của tệp không khớp: nội dung không phải điều đã ký lúc kết thúc." in kept.faults
    assert not bundle.check(sealed_anew(content), key=our_mark()).ok


def _as_file(content):
    return bundle.sealed({name: each for name, each in content.items() if name not in {"digest", "format"}})


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
