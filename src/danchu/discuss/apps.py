from danchu.core import rooms


class DiscussConfig(rooms.Room):
    name = "danchu.discuss"
    label = "discuss"
