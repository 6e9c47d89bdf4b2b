from danchu.core import rooms


class WardConfig(rooms.Room):
    name = "danchu.ward"
    label = "ward"
    verbose_name = "Hộ, tổ, tổ chức, tài khoản"

    def ready(self) -> None:
        super().ready()
        from danchu.core.actors import tell_offices  # models are ready only now
        from danchu.core.trust import telling
        from danchu.ward.queries import office_in_words
        from danchu.ward.queries_statements import keepers_of_statements

        tell_offices(office_in_words)
        telling.enter(keepers_of_statements)
