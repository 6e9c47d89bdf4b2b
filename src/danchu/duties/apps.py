from danchu.core import rooms


class DutiesConfig(rooms.Room):
    name = "danchu.duties"
    label = "duties"
    verbose_name = "Việc phải làm"
