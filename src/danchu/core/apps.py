from danchu.core.rooms import Room


class CoreConfig(Room):
    name = "danchu.core"
    label = "core"
