from danchu.core import rooms


class InspectConfig(rooms.Room):
    name = "danchu.inspect"
    label = "inspect"
    verbose_name = "Dân kiểm tra, giám sát"

    def ready(self) -> None:
        super().ready()
        # They register themselves; models are ready only now.
        from danchu.inspect import documents_reception, figures_cases, figures_reception, listeners, notices  # noqa: F401
