from danchu.core import rooms


class DiscussConfig(rooms.Room):
    name = "danchu.discuss"
    label = "discuss"
    verbose_name = "Dân bàn và quyết định"

    def ready(self) -> None:
        super().ready()
        from danchu.discuss import chains, listeners, notices  # noqa: F401 - they register themselves; models are ready now
