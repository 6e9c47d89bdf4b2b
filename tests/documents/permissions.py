"""``docs/permissions.md``: who may do what, and, once the table of routes is written, who may open what."""

from importlib import import_module

import rules

from danchu.core.official import WITHIN
from tests.documents.reading import GENERATED, SOURCE, acts, codes, first_sentence, head, own_routes, row
from tests.permissions.test_routes import TABLE

HEAD = f"""# Who may do what

{GENERATED}

A policy is a predicate over a person and, where it matters, the thing itself. It is asked at every door: by the page
that shows a form and again by the official act that the form leads to. `public` pages are for anyone. An act under
`{WITHIN}` happens only within another act, which has answered for it.
"""


def page() -> str:
    lines = [HEAD]
    for room in sorted(each.parent.name for each in SOURCE.glob("*/policies.py")):
        table = getattr(import_module(f"danchu.{room}.policies"), "TABLE", {})
        if table:
            lines += [f"## {room}", "", *head("Policy", "Who", "Pages", "Official acts")]
            lines += [_line(name) for name in table]
            lines += [""]
    lines += ["## Who the words mean", "", *head("Word", "Meaning"), *_words()]
    return "\n".join([*lines, *_routes()]) + "\n"


def _line(policy: str) -> str:
    pages = [each.name for each in own_routes() if getattr(each.view, "audience", "") == policy]
    return row(f"`{policy}`", _who(policy), codes(pages), codes(n for n, act in acts().items() if act.policy == policy))


def _who(policy: str) -> str:
    """The predicate in words; without brackets where they change nothing."""
    name = rules.permissions.permissions[policy].name.replace("_", " ")
    plain = name if "&" in name or "~" in name else name.replace("(", "").replace(")", "")
    return plain.replace(" | ", " or ").replace(" & ", " and ")


def _words() -> list[str]:
    """The predicates of the rooms whose docstring says more than their name."""
    found: dict[str, str] = {}
    for file in sorted(SOURCE.glob("*/policies.py")):
        module = import_module(f"danchu.{file.parent.name}.policies")
        for predicate in vars(module).values():
            if isinstance(predicate, rules.Predicate) and not {"|", "&"} & set(predicate.name):
                said = first_sentence(getattr(predicate.fn, "__doc__", ""))
                found.setdefault(predicate.name.replace("_", " "), said)
    return [row(name, said) for name, said in sorted(found.items()) if said]


def _routes() -> list[str]:
    if not TABLE.exists():
        return []
    lines = [line.split(" | ") for line in TABLE.read_text(encoding="utf-8").splitlines()]
    says = "mở: opens; đăng nhập: asked to sign in; cấm: refused; không thấy: as if it did not exist."
    return ["", "## Who opens which page", "", says, "", *head(*lines[0]), *(row(*line) for line in lines[1:])]
