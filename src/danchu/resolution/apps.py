from danchu.core.rooms import Room


class ResolutionConfig(Room):
    name = "danchu.resolution"
    label = "resolution"
