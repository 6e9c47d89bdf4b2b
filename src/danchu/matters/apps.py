from danchu.core.rooms import Room


class MattersConfig(Room):
    name = "danchu.matters"
    label = "matters"
