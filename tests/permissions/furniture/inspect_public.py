"""Topics of remarks, published remarks, and what other programs ask about them."""

from decimal import Decimal

from danchu.core.actors import VISITOR
from danchu.core.files.checks import check
from danchu.core.files.storage import store
from danchu.inspect.actions.intake import Contact, Place, receive_case
from danchu.inspect.actions.publishing import publish_case
from danchu.inspect.actions.settling import answer_case
from danchu.inspect.actions.topics import add_topic, retire_topic
from danchu.inspect.models import Topic
from danchu.inspect.states import Channel
from danchu.lib import clock
from tests.know.files import a_picture

WORDS = "Đèn đường đầu ngõ 12 tắt từ tuần trước, buổi tối đi lại khó khăn."


def _published(world, words=WORDS, *, files=(), **place):
    officer, now = world.people["công chức"], clock.now()
    case = receive_case(
        ward=world.ward,
        kind="remark",
        channel=Channel.API,
        text=words,
        topic=Topic.objects.filter(ward=world.ward).first(),
        place=Place(group=world.group, address="Ngõ 12", **place),
        contact=Contact(),
        files=files,
        wants_public=True,
        by=VISITOR,
        at=now,
    )
    shown = tuple(case.files.values_list("pk", flat=True))
    return publish_case(case=case, public_text=words, files=shown, shows_place=True, by=officer, at=now)


def furnish(world):
    officer, now = world.people["công chức"], clock.now()
    topic = add_topic(ward=world.ward, name="Đèn đường", hint="Đèn tắt", by=officer, at=now)
    add_topic(ward=world.ward, name="Rác", by=officer, at=now)
    retired = add_topic(ward=world.ward, name="Chợ", by=officer, at=now)
    retire_topic(topic=retired, by=officer, at=now)
    picture = store(ward=world.ward, upload=check(a_picture("đèn.jpg", 800), "đèn.jpg"), at=now)
    case = _published(world, files=(picture,), latitude=Decimal("21.4794"), longitude=Decimal("105.8552"))
    photograph = case.files.get()
    world.samples |= {
        "inspect:change-topic": (topic.pk,),
        "inspect:place-topic": (topic.pk,),
        "inspect:retire-topic": (topic.pk,),
        "inspect:restore-topic": (retired.pk,),
        "inspect:public-case": (case.pk,),
        "inspect:join": (case.pk,),
        "inspect:public-file": (photograph.pk, photograph.file.name),
        "inspect:open311-discovery": ("json",),
        "inspect:open311-v2-discovery": ("xml",),
        "inspect:open311-services": ("json",),
        "inspect:open311-service": (topic.code, "json"),
        "inspect:open311-requests": ("json",),
        "inspect:open311-request": (case.pk, "json"),
        "inspect:open311-token": (case.code, "xml"),
    }


def grow(world, many):
    """More published remarks, here and there, some of them answered."""
    officer, now = world.people["công chức"], clock.now()
    for number in range(many):
        place = {
            "latitude": Decimal("21.470000") + Decimal(number % 7) / 500,
            "longitude": Decimal("105.850000") + Decimal(number % 11) / 500,
        }
        case = _published(world, f"Nắp cống số {number} trước nhà văn hóa bị vỡ, xe máy dễ sa bánh.", **place)
        if number % 3 == 0:
            answer_case(case=case, answer="Đã thay nắp cống.", by=officer, at=now)
        if number < 8:
            add_topic(ward=world.ward, name=f"Lĩnh vực {Topic.objects.count()}", by=officer, at=now)
