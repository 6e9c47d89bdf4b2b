from danchu.core import rooms


class PortalConfig(rooms.Room):
    name = "danchu.portal"
    label = "portal"
