"""``docs/glossary.md``: each name of the code, the Vietnamese legal term it stands for, and where the law has it."""

import inspect
import re
from importlib import import_module

from django.apps import apps
from django.db.models import Model, TextChoices

from tests.documents.reading import GENERATED, SOURCE, first_sentence, head, row

HEAD = f"""# Names

{GENERATED}

Names in the code are English words of the field; what users read is Vietnamese. A model's docstring carries the legal
term and, where the law has one, the article.
"""
_CITATION = re.compile(
    r"(?:(?:[Đđ]iểm|[Kk]hoản|gạch đầu dòng)[^();.]*)?Điều \d+[^();.]*(?:số [\d/\w-]+|Luật [\d/\w-]+)?"
)


def page() -> str:
    lines = [HEAD]
    for room in [config.label for config in apps.get_app_configs() if config.name.startswith("danchu.")]:
        models, states = own_models(room), own_states(room)
        if not models and not states:
            continue
        lines += [f"## {room}", ""]
        if models:
            lines += head("Name", "Vietnamese", "What it is", "Law")
            lines += [row(f"`{each.__name__}`", term(each), *_said(each)) for each in models]
            lines += [""]
        if states:
            lines += head("States", "Values")
            lines += [row(f"`{each.__name__}`", "; ".join(f"{e.value}: {e.label}" for e in each)) for each in states]
            lines += [""]
    return "\n".join(lines)


def own_models(room: str) -> list[type[Model]]:
    """The models of a room, by name."""
    return sorted(apps.get_app_config(room).get_models(), key=lambda each: each.__name__)


def term(model: type[Model]) -> str:
    """The Vietnamese term: the name that users see, or the one in the docstring where they see none; empty for none."""
    name = str(model._meta.verbose_name)
    if not name.isascii():
        return name
    told = re.search(r"\(([^)]+)\)", model.__doc__ or "")
    return told[1] if told and not told[1].isascii() else ""


def own_states(room: str) -> list[type[TextChoices]]:
    """The choices that a room's ``states.py`` names."""
    if not (SOURCE / room / "states.py").is_file():
        return []
    module = import_module(f"danchu.{room}.states")
    found = inspect.getmembers(module, lambda each: inspect.isclass(each) and issubclass(each, TextChoices))
    return [each for _, each in found if each.__module__ == module.__name__]


def _said(model: type[Model]) -> tuple[str, str]:
    said = first_sentence(model.__doc__)
    cited = _CITATION.findall(said + " " + first_sentence((inspect.getmodule(model) or model).__doc__))
    return said, "; ".join(dict.fromkeys(each.strip() for each in cited)) or "–"
