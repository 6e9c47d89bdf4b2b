from danchu.core import rooms


class MattersConfig(rooms.Room):
    name = "danchu.matters"
    label = "matters"
    verbose_name = "Việc chung"
