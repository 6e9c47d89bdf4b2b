"""A complaint on its way with a planned dialogue, one that was answered, a file, and a text for answers."""

from io import BytesIO

from danchu.core.actors import VISITOR
from danchu.core.files.checks import check
from danchu.core.files.storage import store
from danchu.inspect.actions.intake import Contact, receive_case
from danchu.inspect.actions.publishing import note_on_case
from danchu.inspect.actions.replies import add_reply
from danchu.inspect.actions.settling import accept_case, answer_case
from danchu.inspect.actions.steps import plan_step
from danchu.inspect.states import Channel, StepKind
from danchu.lib import clock
from tests import factories


def _complaint(world):
    return receive_case(
        ward=world.ward,
        kind="complaint",
        channel=Channel.PAPER,
        text="Tôi khiếu nại quyết định thu hồi đất.",
        contact=Contact(name="Lê Thị Ba"),
        by=VISITOR,
        at=clock.now(),
    )


def furnish(world):
    told = {"by": world.people["công chức"], "at": clock.now()}
    unit = factories.organisation(world.ward, is_unit=True)
    case = accept_case(case=_complaint(world), unit=unit, **told)
    step = plan_step(case=case, kind=StepKind.DIALOGUE, planned_on=clock.today(), place="Trụ sở phường", **told)
    scan = store(ward=world.ward, upload=check(BytesIO(b"%PDF-1.4\n%%EOF\n"), "bien-ban.pdf"), at=clock.now())
    note_on_case(case=case, text="Bản quét", files=(scan,), **told)
    answered = accept_case(case=_complaint(world), unit=unit, **told)
    answer_case(case=answered, answer="Giữ nguyên.", outcome="wrong", no_dialogue="Đã thống nhất.", **told)
    reply = add_reply(ward=world.ward, kind="", title="Đã xong", text="Việc số {so} đã xong.", **told)
    world.samples |= {
        "inspect:case-file": (case.pk, case.files.get().pk),
        "inspect:case-deed": (case.pk, "ghi-chu"),
        "inspect:case-publish": (case.pk,),
        "inspect:case-merge": (case.pk,),
        "inspect:case-second": (answered.pk,),
        "inspect:case-follow-up": (answered.pk, "sending"),
        "inspect:plan-step": (case.pk,),
        "inspect:record-step": (step.pk,),
        "inspect:drop-step": (step.pk,),
        "inspect:change-reply": (reply.pk,),
        "inspect:drop-reply": (reply.pk,),
    }


def grow(world, many):
    told = {"by": world.people["công chức"], "at": clock.now()}
    for number in range(many):
        add_reply(ward=world.ward, kind="", title=f"Mẫu {number} {clock.now()}", text="Đã xong.", **told)
