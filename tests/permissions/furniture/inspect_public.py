"""Topics of remarks, published remarks, and what other programs ask about them."""

from danchu.inspect.actions.topics import add_topic, retire_topic
from danchu.lib import clock


def furnish(world):
    officer, now = world.people["công chức"], clock.now()
    topic = add_topic(ward=world.ward, name="Đèn đường", hint="Đèn tắt", by=officer, at=now)
    add_topic(ward=world.ward, name="Rác", by=officer, at=now)
    retired = add_topic(ward=world.ward, name="Chợ", by=officer, at=now)
    retire_topic(topic=retired, by=officer, at=now)
    world.samples |= {
        "inspect:change-topic": (topic.pk,),
        "inspect:place-topic": (topic.pk,),
        "inspect:retire-topic": (topic.pk,),
        "inspect:restore-topic": (retired.pk,),
    }
