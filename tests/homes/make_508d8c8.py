"""Made ``508d8c8.tar.xz``: a small home as version 508d8c8 kept it, with all that a later version must still read.

It ran once, with the code of that version (``git worktree add ../old 508d8c8``, there ``make setup``), and is kept to
show what is in the home. It does not run with later versions.

    python make_508d8c8.py 508d8c8.tar.xz
"""

import os
import sqlite3
import sys
import tarfile
import tempfile
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path

home = Path(tempfile.mkdtemp(prefix="danchu-home-"))
os.environ |= {"DANCHU_HOME": str(home), "DANCHU_HTTPS": "0", "DJANGO_SETTINGS_MODULE": "danchu.project.settings"}
os.environ["DANCHU_HOSTS"] = "testserver"

import django  # noqa: E402 - the home must be named first
from people import DENOUNCER, HOUSEHOLDER, PASSWORD, RESIDENT, WORDS  # noqa: E402 - beside this file

django.setup()

from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from PIL import Image  # noqa: E402

from danchu.core.actions.documents import issue_document, prepare_document  # noqa: E402
from danchu.core.actors import SYSTEM, VISITOR  # noqa: E402
from danchu.core.files.checks import check  # noqa: E402
from danchu.core.files.storage import store  # noqa: E402
from danchu.core.models import User, Ward  # noqa: E402
from danchu.core.records import kinds  # noqa: E402
from danchu.discuss.actions.closing import close_decision  # noqa: E402
from danchu.discuss.actions.preparing import Plan, open_decision, prepare_decision  # noqa: E402
from danchu.discuss.polling import vote  # noqa: E402
from danchu.duties.models import Duty  # noqa: E402
from danchu.inspect import queries as cases  # noqa: E402
from danchu.inspect import seal  # noqa: E402
from danchu.inspect.actions.intake import receive_case  # noqa: E402
from danchu.inspect.actions.publishing import publish_case  # noqa: E402
from danchu.inspect.actions.sealing import make_key  # noqa: E402
from danchu.inspect.actions.settling import accept_case, answer_case  # noqa: E402
from danchu.inspect.actions.topics import load_topics  # noqa: E402
from danchu.inspect.models import Case  # noqa: E402
from danchu.inspect.opening import new_pair  # noqa: E402
from danchu.inspect.states import Channel  # noqa: E402
from danchu.know.actions.drafting import Content, draft_disclosure  # noqa: E402
from danchu.know.actions.publishing import publish_disclosure  # noqa: E402
from danchu.know.actions.reaching import record_posting  # noqa: E402
from danchu.lib import clock  # noqa: E402
from danchu.ward.actions.accounts import give_staff_account, open_first_administrator  # noqa: E402
from danchu.ward.actions.cards import issue_cards  # noqa: E402
from danchu.ward.actions.groups import open_group  # noqa: E402
from danchu.ward.actions.households import open_household  # noqa: E402
from danchu.ward.actions.mandates import give_mandate  # noqa: E402
from danchu.ward.actions.organisations import OrganisationData, open_organisation  # noqa: E402
from danchu.ward.actions.people import PersonData, add_outsider  # noqa: E402
from danchu.ward.actions.sign_in import open_household_account, open_resident_account  # noqa: E402
from danchu.ward.models import Organisation  # noqa: E402
from statute.decisions import online_conditions  # noqa: E402

FIRST_DAY = date(2026, 3, 2)  # a Monday


def at(day: int, hour: int = 9) -> datetime:
    return clock.moment_on(FIRST_DAY + timedelta(days=day), hour)


def picture(name: str) -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (40, 30), (90, 140, 60)).save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue())


