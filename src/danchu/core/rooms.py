"""What every room's AppConfig does when Django starts: enter its policies, figures and tasks in the registers."""

from importlib import import_module
from importlib.util import find_spec

import rules
from django.apps import AppConfig


class Room(AppConfig):
    """A room of the house. ``policies.TABLE`` maps permission names to predicates; ``figures`` registers itself."""

    def ready(self) -> None:
        for part in ("policies", "figures", "tasks", "menu"):
            if find_spec(f"{self.name}.{part}"):
                module = import_module(f"{self.name}.{part}")
                for name, predicate in getattr(module, "TABLE", {}).items():
                    rules.add_perm(name, predicate)
