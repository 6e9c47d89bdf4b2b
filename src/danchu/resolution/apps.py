from danchu.core import rooms


class ResolutionConfig(rooms.Room):
    name = "danchu.resolution"
    label = "resolution"
