from danchu.core.rooms import Room


class DutiesConfig(Room):
    name = "danchu.duties"
    label = "duties"
