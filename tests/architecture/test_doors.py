"""What goes through which door: rows through queries, changes through acts, files through ``core.answers``."""

import ast
from collections import Counter
from pathlib import Path

import pytest
from django.apps import apps

from tests.architecture.test_rooms import ORDER, SOURCE, source_files

ASKING = {
    *("filter", "exclude", "get", "first", "last", "count", "exists", "order_by", "values", "values_list", "aggregate"),
    *("annotate", "select_related", "prefetch_related", "in_bulk", "iterator", "distinct", "only", "defer"),
}
WRITING = {
    *("save", "create", "get_or_create", "update_or_create", "bulk_create", "bulk_update", "update", "delete", "add"),
    *("set", "remove", "clear", "asave", "acreate", "aupdate", "adelete"),
}
LOCKING = {"select_for_update", "lock"}


def manager_names() -> set[str]:
    """How a row names the rows that hang on it."""
    models = apps.get_models()
    hanging = {each.get_accessor_name() for model in models for each in model._meta.related_objects if each.multiple}
    return hanging | {each.name for model in models for each in model._meta.many_to_many}


def model_names() -> set[str]:
    return {each.__name__ for each in apps.get_models() if each.__module__.startswith("danchu.")}


def calls(code: str):
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call):
            yield node


def asks_for_rows(call: ast.Call, managers: set[str], models: set[str]) -> bool:
    """Whether it reads rows by itself: of a manager of a row (``all`` shows what a query has read along), or of a
    model."""
    match call.func:
        case ast.Attribute(attr=method, value=ast.Attribute(attr=manager)) if method in ASKING | WRITING | LOCKING:
            return manager in managers or manager in {"objects", "_default_manager"}
        case ast.Name(id="get_object_or_404" | "get_list_or_404"):
            match call.args[0]:
                case ast.Name(id=name):
                    return name in models
                case ast.Attribute(attr=name):
                    return name in managers
    return False


@pytest.mark.parametrize(
    ("code", "direct"),
    [
        ("decision.groups.select_related('group')", True),
        ("decision.groups.all()", False),
        ("Decision.objects.filter(pk=1)", True),
        ("queries.visible_to(user, ward).filter(pk=1)", False),
        ("get_object_or_404(Decision, pk=1)", True),
        ("get_object_or_404(case.sealed, pk=1)", True),
        ("get_object_or_404(queries.public(ward), pk=1)", False),
        ("row.files.count()", True),
    ],
)
def test_the_rule_of_the_views_itself(code, direct):
    (*_, found) = [asks_for_rows(each, manager_names(), model_names()) for each in calls(code)][:1]
    assert found is direct


def test_views_get_rows_through_queries():
    managers, models = manager_names(), model_names()
    views = source_files("views")
    assert views
    direct = [
        f"{path.relative_to(SOURCE)}:{call.lineno}"
        for path in views
        for call in calls(path.read_text(encoding="utf-8"))
        if asks_for_rows(call, managers, models)
    ]
    assert direct == []


def query_files() -> list[Path]:
    return [path for path in source_files() if path.name.startswith("queries")]


def changes(code: str) -> list[int]:
    """The lines on which ``code`` writes rows, locks them or refuses; sets and dictionaries change nothing."""
    found = []
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            method, of = node.func.attr, node.func.value
            plain = isinstance(of, ast.Name) or (isinstance(of, ast.Subscript) and method in {"add", "update"})
            if method in LOCKING or (method in WRITING and not (plain and method not in {"save", "delete"})):
                found.append(node.lineno)
        if isinstance(node, ast.ImportFrom) and {each.name for each in node.names} & {"Refused", "refuse_if"}:
            found.append(node.lineno)
    return found


@pytest.mark.parametrize(
    ("code", "writes"),
    [
        ("FollowUp.objects.get_or_create(decision=1)", True),
        ("Mailbox.objects.filter(pk=1).update(beat=None)", True),
        ("follow_up.save()", True),
        ("Paper.objects.select_for_update()", True),
        ("from danchu.core.refusals import Refused", True),
        ("hidden.add('desk')", False),
        ("counted.update(more)", False),
        ("Paper.objects.filter(pk=1)", False),
    ],
)
def test_the_rule_of_the_queries_itself(code, writes):
    assert bool(changes(code)) is writes


def test_queries_write_nothing_lock_nothing_and_refuse_nothing():
    files = query_files()
    assert len(files) > 20
    written = {
        str(path.relative_to(SOURCE)): lines for path in files if (lines := changes(path.read_text(encoding="utf-8")))
    }
    assert written == {}


def test_files_are_answered_in_one_place():
    names = ("Content-Disposition", "content_disposition_header", "as_attachment", 'application/pdf")')
    elsewhere = [
        f"{path.relative_to(SOURCE)}: {name}"
        for path in source_files()
        if path != SOURCE / "core" / "answers.py"
        for name in names
        if name in path.read_text(encoding="utf-8")
    ]
    assert elsewhere == []


@pytest.mark.parametrize("room", ORDER)
def test_a_name_that_a_room_shows_to_others_means_one_thing(room):
    shown = Counter(
        node.name
        for path in (SOURCE / room).rglob("*.py")
        if path.stem.partition("_")[0] in {"queries", "policies", "states"}
        or {"actions", "models"} & set(path.relative_to(SOURCE / room).parts[:-1])
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, (ast.ClassDef, ast.FunctionDef)) and not node.name.startswith("_")
    )
    assert [name for name, number in shown.items() if number > 1] == []


BOUNDED = {"DateField", "DateTimeField", "IntegerField", "ModelMultipleChoiceField"}
"""Fields of Django that let through what no period or no database takes; those of ``core.ui.forms`` do not."""


def fields_taken(code: str) -> set[str]:
    """Which of ``BOUNDED`` a module of forms takes from Django."""
    taken = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.ImportFrom) and node.module == "django.forms":
            taken |= {each.name for each in node.names}
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "forms":
            taken.add(node.attr)
    return taken & BOUNDED


def test_forms_take_days_numbers_and_rows_within_bounds():
    assert fields_taken("from django.forms import IntegerField") == {"IntegerField"}
    unbounded = {
        str(path.relative_to(SOURCE)): taken
        for path in source_files()
        if path != SOURCE / "core" / "ui" / "forms.py" and (taken := fields_taken(path.read_text(encoding="utf-8")))
    }
    assert unbounded == {}


def test_addresses_hold_only_numbers_that_every_database_takes():
    assert [str(path) for path in source_files() if "<int:" in path.read_text(encoding="utf-8")] == []
