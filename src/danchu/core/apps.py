from typing import Any

from django.db.models.signals import post_migrate

from danchu.core import connections, ordering, rooms
from danchu.core.ui import converters


class CoreConfig(rooms.Room):
    name = "danchu.core"
    label = "core"
    verbose_name = "Chung"

    def ready(self) -> None:
        super().ready()
        from danchu.core import daily  # models are ready only now
        from danchu.core.trust import rounds

        post_migrate.connect(_keep_indexes, sender=self)
        post_migrate.connect(_note_beginnings, sender=self)
        connections.tend()
        ordering.enter()
        daily.enter(daily=rounds.DAILY, often=rounds.OFTEN)
        converters.register()


def _keep_indexes(using: str, **_: Any) -> None:
    from danchu.core.searching import keep_indexes  # models are ready only now

    keep_indexes(using)


def _note_beginnings(plan: Any = (), **_: Any) -> None:
    from danchu.core.trust.beginning import note_beginnings  # models are ready only now

    note_beginnings(plan)
