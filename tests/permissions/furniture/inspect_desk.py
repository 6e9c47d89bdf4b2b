"""Cases of the work list: one of a unit with a handler, one that waits for somebody, one that was answered."""

from datetime import timedelta

from danchu.core.actors import VISITOR
from danchu.inspect.actions.intake import Contact, Place, receive_case
from danchu.inspect.actions.settling import accept_case, answer_case
from danchu.inspect.states import Channel
from danchu.lib import clock
from tests import factories


def _received(world, number):
    return receive_case(
        ward=world.ward,
        kind="remark",
        channel=Channel.PAPER,
        text=f"Đèn đường ngõ {number} hỏng.",
        place=Place(group=world.group),
        contact=Contact(name=f"Lê Văn {number}", phone="0912345678"),
        by=VISITOR,
        at=clock.now() - timedelta(days=number % 40),
    )


def furnish(world):
    officer = world.people["công chức"]
    unit = factories.organisation(world.ward, is_unit=True)
    case = _received(world, 1)
    told = {"by": officer, "at": clock.now()}
    accept_case(case=case, unit=unit, handler=officer, **told)
    answer_case(case=accept_case(case=_received(world, 2), unit=unit, **told), answer="Đã thay bóng.", **told)
    world.samples |= {
        "inspect:case": (case.pk,),
        "inspect:register-kind": ("remark",),
        "inspect:register-sealed": ("denunciation",),
        "inspect:receipt": (case.pk,),
        "inspect:receipt-pdf": (case.pk,),
    }


def grow(world, many):
    for number in range(many):
        _received(world, number)
