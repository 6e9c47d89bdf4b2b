"""What several of the generated pages ask of the code: every official act, every route, a line of Markdown."""

from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import danchu
from danchu.core import official
from tests.permissions import world

SOURCE = Path(danchu.__file__).parent
TESTS = Path(__file__).parents[1]
GENERATED = "Made by `make docs` from the code; do not edit by hand."


def acts() -> dict[str, official.OfficialAct]:
    """Every official act of every room, by name."""
    for folder in sorted(SOURCE.glob("*/actions")):
        package = import_module(f"danchu.{folder.parent.name}.actions")
        for module in walk_packages(package.__path__, f"{package.__name__}."):
            import_module(module.name)
    return dict(sorted(official.REGISTRY.items()))


def own_routes() -> list[world.Route]:
    """The routes of our own views, by name."""
    return [each for each in world.routes() if each.view.__module__.startswith("danchu.")]


def row(*cells: object) -> str:
    """A row of a table."""
    return "| " + " | ".join(str(cell).replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def head(*cells: str) -> list[str]:
    """The first two rows of a table."""
    return [row(*cells), "|" + "---|" * len(cells)]


def codes(names: object) -> str:
    """Names in code style, in one line; a dash for none."""
    return ", ".join(f"`{name}`" for name in names) or "–"


def first_sentence(text: str | None) -> str:
    """The first paragraph of a docstring in one line."""
    return " ".join((text or "").strip().split("\n\n")[0].split())
