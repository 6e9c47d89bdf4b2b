from danchu.core.actions.subscriptions import ask_to_be_told
from danchu.core.actors import VISITOR
from danchu.lib import clock
from danchu.portal.views.subscriptions import key_of


def furnish(world):
    wish = ask_to_be_told(ward=world.ward, email="ba.tam@example.vn", by=VISITOR, at=clock.now())
    key = (key_of(wish),)
    world.samples |= {"portal:group": (world.group.code,), "portal:confirm": key, "portal:leave": key}
