"""What import-linter cannot see: the rules of the rooms, asked of the code itself."""

import ast
import inspect
from enum import Enum
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules, walk_packages

import pytest
import rules
from django.apps import apps
from django.db.models import ForeignKey, OneToOneField, UniqueConstraint

import danchu
from danchu.core import official
from danchu.core.models import WardOwned

SOURCE = Path(danchu.__file__).parent
ORDER = ["core", "ward", "matters", "duties", "know", "discuss", "inspect", "resolution", "portal", "demo", "project"]
DOORS = {"actions", "effects", "queries", "policies", "states", "models", "figures", "signals"}
"""What a room shows to later rooms. Models are shown for foreign keys and annotations; rows are got through queries.
A door that was split keeps its name in front: ``queries_online`` is one."""
OPEN_HOUSES = {"core", "lib"}
WHOLE_HOUSE = {"demo", "project", "cli", "__main__"}


def source_files(*parts: str):
    return [path for path in SOURCE.rglob("*.py") if not parts or parts[0] in path.parts]


def rooms() -> list[str]:
    return [each.name for each in iter_modules([str(SOURCE)]) if each.ispkg]


def test_every_room_has_its_place_in_the_order():
    assert set(rooms()) == {"lib", *ORDER}


def test_across_rooms_only_the_doors_are_used():
    trespasses = [
        f"{path.relative_to(SOURCE)} imports {module}"
        for path in source_files()
        for module in imported_rooms(path)
        if trespasses_into(path.relative_to(SOURCE).parts[0].removesuffix(".py"), module)
    ]
    assert trespasses == []


def imported_rooms(path: Path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("danchu."):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def trespasses_into(room: str, module: str) -> bool:
    _, other, *inside = module.split(".")
    if other == room or other in OPEN_HOUSES or room in WHOLE_HOUSE:
        return False
    return not inside or inside[0].partition("_")[0] not in DOORS


@pytest.mark.parametrize(
    ("room", "module", "trespass"),
    [
        ("know", "danchu.ward.queries.mandates_on", False),
        ("know", "danchu.ward.views.roll", True),
        ("know", "danchu.know.views.desk", False),
        ("know", "danchu.core.ui.registers.Register", False),
        ("know", "danchu.ward.forms.GroupForm", True),
        ("portal", "danchu.discuss.queries_online.waiting_for", False),
        ("portal", "danchu.discuss.forms_online.VoteForm", True),
    ],
)
def test_the_rule_of_the_doors_itself(room, module, trespass):
    assert trespasses_into(room, module) is trespass


def test_foreign_keys_point_to_the_same_room_or_to_an_earlier_one():
    outward = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_models()
        if model._meta.app_label in ORDER
        for field in model._meta.get_fields()
        if isinstance(field, (ForeignKey, OneToOneField))
        and field.related_model._meta.app_label in ORDER
        and ORDER.index(field.related_model._meta.app_label) > ORDER.index(model._meta.app_label)
    ]
    assert outward == []


def action_modules():
    for room in ORDER:
        if (SOURCE / room / "actions").is_dir():
            package = import_module(f"danchu.{room}.actions")
            for module in walk_packages(package.__path__, f"{package.__name__}."):
                yield import_module(module.name)


def test_every_public_function_in_actions_is_an_official_act():
    unofficial = [
        f"{module.__name__}.{name}"
        for module in action_modules()
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_") and not hasattr(function, "clause")
    ]
    assert unofficial == []


def test_every_official_act_names_a_policy_that_exists_and_says_who_and_when():
    list(action_modules())
    assert official.REGISTRY
    for name, act in official.REGISTRY.items():
        assert act.policy == official.WITHIN or rules.perm_exists(act.policy), f"{name}: {act.policy}"
        parameters = inspect.signature(inspect.unwrap(act)).parameters
        assert {"by", "at"} <= set(parameters), name
        assert all(each.kind is each.KEYWORD_ONLY for each in parameters.values()), name


