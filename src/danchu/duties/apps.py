from danchu.core import rooms


class DutiesConfig(rooms.Room):
    name = "danchu.duties"
    label = "duties"
