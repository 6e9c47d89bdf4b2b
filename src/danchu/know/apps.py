from danchu.core.rooms import Room


class KnowConfig(Room):
    name = "danchu.know"
    label = "know"
