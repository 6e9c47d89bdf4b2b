from danchu.core.rooms import Room


class PortalConfig(Room):
    name = "danchu.portal"
    label = "portal"
