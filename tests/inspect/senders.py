"""People who send something by every door; each has a name, a telephone, an address and words of their own, which stand
nowhere else. What they sent turns out to denounce somebody."""

from dataclasses import dataclass, replace
from datetime import time, timedelta
from itertools import count

from django.test import Client
from django.urls import reverse

from danchu.core.actions.documents import issue_document, prepare_document
from danchu.core.actors import SYSTEM
from danchu.core.models import User
from danchu.core.records import kinds
from danchu.inspect.actions.mail import Numbered, take_mail, write_to_sender
from danchu.inspect.actions.mailboxes import add_mailbox
from danchu.inspect.actions.publishing import note_on_case, publish_case
from danchu.inspect.actions.reception import Session, plan_days
from danchu.inspect.actions.reception_book import Pledge, Record, add_promise, record_reception
from danchu.inspect.actions.settling import (
    accept_case,
    answer_case,
    assign_case,
    merge_case,
    pause_case,
    resume_case,
    weigh_case,
)
from danchu.inspect.actions.steps import drop_step, plan_step, record_step
from danchu.inspect.actions.topics import add_topic
from danchu.inspect.actions.visiting import check_in
from danchu.inspect.mail_reading import read
from danchu.inspect.models import Case, ReceptionDay, ReceptionVisit
from danchu.inspect.states import Complexity, StepKind
from danchu.lib import clock
from danchu.lib.vntext import fold
from tests import factories
from tests.inspect.letters import mail
from tests.know.files import a_picture
from tests.permissions.walking import BACKEND


