from danchu.core import rooms


class DemoConfig(rooms.Room):
    name = "danchu.demo"
    label = "demo"
    verbose_name = "Trình diễn"
