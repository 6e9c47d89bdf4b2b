from danchu.core import rooms


class DutiesConfig(rooms.Room):
    name = "danchu.duties"
    label = "duties"
    verbose_name = "Việc phải làm"

    def ready(self) -> None:
        super().ready()
        from danchu.core import following
        from danchu.duties.effects import drop_when_ended

        following.on_end(drop_when_ended)
