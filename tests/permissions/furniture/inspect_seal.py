from danchu.core.actors import VISITOR
from danchu.inspect import queries, seal
from danchu.inspect.actions.intake import Contact, receive_case
from danchu.inspect.actions.sealing import log_opening, make_key
from danchu.inspect.opening import new_pair, open_seal
from danchu.inspect.states import Channel
from danchu.lib import clock
from tests.inspect.words import WORDS


def _denunciation(world):
    letter = seal.Letter(text="Nhận tiền của dân.", name="Trần Thị Kín", address="Ngõ 12")
    sealed = seal.close(letter, (), queries.keys_for_sealing(world.ward))
    return receive_case(
        ward=world.ward,
        kind="denunciation",
        channel=Channel.WEB,
        text="",
        seal=sealed,
        by=VISITOR,
        at=clock.now(),
    )


def furnish(world):
    chair = world.people["lãnh đạo"]
    make_key(ward=world.ward, pair=new_pair(WORDS), by=chair, at=clock.now())
    case = _denunciation(world)
    open_seal(case=case, words=WORDS, reason="Đọc đơn", by=chair, at=clock.now())
    turns_out = receive_case(
        ward=world.ward,
        kind="remark",
        channel=Channel.WEB,
        text="Ông B nhận tiền của tôi.",
        contact=Contact(name="Trần Thị Kín"),
        by=VISITOR,
        at=clock.now(),
    )
    about = ("seal", "give-share", "seal-note")
    world.samples |= {
        **{f"inspect:{name}": (case.pk,) for name in about},
        "inspect:into-seal": (turns_out.pk,),
    }


def grow(world, many):
    for _ in range(many):
        case = _denunciation(world)
        log_opening(case=case, reason="Xác minh", succeeded=True, by=world.people["lãnh đạo"], at=clock.now())
