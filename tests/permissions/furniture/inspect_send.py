from django.core import signing

from danchu.inspect.actions.intake import Contact, receive_case
from danchu.inspect.actions.publishing import publish_case
from danchu.inspect.states import Channel
from danchu.inspect.views.following import SALT
from danchu.lib import clock
from tests.know.files import a_picture
from tests.permissions.furniture.know import _stored


def furnish(world):
    resident = world.people["người dân"]
    case = receive_case(
        ward=world.ward,
        kind="remark",
        channel=Channel.WEB,
        text="Đèn đường đầu ngõ 12 hỏng.",
        contact=Contact(name="Bà Tám", account=resident),
        files=[_stored(world, a_picture("đèn đường.jpg"))],
        wants_public=True,
        by=resident,
        at=clock.now(),
    )
    publish_case(case=case, public_text=case.text, shows_place=True, by=world.people["công chức"], at=clock.now())
    world.samples |= {
        "inspect:send-join": (case.pk,),
        "inspect:send-joined": (case.pk,),
        "inspect:follow-file": (signing.dumps([case.pk, case.files.get().pk], salt=SALT),),
        "inspect:own": (case.pk,),
    }


def grow(world, many):
    resident = world.people["người dân"]
    for number in range(many):
        receive_case(
            ward=world.ward,
            kind="remark",
            channel=Channel.WEB,
            text=f"Rác ở ngõ {number}.",
            contact=Contact(name="Bà Tám", account=resident),
            by=resident,
            at=clock.now(),
        )
