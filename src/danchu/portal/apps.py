from danchu.core import rooms


class PortalConfig(rooms.Room):
    name = "danchu.portal"
    label = "portal"
    verbose_name = "Cổng thông tin"

    def ready(self) -> None:
        super().ready()
        from danchu.portal import listeners  # noqa: F401 - registers itself; models are ready only now