class Maker:
    """The ward and its people; each method is a chapter of its six weeks."""

    def people(self) -> None:
        call_command("new-ward", "05528", verbosity=0)
        self.ward = Ward.objects.get()
        told = {"by": SYSTEM, "at": at(0)}
        self.admin = open_first_administrator(ward=self.ward, full_name="Ngô Quản Trị", username="quantri", **told)
        self.told = {"by": self.admin, "at": at(0, 10)}
        data = OrganisationData(kind="state", code="KT", name="Phòng Kinh tế, hạ tầng", is_unit=True)
        self.unit: Organisation = open_organisation(ward=self.ward, data=data, **self.told)
        self.chair = self.officer_of("Phạm Chủ Tịch", "chutich", "ward_chair")
        self.officer = self.officer_of("Vũ Văn Phòng", "vanphong", "civil_servant", organisation=self.unit)
        self.deputy = self.officer_of("Lý Đại Biểu", "daibieu", "council_deputy")
        self.auditor = self.officer_of("Mai Kiểm Tra", "kiemtra", "auditor")

    def officer_of(self, name: str, username: str, office: str, **given: object) -> User:
        person = add_outsider(ward=self.ward, data=PersonData(full_name=name), **self.told)
        give_mandate(person=person, office=office, starts_on=date(2025, 7, 1), **given, **self.told)
        account = give_staff_account(person=person, username=username, **self.told)
        account.set_password(PASSWORD)
        account.save()
        return account

    def roll(self) -> None:
        """Two groups, eight households; the cards of the first group, with one of which a household signs in."""
        told = {"by": self.officer, "at": at(0, 11)}
        groups = [
            open_group(ward=self.ward, name=f"Tổ dân phố Tân Thành {n}", code=f"T{n}", **self.told) for n in (1, 2)
        ]
        self.group = groups[0]
        self.households = [
            open_household(
                group=groups[number % 2],
                code=f"H{number:03d}",
                address=f"Số {number} ngõ Bến",
                head=PersonData(full_name=HOUSEHOLDER if number == 2 else f"Trần Văn Hộ {number}", phone=phone(number)),
                **told,
            )
            for number in range(1, 9)
        ]
        cards = {each.household.pk: each.code for each in issue_cards(group=self.group, **told)}
        self.household = self.households[1]
        self.at_home = Client()
        answer = self.at_home.post("/the/", {"card": cards[self.household.pk]})
        assert answer.status_code == 302, answer.content.decode()
        self.household.refresh_from_db()
        neighbour = add_outsider(ward=self.ward, data=PersonData(full_name=RESIDENT, phone="0987000111"), **told)
        self.resident = open_resident_account(person=neighbour, by=SYSTEM, at=at(0, 12)).account
        self.on_phone = Client()
        self.on_phone.force_login(self.resident, backend="danchu.ward.accounts_backend.AccountBackend")

    def sent(self, client: Client, path: str, **typed: object) -> Case:
        before = set(Case.objects.values_list("pk", flat=True))
        answer = client.post(f"/gui/{path}/", typed)
        [case] = Case.objects.exclude(pk__in=before)
        assert answer.status_code == 200
        return case

    def says(self, client: Client, path: str, case: Case, **typed: object) -> None:
        answer = client.post(f"/theo-doi/{path}/", {"code": case.code, **typed})
        assert answer.status_code == 200, answer.content.decode()

    def letters(self) -> None:
        """What the two send, add, rate, join and take back, by the pages; what the officer answers."""
        load_topics(ward=self.ward, by=self.officer, at=at(1))
        make_key(ward=self.ward, pair=new_pair(WORDS), by=self.chair, at=at(1))
        with clock.travel_to(at(2)):
            remark = {
                "text": "Cống đầu ngõ Bến tắc, nước tràn ra đường.",
                "wants_public": "1",
                "email": "buoi@thu.example",
            }
            self.drain = self.sent(self.at_home, "phan-anh", **remark, name=HOUSEHOLDER, files=[picture("cống.jpg")])
            self.dog = self.sent(
                self.at_home, "phan-anh", text="Chó thả rông ở sân đình.", wants_public="0", name=HOUSEHOLDER
            )
            self.bribe = self.sent(
                self.at_home,
                "phan-anh",
                text="Cán bộ địa chính nhận phong bì ở quán Gió.",
                wants_public="0",
                name=HOUSEHOLDER,
            )
        with clock.travel_to(at(2, 14)):
            self.wrong = self.sent(
                self.on_phone,
                "khieu-nai",
                name=RESIDENT,
                address="Số 9 ngõ Bến",
                phone="0987000111",
                accused="Ủy ban nhân dân phường",
                decision="Quyết định số 12/QĐ-UBND",
                learned_on="25/02/2026",
                text="Thu hồi đất sai diện tích.",
                asks="Xem lại quyết định.",
            )
            self.asked = self.sent(
                self.on_phone,
                "thong-tin",
                name=RESIDENT,
                address="Số 9 ngõ Bến",
                phone="0987000111",
                text="Dự toán sửa đường ngõ Bến",
                way="copy",
                purpose="Để biết.",
                id_number="019090000123",
            )
        with clock.travel_to(at(3)):
            self.says(self.at_home, "bo-sung", self.drain, **{"add-text": "Hôm nay nước ngập sâu hơn."})
            self.says(self.at_home, "bo-sung", self.bribe, **{"add-text": "Bà Tám bán nước cũng thấy."})
            self.says(self.at_home, "rut", self.dog, **{"withdraw-reason": "Chủ chó đã xích lại."})
            self.says(self.on_phone, "bo-sung", self.asked, **{"add-text": "Cần bản có dấu."})
        officer = {"by": self.officer}
        publish_case(case=self.fresh("drain"), public_text="Cống đầu ngõ tắc.", **officer, at=at(3, 15))
        with clock.travel_to(at(4)):
            self.on_phone.post(f"/gui/phan-anh/{self.drain.pk}/cung-phan-anh/")
        for name in ("drain", "asked"):
            accept_case(case=self.fresh(name), unit=self.unit, handler=self.officer, **officer, at=at(4, 10))
        answer_case(case=self.fresh("drain"), answer="Đã nạo vét xong.", **officer, at=at(7))
        answer_case(case=self.fresh("asked"), answer="Đã gửi bản sao dự toán.", outcome="given", **officer, at=at(7))
        with clock.travel_to(at(8)):
            self.says(self.at_home, "danh-gia", self.drain, **{"rate-satisfaction": "2", "rate-note": "Làm qua loa."})
            self.says(self.at_home, "xem-lai", self.drain, **{"reopen-reason": "Nước lại tràn ra đường."})
            self.says(self.on_phone, "danh-gia", self.asked, **{"rate-satisfaction": "5", "rate-note": ""})

    def fresh(self, name: str) -> Case:
        return Case.objects.get(pk=getattr(self, name).pk)

    def seals(self) -> None:
        """One denunciation that came as such, and the remark that the officer turns into one by the page."""
        letter = seal.Letter(text="Ông B nhận tiền của dân.", name=DENOUNCER, phone="0977222333", address="Xóm Chùa")
        sealed = seal.close(letter, (), cases.keys_for_sealing(self.ward))
        receive_case(
            ward=self.ward, kind="denunciation", channel=Channel.WEB, text="", seal=sealed, by=VISITOR, at=at(5)
        )
        desk = Client()
        desk.force_login(self.officer, backend="danchu.ward.accounts_backend.AccountBackend")
        with clock.travel_to(at(6)):
            answer = desk.post(f"/ban-lam-viec/don-thu/{self.bribe.pk}/to-cao/", {})
            assert answer.status_code == 302, answer.content.decode()
        assert Case.objects.filter(kind="denunciation").count() == 2

    def made_public(self) -> None:
        content = Content(
            item="social_policy",
            title="Danh sách hộ được hỗ trợ xây nhà năm 2026",
            decided_on=FIRST_DAY,
            body="Ủy ban nhân dân phường công khai **danh sách** dưới đây.",
            forms=("posting", "portal", "loudspeaker", "group_leaders"),
            files=(store(ward=self.ward, upload=check(picture("danh sách.jpg"), "danh sách.jpg"), at=at(2)),),
        )
        told = {"by": self.officer, "at": at(2)}
        disclosure = draft_disclosure(ward=self.ward, content=content, **told)
        publish_disclosure(disclosure=disclosure, state_secret=False, personal_data="none", **told)
        posting = disclosure.postings.first()
        record_posting(posting=posting, posted_on=FIRST_DAY + timedelta(days=3), by=self.officer, at=at(3))
        self.written("know.notice", disclosure, at(3))

    def written(self, kind: str, about: object, moment: datetime) -> None:
        source = kinds.of(kind).source_for(about)
        told = {"by": self.officer, "at": moment}
        draft = prepare_document(ward=self.ward, kind=kind, target=about, source=source, **told)
        issue_document(document=draft, signer=self.chair.display_name, **told)

    def decisions(self) -> None:
        """One open vote that has ended, one that is under way."""
        closed = self.voted("Lịch tổng vệ sinh hằng tháng", opened=10, choices=(1, 1, 2, 1))
        closed.refresh_from_db()
        closed = close_decision(decision=closed, by=self.officer, at=at(21))
        self.written("discuss.online-minutes", closed, at(22))
        self.voted("Giờ mở cửa nhà văn hóa", opened=30, choices=(2, 1))

    def voted(self, title: str, opened: int, choices: tuple[int, ...]):
        plan = Plan(
            kind="other",
            title=title,
            proposal=f"{title}: như bản niêm yết tại nhà văn hóa.",
            forms=("online",),
            groups=(self.group,),
            online_conditions={
                each.key: {"on": "2026-03-01", "note": "Biên bản họp tổ"} for each in online_conditions()
            },
            closes_at=at(opened + 10),
        )
        told = {"by": self.officer, "at": at(opened)}
        decision = open_decision(decision=prepare_decision(ward=self.ward, plan=plan, **told), **told)
        electors = decision.electors.select_related("household__account").order_by("number")
        for hour, (elector, choice) in enumerate(zip(electors, choices, strict=False)):
            moment = at(opened + 1, 10 + hour)
            by = open_household_account(household=elector.household, by=SYSTEM, at=moment).account
            vote(decision=decision, elector=elector, choices=(choice,), by=by, at=moment)
        return decision


def phone(number: int) -> str:
    return f"09120000{number:02d}"


def pack(into: Path) -> None:
    """The home without what is made anew, its database written densely."""
    connection.close()
    database = home / "danchu.sqlite3"
    with sqlite3.connect(database) as opened:
        opened.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        opened.execute("VACUUM")
    with tarfile.open(into, "w:xz", preset=9) as packed:
        for name in ("danchu.sqlite3", "secret_key", "files"):
            packed.add(home / name, arcname=name)


def main() -> None:
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0)
    maker = Maker()
    with clock.travel_to(at(0, 8)):
        for chapter in ("people", "roll", "letters", "seals", "made_public", "decisions"):
            getattr(maker, chapter)()
    call_command("verify")
    assert Duty.objects.exists()
    pack(Path(sys.argv[1]))


if __name__ == "__main__":
    main()
