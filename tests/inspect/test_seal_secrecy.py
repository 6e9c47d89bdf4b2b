"""A denunciation from sending to conclusion, and letters by every door that turn out to be some; then a search for who
sent them in everything that anyone can read."""

import logging
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.files.storage import default_storage
from django.db import connection
from django.urls import reverse

from danchu.core.actors import VISITOR
from danchu.inspect import seal
from danchu.inspect.actions.intake import receive_case
from danchu.inspect.actions.publishing import add_to_case, note_on_case
from danchu.inspect.actions.sealing import make_key
from danchu.inspect.actions.settling import (
    accept_case,
    answer_case,
    assign_case,
    extend_case,
    pause_case,
    resume_case,
    weigh_case,
)
from danchu.inspect.forms.sealed import AdditionForm, SealedForm
from danchu.inspect.models import Case, SealShare
from danchu.inspect.opening import new_pair
from danchu.inspect.states import Channel, Complexity, Part, State
from danchu.lib import clock
from tests import factories
from tests.inspect.senders import CALLER, EVERYONE, HOUSE, JOINED, PASSER, PROGRAM, STAFF, VISITED, WRITER, Doors
from tests.inspect.words import NAME, WORDS
from tests.know.files import a_picture
from tests.permissions import world as worlds
from tests.permissions.walking import Walker, undone

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet_refusals")]
OTHER_WORDS = "núi Cốc mây phủ bốn mùa"
TYPED = {
    "accused": "Ông Trần Văn Tham, cán bộ địa chính",
    "text": "Ngày 3/2 ông ấy nhận phong bì tại quán Gió Lành.",
    "name": NAME,
    "phone": "0987123456",
    "email": "kin.tieng@thu.example",
    "address": "Số 5 ngách 7 ngõ Đợi Chờ",
}
MORE = "Bà Hoàng Làm Chứng cũng nhìn thấy."
NOTED = "Người tố cáo hẹn gặp ở nhà bà Hai Lúa."
FILE = "giấy biên nhận tay.jpg"
SENDERS = tuple(secret for each in EVERYONE for secret in each.secrets)
SECRETS = (*TYPED.values(), "Trần Văn Tham", MORE, NOTED, FILE, WORDS, OTHER_WORDS, *SENDERS)
ROLL = ("core_user", "ward_household", "ward_person")
"""Tables that name everybody who lives here, whether they wrote or not."""
WHO_LOOK = (
    "khách",
    "người dân",
    "người được giao nhiệm vụ",
    "công chức",
    "lãnh đạo",
    "đại biểu",
    "kiểm tra nhật ký",
    "quản trị",
)
ABOUT = ("case", "seal", "give-share", "seal-note", "receipt", "receipt-pdf")


def found_in(content: bytes | str) -> list[str]:
    raw = content.encode() if isinstance(content, str) else content
    return [secret for secret in SECRETS if secret.encode() in raw]


class Story:
    """What happened, with real pages wherever a person types words."""

    def __init__(self, world, walker):
        self.world, self.walker, self.ward = world, walker, world.ward
        self.chair, self.officer = world.people["lãnh đạo"], world.people["công chức"]
        self.case = None

    def told(self, by=None):
        return {"by": by or self.chair, "at": clock.now()}

    def is_sent(self):
        form = SealedForm(TYPED, {}, ward=self.ward)
        assert form.is_valid(), form.errors
        form.cleaned_data["files"] = (seal.Enclosure(FILE, "image/jpeg", a_picture(FILE).read()),)
        told = {"channel": Channel.WEB, "text": "", "seal": form.sealed(), **self.told(VISITOR)}
        self.case = receive_case(ward=self.ward, kind="denunciation", **told)

    def is_opened(self, role, words):
        with_words = {"words": words, "reason": "Xác minh"}
        return self.walker.client(role).post(self.address("seal"), with_words).content.decode()

    def is_settled(self):
        case, key = self.case, make_key(ward=self.ward, pair=new_pair(OTHER_WORDS), **self.told(self.officer))
        assert TYPED["name"] in self.is_opened("lãnh đạo", WORDS)
        assert TYPED["name"] not in self.is_opened("lãnh đạo", OTHER_WORDS)
        given = {"key": key.pk, "words": WORDS, "reason": "Giao xác minh"}
        assert self.walker.client("lãnh đạo").post(self.address("give-share"), given).status_code == 302
        assert TYPED["name"] in self.is_opened("công chức", OTHER_WORDS)
        accept_case(case=case, unit=factories.organisation(self.ward, is_unit=True), **self.told())
        assign_case(case=case, unit=case.unit, handler=self.officer, **self.told())
        self.walker.client("công chức").post(self.address("seal-note"), {"text": NOTED})
        addition = AdditionForm({"text": MORE}, {})
        assert addition.is_valid()
        add_to_case(case=case, sealed=addition.sealed(case), **self.told(VISITOR))
        answers = {"is_remote": False, "in_several_places": False}
        weigh_case(
            case=case, complexity=Complexity.COMPLEX, reason="Hai nội dung.", **answers, **self.told(self.officer)
        )
        extend_case(case=case, days=10, reason="Chờ tài liệu.", **self.told(self.officer))
        pause_case(case=case, reason="Chờ giám định.", **self.told(self.officer))
        resume_case(case=case, **self.told(self.officer))
        note_on_case(case=case, text="Phường đang xác minh.", is_told=True, **self.told(self.officer))
        answer_case(case=case, answer="Nội dung tố cáo đúng một phần.", outcome="partly", **self.told(self.officer))
        assert case.state == State.ANSWERED

    def address(self, name):
        return reverse(f"inspect:{name}", args=[self.case.pk])


