"""Accounts of staff: given on paper, closed, opened again, made safe again; and how a ward begins."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from danchu.core.models import AuditEntry, User, Ward
from danchu.lib import clock
from danchu.ward import queries
from danchu.ward.invitations import invite
from danchu.ward.states import Office
from tests import factories
from tests.ward.test_sign_in import who

pytestmark = pytest.mark.django_db
GOOD = "trời hôm nay rất đẹp"
LOGIN = "account_login"


@pytest.fixture
def duc(ward):
    return factories.person(ward, full_name="Lê Minh Đức")


def paper(answer) -> str:
    """The path of the link on the paper."""
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return answer.context["invitation"].address.removeprefix("http://testserver")


def set_password(client: Client, path: str, password: str = GOOD):
    form = client.get(path, follow=True)
    return client.post(form.request["PATH_INFO"], {"password1": password, "password2": password}, follow=True)


def sign_in(client: Client, username: str, password: str = GOOD):
    return client.post(reverse(LOGIN), {"login": username, "password": password})


def act(client: Client, name: str, account: User):
    return client.post(reverse(f"ward:{name}", args=[account.pk]))


def test_from_a_person_to_a_paper_to_the_first_page(signed_in, administrator, duc):
    answer = signed_in(administrator).post(reverse("ward:give-account", args=[duc.pk]), {"username": "duc.le"})
    assert "no-store" in answer["Cache-Control"]
    path = paper(answer)
    them = Client()
    assert "Đã đặt mật khẩu" in set_password(them, path).content.decode()
    assert sign_in(them, "duc.le").status_code == 302
    assert who(them) == User.objects.get(username="duc.le")
    assert them.get(reverse("ward:accounts")).url == reverse("ward:second-factor")


def test_the_form_suggests_a_name_made_from_theirs(signed_in, administrator, duc):
    page = signed_in(administrator).get(reverse("ward:give-account", args=[duc.pk]))
    assert page.context["form"]["username"].value() == "le.minh.duc"


@pytest.mark.parametrize("name", ["", "ab", "có dấu", "a b c d", "x" * 41, "<script>"])
def test_an_ill_formed_name_is_refused_at_its_field(signed_in, administrator, duc, name):
    answer = signed_in(administrator).post(reverse("ward:give-account", args=[duc.pk]), {"username": name})
    assert answer.status_code == 422
    assert answer.context["form"].errors["username"]


def test_a_name_that_is_taken_anywhere_on_the_site_is_refused(signed_in, administrator, duc, other_ward):
    factories.user(other_ward, username="duc.le")
    answer = signed_in(administrator).post(reverse("ward:give-account", args=[duc.pk]), {"username": "Duc.Le"})
    assert answer.status_code == 422


def test_giving_twice_is_refused(signed_in, administrator, duc):
    address, client = reverse("ward:give-account", args=[duc.pk]), signed_in(administrator)
    client.post(address, {"username": "duc.le"})
    assert client.post(address, {"username": "duc.le2"}).status_code == 422


def test_a_resident_who_becomes_staff_loses_the_way_in_by_phone(client, signed_in, administrator, ward):
    resident = factories.resident(ward)
    they = Client()
    they.force_login(resident, backend="danchu.ward.accounts_backend.AccountBackend")
    signed_in(administrator).post(reverse("ward:give-account", args=[resident.person.pk]), {"username": "moi.vao"})
    assert who(they)
    assert they.get(reverse("ward:account")).status_code == 302


def test_a_link_works_once(signed_in, administrator, duc):
    path = paper(signed_in(administrator).post(reverse("ward:give-account", args=[duc.pk]), {"username": "duc.le"}))
    set_password(Client(), path)
    assert "không còn dùng được" in Client().get(path, follow=True).content.decode()


def test_a_link_ends_after_three_days(ward, settings, monkeypatch):
    account = factories.user(ward)
    link = invite(account, site="", at=clock.now())
    assert link.until - clock.now() > timedelta(days=2, hours=23)
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert "không còn dùng được" in Client().get(link.address, follow=True).content.decode()


def test_a_new_link_voids_the_old_one_and_the_sessions(signed_in, administrator, ward):
    account = factories.staff(ward, "civil_servant")
    first = invite(account, site="", at=clock.now()).address
    they = Client()
    they.force_login(account, backend="danchu.ward.accounts_backend.AccountBackend")
    second = paper(act(signed_in(administrator), "reset-password", account))
    assert they.get(reverse("ward:account")).status_code == 302
    assert "không còn dùng được" in Client().get(first, follow=True).content.decode()
    assert "Đã đặt mật khẩu" in set_password(Client(), second).content.decode()


def test_a_link_of_a_closed_account_or_of_another_ward_opens_nothing(ward, other_ward):
    closed = factories.user(ward, is_active=False)
    elsewhere = factories.user(other_ward)
    resident = factories.resident(ward)
    for account in (closed, elsewhere, resident):
        link = invite(account, site="", at=clock.now()).address
        assert "không còn dùng được" in Client().get(link, follow=True).content.decode()


@pytest.mark.parametrize("password", ["ngắn", "123456789012345", "password1234", "le.minh.duc12"])
def test_a_weak_password_is_refused_in_vietnamese(ward, password):
    account = factories.user(ward, username="le.minh.duc1", display_name="Lê Minh Đức")
    answer = set_password(Client(), invite(account, site="", at=clock.now()).address, password)
    errors = str(answer.context["form"].errors)
    assert "Mật khẩu" in errors
    assert not re.search(r"\b(password|the|this|is)\b", re.sub(r"<[^>]*>", "", errors))


def test_two_different_passwords_are_refused_in_vietnamese(ward):
    client, link = Client(), invite(factories.user(ward), site="", at=clock.now()).address
    page = client.get(link, follow=True).request["PATH_INFO"]
    answer = client.post(page, {"password1": GOOD, "password2": f"{GOOD} lắm"})
    assert not re.search(r"\b(must|same|password)\b", re.sub(r"<[^>]*>", "", str(answer.context["form"].errors)))


def test_a_closed_account_is_out_at_once_and_cannot_come_back_until_it_is_reopened(signed_in, administrator, ward):
    account = factories.staff(ward, "civil_servant")
    account.set_password(GOOD)
    account.save()
    they = Client()
    sign_in(they, account.username)
    admin = signed_in(administrator)
    assert act(admin, "close-account", account).status_code == 302
    assert they.get(reverse("ward:account")).status_code == 302
    assert sign_in(Client(), account.username).url == reverse("account_inactive")
    act(admin, "reopen-account", account)
    again = Client()
    sign_in(again, account.username)
    assert who(again) == account


def test_nobody_closes_their_own_account(signed_in, administrator):
    assert act(signed_in(administrator), "close-account", administrator).status_code == 422
    administrator.refresh_from_db()
    assert administrator.is_active


def test_wrong_passwords_hold_up_one_account_from_one_network_and_nobody_else(client, ward):
    an, binh = (factories.staff(ward, "civil_servant") for _ in range(2))
    for each in (an, binh):
        each.set_password(GOOD)
        each.save()
    for _ in range(40):
        sign_in(client, an.username, "sai mật khẩu rồi")
    assert sign_in(client, an.username).status_code == 200
    assert sign_in(Client(), binh.username).status_code == 302
    assert sign_in(Client(REMOTE_ADDR="192.0.2.7"), an.username).status_code == 302


def test_a_wrong_password_and_an_unknown_name_look_the_same(client, ward):
    account = factories.staff(ward, "civil_servant")
    account.set_password(GOOD)
    account.save()
    answers = [sign_in(client, name, "sai mật khẩu rồi") for name in (account.username, "ai")]
    errors = {str(answer.context["form"].errors) for answer in answers}
    assert len(errors) == 1
    assert "Tên đăng nhập hoặc mật khẩu không đúng" in errors.pop()


def test_guessing_a_password_ends(client, ward, settings):
    account = factories.staff(ward, "civil_servant")
    account.set_password(GOOD)
    account.save()
    for _ in range(10):
        sign_in(client, account.username, "sai mật khẩu rồi")
    assert sign_in(client, account.username).status_code in {200, 429}
    assert who(client) is None


def test_an_account_of_another_ward_does_not_sign_in_here(client, ward, other_ward):
    account = factories.staff(other_ward, "administrator")
    account.set_password(GOOD)
    account.save()
    sign_in(client, account.username)
    assert who(client) is None


def test_acts_on_accounts_stand_in_the_trail_without_secrets(signed_in, administrator, ward):
    account = factories.staff(ward, "civil_servant")
    client = signed_in(administrator)
    path = paper(act(client, "reset-password", account))
    act(client, "close-account", account)
    told = {entry.action for entry in AuditEntry.objects.all()}
    assert {"ward.reset_password", "ward.close_account"} <= told
    key = path.rstrip("/").rsplit("-", 1)[-1]
    account.refresh_from_db()
    kept = " ".join(str(entry.payload) for entry in AuditEntry.objects.all())
    assert key not in kept
    assert account.password not in kept


@pytest.mark.parametrize("name", ["accounts", "people-for-account"])
def test_the_registers_of_accounts_are_for_the_administrator(signed_in, officer, administrator, name):
    assert signed_in(officer).get(reverse(f"ward:{name}")).status_code == 403
    assert signed_in(administrator).get(reverse(f"ward:{name}")).status_code == 200


def test_accounts_are_found_by_their_state(signed_in, administrator, ward):
    waiting = factories.staff(ward, "civil_servant")
    closed = factories.user(ward, is_active=False, password=GOOD)
    address, client = reverse("ward:accounts"), signed_in(administrator)
    states = ("cho", "khoa", "dung")
    found = {state: set(client.get(address, {"tinh-trang": state}).context["page"]) for state in states}
    assert waiting in found["cho"]
    assert found["khoa"] == {closed}
    assert found["dung"] == set()


def test_holders_of_an_office_are_found_first_by_a_filter(signed_in, administrator, ward, duc):
    holder = factories.person(ward)
    factories.mandate(holder, "council_deputy")
    address = reverse("ward:people-for-account")
    found = set(signed_in(administrator).get(address, {"chuc-danh": "co"}).context["page"])
    assert (holder in found, duc in found) == (True, False)


def run(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def test_a_new_ward_begins_from_the_command_line(db, settings):
    settings.HTTPS = True
    assert "phường Bách Quang, tỉnh Thái Nguyên" in run("new-ward", "05528", "--host", "bach-quang.example")
    out = run("first-administrator", "--ward", "05528", "--name", "Nguyễn Văn An", "--username", "an.nguyen")
    link = re.search(r"https://bach-quang\.example(\S+)", out).group(1)
    client = Client(headers={"host": "bach-quang.example"})
    assert "Đã đặt mật khẩu" in set_password(client, link).content.decode()
    account = User.objects.get(username="an.nguyen")
    assert [each.office for each in queries.offices_held(account)] == [Office.ADMINISTRATOR]
    ward = Ward.objects.get()
    assert (ward.code, ward.place, ward.host) == ("05528", "Bách Quang", "bach-quang.example")
    told = set(AuditEntry.objects.values_list("action", flat=True))
    assert told == {"ward.open_ward", "ward.open_first_administrator", "inspect.load_topics"}


@pytest.mark.parametrize(("code", "reason"), [("99999", "Không có"), ("abc", "Không có"), ("05528", "đã có")])
def test_a_ward_that_cannot_be_is_explained(db, code, reason):
    run("new-ward", "05528")
    with pytest.raises(CommandError, match=reason):
        run("new-ward", code)


def test_only_one_ward_answers_under_every_name(db):
    run("new-ward", "05528")
    with pytest.raises(CommandError, match="--host"):
        run("new-ward", "00004")


def test_an_administrator_for_a_ward_that_is_not_there_is_refused(db):
    with pytest.raises(CommandError, match="new-ward"):
        run("first-administrator", "--ward", "05528", "--name", "An", "--username", "an.nguyen")
