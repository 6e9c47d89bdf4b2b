from danchu.core import clauses, rooms


class ResolutionConfig(rooms.Room):
    name = "danchu.resolution"
    label = "resolution"
    verbose_name = "Nghị quyết"

    def ready(self) -> None:
        super().ready()
        from danchu.resolution.clauses import titles  # reads data that only this room knows

        clauses.tell_clauses(titles)
