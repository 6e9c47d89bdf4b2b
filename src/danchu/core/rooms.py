"""What every room's AppConfig does when Django starts: enter its policies, figures, menu and daily tasks."""

from importlib import import_module
from importlib.util import find_spec

import rules
from django.apps import AppConfig


class Room(AppConfig):
    """A room of the house.

    ``policies.TABLE`` maps permission names to predicates, ``tasks.DAILY`` and ``tasks.OFTEN`` name the pieces of the
    rounds; ``documents``, ``figures``, ``menu`` and ``invitations`` enter themselves when imported.
    """

    def ready(self) -> None:
        from danchu.core import daily  # models are ready only now

        for name, predicate in getattr(self._part("policies"), "TABLE", {}).items():
            rules.add_perm(name, predicate)
        tasks = self._part("tasks")
        daily.enter(daily=getattr(tasks, "DAILY", ()), often=getattr(tasks, "OFTEN", ()))
        self._part("documents")
        self._part("figures")
        self._part("menu")
        self._part("invitations")

    def _part(self, part: str) -> object:
        name = f"{self.name}.{part}"
        return import_module(name) if find_spec(name) else None
