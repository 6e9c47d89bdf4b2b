"""What follows from an act is carried out by ``core.official``, in one order, and by nothing else."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOM = Path(__file__).parents[2] / "src" / "danchu"
BY_HAND = {
    "add_line": "a line of a timeline",
    "open_duties": "a duty that arises",
    "fulfil_duty": "a duty that is done",
    "drop_duty": "a duty that is dropped",
    "bump": "kept pages that are renewed",
    "queue": "a letter",
    "queue_email": "a letter",
    "step": "a state that changes",
    "follow": "any of these",
}
"""What no act calls by itself: it returns ``Done``, and names its ``life`` and ``move``."""

EXCEPTIONS = {
    "discuss.actions.initiatives._backed": "the state follows from a count that the act has just changed",
    "discuss.actions.papers": "acts about a decision, whose row is locked before those of its papers",
    "discuss.actions.reading": "as papers",
    "discuss.actions.recognition.answer_recognition": "the move is the answer that was given",
    "inspect.actions.mail.send_mail_again": "a letter that waits already is only woken",
    "inspect.actions.reception._fulfil_week": "whether the week is done is known once the day has ended",
    "inspect.actions.reception_book._receive": "the visit of the reception that is entered",
    "inspect.actions.sealing.seal_case": "duties are dropped before all that names the sender is erased",
    "inspect.actions.visiting": "acts about a day, whose row is locked before those of its visits",
}
"""Modules, or single functions, that do it by hand, with the reason. At most ten."""


def calls() -> Iterator[tuple[str, str, str]]:
    """What modules of acts call by hand: module, function, what. Effects of the same name are what they return."""
    for path in sorted([*ROOM.glob("*/actions/*.py"), *ROOM.glob("*/actions.py")]):
        module = ".".join(path.relative_to(ROOM).with_suffix("").parts)
        tree = ast.parse(path.read_text())
        effects = {name for each in ast.walk(tree) if isinstance(each, ast.ImportFrom) for name in _effects(each)}
        for function in (each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)):
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and (name := _name(node)) in BY_HAND and name not in effects:
                    yield module, function.name, name


def _effects(statement: ast.ImportFrom) -> list[str]:
    return [each.name for each in statement.names] if (statement.module or "").endswith("effects") else []


def _name(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _is_excepted(module: str, function: str) -> bool:
    return module in EXCEPTIONS or f"{module}.{function}" in EXCEPTIONS


def test_no_act_does_by_hand_what_follows_from_it():
    found = [(module, function, BY_HAND[name]) for module, function, name in calls() if name]
    assert [each for each in found if not _is_excepted(*each[:2])] == []


def test_the_exceptions_are_few_and_all_needed():
    there = {name for module, function, _ in calls() for name in (module, f"{module}.{function}")}
    assert len(EXCEPTIONS) <= 10
    assert not EXCEPTIONS.keys() - there
