from danchu.core import rooms


class CoreConfig(rooms.Room):
    name = "danchu.core"
    label = "core"
    verbose_name = "Chung"