CLAIMS_NOTHING = {
    "discuss.add_candidate: is_self_nominated": "whom others proposed",
    "discuss.check_in: is_authorised": "a member of the household came",
    "discuss.print_papers: only_missing": "says which papers are printed, not what is true of them",
    "inspect.note_on_case: is_told": "a note stays at the desk",
    "inspect.receive_case: wants_public": "nobody has agreed to anything",
    "matters.add_line: is_public": "lines are written for everyone; other acts of the house choose",
    "ward.apply_import: accept_good": "whole or not at all",
    "ward.give_mandate: replacing": "refused where somebody holds the office",
}
"""Yes-or-no arguments that may be left out, and what leaving them out says."""


def test_no_act_answers_for_a_person():
    """A yes or no, or a choice of the law, is given by whoever calls the act: it has no default."""
    list(action_modules())
    answered = {
        f"{name}: {each.name}"
        for name, act in official.REGISTRY.items()
        for each in inspect.signature(inspect.unwrap(act)).parameters.values()
        if isinstance(each.default, (bool, Enum))
    }
    assert answered == set(CLAIMS_NOTHING)


@pytest.mark.parametrize("question", ["state_secret", "personal_data"])
def test_no_act_fills_in_an_answer_to_the_questions_of_article_11(question):
    calls = [
        (path, each.value)
        for path in source_files()
        if path.relative_to(SOURCE).parts[0] != "demo"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        for each in node.keywords
        if each.arg == question
    ]
    assert calls
    assert [str(path) for path, value in calls if isinstance(value, (ast.Constant, ast.Attribute))] == []


def test_files_stay_short():
    long = {
        str(path.relative_to(SOURCE)): lines
        for path in source_files()
        if "migrations" not in path.parts and (lines := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert long == {}


def test_ward_owned_constraints_and_indexes_begin_with_the_ward():
    # A row that hangs on one parent row of the ward may begin with that parent: it can belong to no other ward.
    owned = [model for model in apps.get_models() if issubclass(model, WardOwned)]
    assert sum(len(list(beginnings(model))) for model in owned) > 100
    astray = [
        f"{model._meta.label}: {name}"
        for model in owned
        for name, first in beginnings(model)
        if first != "ward" and not is_parent(model, first)
    ]
    assert astray == []


def beginnings(model):
    """The name and the first field of every index and unique constraint, those that a field declares for itself too. A
    one-to-one relation says what hangs on what and is none of them."""
    yield from ((each.name, first_of(each)) for each in model._meta.indexes)
    unique = (each for each in model._meta.constraints if isinstance(each, UniqueConstraint))
    yield from ((each.name, first_of(each)) for each in unique)
    for field in model._meta.local_fields:
        declares = field.unique or (field.db_index and not isinstance(field, ForeignKey))
        if declares and not field.primary_key and not isinstance(field, OneToOneField):
            yield f"{field.name} itself", field.name


def first_of(index) -> str:
    if index.fields:
        return index.fields[0].lstrip("-")
    return str(getattr(index.expressions[0], "name", index.expressions[0]))


def is_parent(model, name: str) -> bool:
    """Whether the field leads to the one row of the ward on which a row hangs."""
    field = model._meta.get_field(name)
    return isinstance(field, ForeignKey) and not field.null and issubclass(field.related_model, WardOwned)


@pytest.mark.parametrize(
    ("model", "name", "parent"),
    [
        ("discuss.Paper", "decision", True),
        ("discuss.Paper", "code_hash", False),
        ("ward.Person", "household", False),  # who lives nowhere hangs on none
        ("inspect.SettlerKey", "user", False),
        ("inspect.SettlerKey", "ward", False),
    ],
)
def test_the_rule_of_parents_itself(model, name, parent):
    assert is_parent(apps.get_model(model), name) is parent
