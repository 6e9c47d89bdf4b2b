"""The trail names those who act for the ward, never those who turn to it."""

import ast
import inspect
from pathlib import Path

import pytest
import rules
from django.contrib.auth.models import AnonymousUser

from danchu.core import official
from danchu.core.models import User
from danchu.inspect import views
from tests.architecture.test_rooms import action_modules
from tests.factories import resident, user

WORDS_OF_THE_LAW = {"kind", "ground", "outcome", "what", "code", "account", "username"}
"""Arguments that are keys of lists or names of accounts, not words about somebody."""
ABOUT_THE_ROOM_ITSELF = {
    *("inspect.add_topic", "inspect.change_topic", "inspect.add_mailbox", "inspect.change_mailbox"),
    *("inspect.add_reply", "inspect.change_reply", "inspect.set_rules", "inspect.cancel_day", "inspect.log_opening"),
    *("inspect.record_denunciation", "inspect.join_case"),
}
"""Acts whose words are about no case: topics, mailboxes, texts of the ward, reception days, why a seal was opened."""


def acts():
    list(action_modules())
    return {name: act for name, act in official.REGISTRY.items() if act.__module__.startswith("danchu.")}


def people_of(ward):
    """A visitor, a resident, a household: those for whom the ward is there."""
    return AnonymousUser(), resident(ward), user(ward, kind=User.Kind.HOUSEHOLD)


@pytest.mark.django_db
def test_what_people_do_for_themselves_names_nobody(ward):
    policies = {act.policy for act in acts().values()} - {official.WITHIN}
    theirs = {policy for policy in policies if any(rules.has_perm(policy, who, ward) for who in people_of(ward))}
    assert theirs == {"core.subscribe", "discuss.propose", "discuss.vote", "inspect.send"}
    naming = [name for name, act in acts().items() if act.policy in theirs and not (act.unnamed or act.own_chain)]
    assert naming == []


def test_who_does_it_at_the_desk_is_let_in_by_a_policy_that_there_is():
    unnamed = {act.unnamed for act in acts().values()} - {"", official.ALWAYS}
    assert [policy for policy in unnamed if not rules.perm_exists(policy)] == []


def test_words_about_a_case_are_kept_where_they_can_be_erased():
    legible = [
        f"{name}: {argument}"
        for name, act in acts().items()
        if act.book == "inspect" and name not in ABOUT_THE_ROOM_ITSELF and not act.own_chain
        for argument in words_told(act)
        if argument not in act.personal | WORDS_OF_THE_LAW
    ]
    assert legible == []


def words_told(act):
    return [name for name, each in inspect.signature(act).parameters.items() if each.annotation is str]


def test_public_pages_act_for_a_visitor():
    named = [
        f"{path.name}:{call.lineno}"
        for path in Path(views.__file__).parent.glob("*.py")
        for page in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(page, ast.FunctionDef) and page.name in public_pages(path)
        for call in ast.walk(page)
        if isinstance(call, ast.Call)
        for given in call.keywords
        if given.arg == "by" and ast.unparse(given.value) != "VISITOR"
    ]
    assert named == []


def public_pages(path):
    """The functions that a public page may call within its module: all but those guarded for somebody."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    pages = [each for each in tree.body if isinstance(each, ast.FunctionDef)]
    guards = {each.name: {ast.unparse(guard).partition("(")[0] for guard in each.decorator_list} for each in pages}
    if not any("public" in given or "programs" in given for given in guards.values()):
        return set()
    return {name for name, given in guards.items() if not given & {"allowed", "signed_in"}}
