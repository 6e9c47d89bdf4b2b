from danchu.core.rooms import Room


class DemoConfig(Room):
    name = "danchu.demo"
    label = "demo"
