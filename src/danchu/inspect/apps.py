from danchu.core import rooms


class InspectConfig(rooms.Room):
    name = "danchu.inspect"
    label = "inspect"

    def ready(self) -> None:
        super().ready()
        from danchu.inspect import documents_reception, figures_reception, listeners, notices  # noqa: F401 - they register themselves; models are ready now
