"""A wrong setting stops the start with a sentence that says how to mend it."""

import os

import pytest
from django.core.exceptions import ImproperlyConfigured

from danchu.project.environment import Environment, origins_of


@pytest.mark.parametrize(
    ("variables", "read", "mend"),
    [
        ({"X": "maybe"}, lambda env, home: env.flag("X", default=False), "write 1 or 0"),
        ({"X": "dan-chu.vn"}, lambda env, home: env.url("X", "http://a"), "https://"),
        ({"DATABASE_URL": "mysql://a/b"}, lambda env, home: env.database(home), "PostgreSQL"),
        ({"DATABASE_URL": "????"}, lambda env, home: env.database(home), "postgres"),
        ({"EMAIL_URL": "pigeon://coop"}, lambda env, home: env.mailer(), "smtp+tls"),
        ({"DANCHU_MAIL_X": "https://a"}, lambda env, home: env.mail_accounts(), "imaps://"),
        ({"DANCHU_MAIL_X": "imaps://a:b@c:port"}, lambda env, home: env.mail_accounts(), "imaps://"),
        ({"DANCHU_MAIL_X": "imaps://a:b@c pigeon://c"}, lambda env, home: env.mail_accounts(), "smtp+tls"),
        ({"DANCHU_MAIL_FILE": "/proc/nowhere"}, lambda env, home: env.mail_accounts(), "DANCHU_MAIL_FILE"),
        ({"X": "https://tiles.example.vn/{z}/{x}.png"}, lambda env, home: env.tile_url("X"), "example.vn"),
        ({"X": "/{z}/{x}/{y}.png"}, lambda env, home: env.tile_url("X"), "example.vn"),
        ({"DANCHU_SECRET_KEY": "short"}, lambda env, home: env.secret_key(home), "32"),
        ({"DANCHU_HOME": "/proc/nowhere"}, lambda env, home: env.home(), "folder"),
    ],
)
def test_a_wrong_value_is_refused_in_words(variables, read, mend, tmp_path):
    with pytest.raises(ImproperlyConfigured, match=mend.replace("+", r"\+")):
        read(Environment(variables), tmp_path)


def test_a_wrong_address_of_a_database_is_refused_without_repeating_its_password(tmp_path, recwarn):
    with pytest.raises(ImproperlyConfigured) as refused:
        Environment({"DATABASE_URL": "pigeon://ai:mat-khau@may/x"}).database(tmp_path)
    assert "mat-khau" not in "".join([str(refused.value), *(str(each.message) for each in recwarn)])


@pytest.fixture
def somebody():
    """Not root, who may write everywhere."""
    if os.geteuid() != 0:
        yield
        return
    os.setresuid(65534, 65534, 0)
    yield
    os.setresuid(0, 0, 0)


def test_a_folder_that_may_not_be_written_is_refused_in_words(somebody):
    with pytest.raises(ImproperlyConfigured, match="may not be written"):
        Environment({"DANCHU_HOME": "/usr"}).home()


@pytest.mark.parametrize(("value", "meant"), [("1", True), ("có", True), ("0", False), ("không", False), ("", True)])
def test_yes_and_no_are_understood_in_both_languages(value, meant):
    assert Environment({"X": value}).flag("X", default=True) is meant


def test_the_secret_key_is_made_once_and_kept_for_its_owner_only(tmp_path):
    first = Environment({}).secret_key(tmp_path)
    assert Environment({}).secret_key(tmp_path) == first
    assert len(first) >= 32
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_mail_goes_to_the_console_until_a_server_is_named():
    assert Environment({}).mailer()["BACKEND"].endswith("console.EmailBackend")
    named = Environment({"EMAIL_URL": "smtp+tls://ten:mat@thu.example:587"}).mailer()
    assert named["OPTIONS"] == {
        "host": "thu.example",
        "port": 587,
        "username": "ten",
        "password": "mat",
        "use_tls": True,
        "use_ssl": False,
        "timeout": 30,
    }


def test_accounts_of_mailboxes_come_from_variables_and_from_a_file(tmp_path):
    kept = tmp_path / "mail"
    kept.write_text("# group 4\nTO_4=imap+tls://bon:x@thu.example/To4\n\n")
    found = Environment(
        {
            "DANCHU_MAIL_TO_3": "imaps://to3%40p.vn:m%2Ft@thu.example smtp+tls://to3%40p.vn:m@thu.example:587",
            "DANCHU_MAIL_FILE": str(kept),
        }
    ).mail_accounts()
    receives, sends = found["to_3"]
    assert receives == {
        "host": "thu.example",
        "port": 993,
        "security": "imaps",
        "username": "to3@p.vn",
        "password": "m/t",
        "folder": "INBOX",
    }
    assert sends["OPTIONS"]["username"] == "to3@p.vn"
    receives, sends = found["to_4"]
    assert (receives["port"], receives["folder"], sends) == (143, "To4", {})


def test_pictures_are_let_in_from_the_tile_server_that_is_set_and_from_no_other():
    address = "https://tiles.example.vn:8443/{z}/{x}/{y}.png"
    assert Environment({"X": address}).tile_url("X") == address
    assert origins_of(Environment({"X": address}).tile_url("X")) == ["https://tiles.example.vn:8443"]
    assert origins_of(Environment({}).tile_url("X")) == []
