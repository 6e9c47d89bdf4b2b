from typing import Any

from django.db.models.signals import post_migrate

from danchu.core import connections, rooms


class CoreConfig(rooms.Room):
    name = "danchu.core"
    label = "core"
    verbose_name = "Chung"

    def ready(self) -> None:
        super().ready()
        post_migrate.connect(_keep_indexes, sender=self)
        connections.tend()


def _keep_indexes(using: str, **_: Any) -> None:
    from danchu.core.searching import keep_indexes  # models are ready only now

    keep_indexes(using)
