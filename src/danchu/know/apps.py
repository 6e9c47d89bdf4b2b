from danchu.core import rooms


class KnowConfig(rooms.Room):
    name = "danchu.know"
    label = "know"
    verbose_name = "Dân biết"