@pytest.fixture
def story(caplog):
    caplog.set_level(logging.INFO)
    world = worlds.build()
    walker = Walker(world)
    told = Story(world, walker)
    told.is_sent()
    told.is_settled()
    told.doors = Doors(world)
    with clock.travel_to(clock.now() + timedelta(days=1)):
        told.doors.turn_out_to_denounce()
    return told


def test_only_the_opening_tells_who_denounced(story, caplog):
    assert unopened(story) == []
    walker = story.walker
    shown = [
        f"{address} as {role}: {secrets}"
        for role in WHO_LOOK
        for address in addresses(story)
        if (secrets := seen_by(walker, role, address))
    ]
    assert shown == []
    assert [found_in(record.getMessage()) for record in caplog.records if found_in(record.getMessage())] == []
    assert [each for each in mail.outbox if found_in(each.body + each.subject)] == []
    assert [each for each in Session.objects.all() if found_in(str(each.get_decoded()))] == []
    assert legible_columns() == []
    assert [str(path) for path in kept_files() if found_in(path.read_bytes()) or FILE in path.name] == []


def unopened(story):
    """What people sent and no seal that the chair opens has."""
    cases = [each.merged_into for each in Case.objects.filter(pk__in=[case.pk for case in story.doors.sent])]
    shares = SealShare.objects.filter(key__user=story.chair, case__in=cases).select_related("key", "case__seal")
    under = "".join(everything_in(seal.Opened(each, WORDS), each.case) for each in shares)
    said = ("name", "phone", "email", "address", "text", "more", "file")
    quiet = set(EVERYONE) - {PASSER, HOUSE, CALLER, WRITER, STAFF}
    unasked = {"address": {HOUSE, WRITER, STAFF, JOINED}, "phone": {WRITER}, "file": {PROGRAM, VISITED}, "more": quiet}
    return [
        f"{who.name}: {what}"
        for who in EVERYONE
        for what in said
        if who not in unasked.get(what, ()) and getattr(who, what).removeprefix("0") not in under
    ]


def everything_in(opened, case):
    letters, notes, files = (case.sealed.filter(kind=kind) for kind in (Part.LETTER, Part.NOTE, Part.FILE))
    words = [str(asdict(opened.letter(each))) for each in letters] + [opened.note(each) for each in notes]
    return "".join([*words, *(opened.enclosure(each).name for each in files)])


def addresses(story):
    """Every page of the rooms through which a case passes."""
    rooms = ("inspect:", "duties:", "portal:", "resolution:", "core:audit", "core:document")
    for route in worlds.routes():
        has_sample = len(story.world.samples.get(route.name, ())) == len(route.arguments)
        if route.is_own and route.name.startswith(rooms) and has_sample:
            yield story.walker.address(route)
    yield from (story.address(name) for name in ABOUT)


def seen_by(walker, role, address):
    """What leaks on the page and, where it is a list, in its export and in what a search finds."""
    content = asked(walker, role, address)
    ways = {b"xuat=csv": f"{address}?xuat=csv", b'name="q"': f"{address}?q=bui+thi"}
    more = [asked(walker, role, way) for mark, way in ways.items() if mark in content]
    return found_in(b"".join([content, *more]))


def asked(walker, role, address):
    with undone():
        response = walker.client(role).get(address)
        return b"".join(response) if response.streaming else response.content


def legible_columns():
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            secrets = SECRETS if not table.startswith(ROLL) else [each for each in SECRETS if each not in SENDERS]
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                for value in row:
                    raw = bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
                    found += [f"{table}: {secret}" for secret in secrets if secret.encode() in raw]
    return found


def kept_files():
    return [path for path in Path(default_storage.location).rglob("*") if path.is_file()]