@dataclass(frozen=True)
class Person:
    """Somebody with the ``mark`` in everything that they are called and say."""

    mark: str
    number: int

    @property
    def name(self) -> str:
        return f"Bùi Thị {self.mark}"

    @property
    def phone(self) -> str:
        return f"09771122{self.number}"

    @property
    def email(self) -> str:
        return f"thu{self.number}.rieng@kin.example"

    @property
    def address(self) -> str:
        return f"Số 5 ngách {self.mark}"

    @property
    def text(self) -> str:
        return f"Cán bộ nhận phong bì ở quán {self.mark}."

    @property
    def more(self) -> str:
        return f"Chị họ của {self.mark} cũng thấy."

    @property
    def file(self) -> str:
        return f"biên nhận {self.mark}.jpg"

    @property
    def contact(self) -> dict[str, str]:
        return {"name": self.name, "phone": self.phone, "email": self.email, "address": self.address}

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must be found nowhere: also as lists and indexes write it."""
        return (self.mark, self.mark.lower(), fold(self.mark), self.phone.removeprefix("0"), self.email)


_MARKS = (
    *("Zoanhkẻo", "Zuyềnmít", "Zượngbưởi", "Zuệchmơ", "Zoắtgừng"),
    *("Zuýnhnghệ", "Zoạchriềng", "Zuễnhsả", "Zoènhành", "Zịutỏi"),
)
EVERYONE = tuple(Person(mark, 10 + number) for number, mark in enumerate(_MARKS))
PASSER, HOUSE, CALLER, LEADER, WRITER, PROGRAM, OLD, VISITED, STAFF, JOINED = EVERYONE


PLACES = {"is_remote": False, "in_several_places": False}


class Doors:
    """The doors of the ward in ``world``, and who comes through each. ``sent`` are the cases that come of it."""

    def __init__(self, world):
        self.ward, self.world, self.officer = world.ward, world, world.people["công chức"]
        self.unit = factories.organisation(self.ward, is_unit=True)
        self.topic = add_topic(ward=self.ward, name="Việc khác", hint="", unit=self.unit, **self.told())
        self.accounts: list[User] = []
        self.numbers = count(5000)
        self.sent = [
            self.passes_by(),
            self.signs_in_by_card(),
            self.signs_in_by_phone(),
            self.leads_a_group(),
            self.writes_mail(),
            self.uses_a_program(),
            self.brings_paper(),
            self.comes_on_reception_day(),
            self.works_for_the_ward(),
        ]

    def told(self):
        return {"by": self.officer, "at": clock.now()}

    def client(self, account=None) -> Client:
        client = Client()
        if account is not None:
            self.accounts.append(account)
            client.force_login(account, backend=BACKEND)
        return client

    def posts(self, client, name, who: Person, **typed) -> Case:
        known = set(Case.objects.values_list("pk", flat=True))
        given = {"text": who.text, "files": [a_picture(who.file)], **who.contact, **typed}
        answer = client.post(reverse(f"inspect:{name}"), given)
        [case] = Case.objects.exclude(pk__in=known)
        assert answer.status_code == 200, answer.content.decode()
        return case

    def says(self, client, name, case, **typed):
        answer = client.post(reverse(f"inspect:follow-{name}"), {"code": case.code, **typed})
        assert answer.status_code == 200, answer.content.decode()

    def passes_by(self):
        case = self.posts(
            self.client(), "send-remark", PASSER, wants_public="1", topic=self.topic.pk, place=PASSER.address, asked="1"
        )
        self.says(self.client(), "add", case, **{"add-text": PASSER.more, "add-files": [a_picture(f"2 {PASSER.file}")]})
        return case

    def signs_in_by_card(self):
        household = factories.household(self.world.group, code=HOUSE.mark, head_name=HOUSE.name, address=HOUSE.address)
        household.account = factories.user(
            self.ward, kind=User.Kind.HOUSEHOLD, display_name=f"Hộ {HOUSE.name}", username=HOUSE.email
        )
        household.save()
        client = self.client(household.account)
        case = self.posts(client, "send-remark", HOUSE, wants_public="1", asked="1")
        self.says(client, "add", case, **{"add-text": HOUSE.more})
        publish_case(case=case, public_text=f"Quán {HOUSE.mark}.", shows_place=True, **self.told())
        self.client(factories.resident(self.ward)).post(reverse("inspect:send-join", args=[case.pk]))
        note_on_case(case=case, text=f"Đã gọi {HOUSE.name}.", is_told=True, **self.told())
        accept_case(case=case, unit=self.unit, **self.told())
        weigh_case(case=case, complexity=Complexity.COMPLEX, **PLACES, reason=HOUSE.more, **self.told())
        answer_case(case=case, answer=f"Mời {HOUSE.mark}.", **self.told())
        self.says(client, "rate", case, **{"rate-satisfaction": "1", "rate-note": HOUSE.more})
        self.says(client, "reopen", case, **{"reopen-reason": HOUSE.more})
        return Case.objects.get(pk=case.pk)

    def signs_in_by_phone(self):
        """A complaint about which officers did and wrote all they can."""
        client = self.client(factories.resident(self.ward, phone=f"+84{CALLER.phone[1:]}"))
        case = self.posts(
            client,
            "send-complaint",
            CALLER,
            accused="Địa chính",
            decision=f"Quyết định về {CALLER.mark}",
            learned_on="01/03/2026",
            asks=CALLER.more,
        )
        told, words, today = self.told(), CALLER.more, clock.today()
        self.proposes(case)
        accept_case(case=case, unit=self.unit, **told)
        assign_case(case=case, unit=self.unit, handler=self.officer, note=words, **told)
        weigh_case(case=case, complexity=Complexity.COMPLEX, **PLACES, reason=words, **told)
        about = {"planned_on": today, "place": CALLER.address, "people": CALLER.name}
        drop_step(step=plan_step(case=case, kind=StepKind.VERIFY, **about, **told), reason=words, **told)
        step = plan_step(case=case, kind=StepKind.DIALOGUE, **about, **told)
        record_step(step=step, done_on=today, text=words, people=CALLER.name, **told)
        note_on_case(case=case, text=words, **told)
        return case

    def proposes(self, case):
        """A letter with the sender's name, of which the subject names them too."""
        kind = kinds.of("inspect.proposal-complaint")
        source = replace(kind.source_for(case), subject=f"Về đơn của {CALLER.name}")
        draft = prepare_document(ward=self.ward, kind=kind.key, target=case, source=source, **self.told())
        chair = self.world.people["lãnh đạo"]
        issue_document(document=draft, signer=chair.display_name, **self.told())

    def leads_a_group(self):
        leader = factories.resident(self.ward)
        factories.mandate(leader.person, "group_deputy", group=factories.group(self.ward))
        typed = {"way": "copy", "purpose": "Để biết.", "id_number": "019090000123"}
        case = self.posts(self.client(leader), "send-information", LEADER, **typed)
        accept_case(case=case, unit=self.unit, **self.told())
        pause_case(case=case, reason=LEADER.more, **self.told())
        return resume_case(case=case, **self.told())

    def writes_mail(self):
        box = add_mailbox(ward=self.ward, name="Hòm thư", address="hop@bachquang.example", **self.told())
        sender, who = f"{WRITER.name} <{WRITER.email}>", WRITER.mark
        files = [(WRITER.file, "image/jpeg", a_picture(WRITER.file).read())]
        first = self.takes(
            box, mail(WRITER.text, From=sender, Subject=who, Message_ID="<1@rieng.example>", files=files)
        )
        case = first.case
        again = mail(WRITER.more, From=sender, Subject=f"Re: {case.symbol}", Message_ID="<2@rieng.example>")
        self.takes(box, again)
        write_to_sender(case=case, text=f"Kính gửi {WRITER.name}.", **self.told())
        return case

    def takes(self, box, letter):
        number = Numbered(1, next(self.numbers))
        now = clock.now()
        return take_mail(mailbox=box, letter=read(letter), number=number, arrived_at=now, by=SYSTEM, at=now)

    def uses_a_program(self):
        given = {"last_name": "Bùi Thị", "first_name": PROGRAM.mark, "phone": PROGRAM.phone, "email": PROGRAM.email}
        where = {"service_code": self.topic.code, "address_string": PROGRAM.address, "description": PROGRAM.text}
        answer = self.client().post(reverse("inspect:open311-requests", args=["json"]), {**given, **where})
        return Case.objects.get(pk=answer.json()[0]["service_request_id"])

    def brings_paper(self):
        desk = self.client(self.officer)
        known = set(Case.objects.values_list("pk", flat=True))
        typed = {"channel": "paper", "received_on": clock.today().strftime("%d/%m/%Y"), "text": OLD.text, "seen": "1"}
        about = {"title": OLD.mark, "place": OLD.address, "files": [a_picture(OLD.file)]}
        answer = desk.post(reverse("inspect:register-kind", args=["remark"]), {**typed, **OLD.contact, **about})
        assert answer.status_code == 302, answer.content.decode()
        return Case.objects.exclude(pk__in=known).get()

    def comes_on_reception_day(self):
        """Booked on the web, received the day after; something was promised."""
        tomorrow = clock.today() + timedelta(days=1)
        session = Session(time(7), time(11), "Phòng tiếp dân số 2", "Trần Văn Chủ")
        week = {"since": tomorrow, "until": tomorrow, "weekdays": tuple(range(7))}
        [day] = plan_days(ward=self.ward, session=session, **week, **self.told())
        typed = {**VISITED.contact, "matter": VISITED.text, "people": 1}
        answer = self.client().post(reverse("inspect:book-reception", args=[day.pk]), typed)
        assert answer.status_code == 302, answer.content.decode()
        visit = ReceptionVisit.objects.get(day=ReceptionDay.objects.get(pk=day.pk))
        with clock.travel_to(clock.moment_on(tomorrow, 8)):
            check_in(visit=visit, **self.told())
            known = {"name": VISITED.name, "phone": VISITED.phone, "address": VISITED.address, "note": VISITED.more}
            record = Record("remark", VISITED.text, "case", "Trần Văn Chủ", **known)
            entry = record_reception(ward=self.ward, record=record, visit=visit, **self.told())
            add_promise(entry=entry, pledge=Pledge(f"Gặp lại {VISITED.name}", tomorrow, self.unit), **self.told())
        return entry.case

    def works_for_the_ward(self):
        """A civil servant, as a resident; and somebody whose remark went into that one."""
        staff = factories.staff(self.ward, "civil_servant")
        case = self.posts(self.client(staff), "send-remark", STAFF, wants_public="0", asked="1")
        self.says(self.client(staff), "add", case, **{"add-text": STAFF.more})
        same = self.posts(self.client(), "send-remark", JOINED, wants_public="0", asked="1")
        accept_case(case=case, unit=self.unit, **self.told())
        merge_case(case=same, into=Case.objects.get(pk=case.pk), **self.told())
        self.private = staff
        return case

    def turn_out_to_denounce(self):
        """The officer puts each under a seal, by the page, when the reception day is over."""
        desk = self.client(self.officer)
        for case in self.sent:
            answer = desk.post(reverse("inspect:into-seal", args=[case.pk]), {})
            assert answer.status_code == 302, answer.content.decode()
