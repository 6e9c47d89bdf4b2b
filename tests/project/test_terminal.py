"""At the terminal: what a person can mend is told in a sentence, messages take a line each, one site runs at a time."""

import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from django.core.mail import EmailMessage

from danchu.core.messaging import sms
from danchu.core.messaging.console import EmailBackend
from danchu.lib import clock
from danchu.project.running import AlreadyRunning, hold, release
from danchu.project.supervisor import keep
from tests import factories
from tests.project.command import danchu

PYTHON = [sys.executable, "-c"]


@pytest.mark.parametrize(
    ("arguments", "variables", "told"),
    [
        (["verify"], {}, "chưa có gì. Để xem thử, hãy chạy: danchu demo"),
        (["daily"], {"DATABASE_URL": "postgres://ai:mat-khau@127.0.0.1:1/x"}, "Không mở được cơ sở dữ liệu"),
        (["verify"], {"DANCHU_SECRET_KEY": "short"}, "at least 32 characters"),
    ],
)
def test_a_command_that_cannot_go_on_says_why_in_a_sentence(tmp_path, arguments, variables, told):
    ended = danchu(*arguments, home=tmp_path, **variables)
    assert ended.returncode == 1
    assert told in ended.stderr
    assert "mat-khau" not in ended.stderr
    assert len(ended.stderr.splitlines()) == 1


@pytest.fixture(scope="session")
def begun(tmp_path_factory):
    """A home in which a ward was begun, and what that said."""
    home = tmp_path_factory.mktemp("begun")
    return home, danchu("new-ward", "05528", home=home).stdout


@pytest.fixture
def home(begun, tmp_path):
    """A copy of it."""
    return shutil.copytree(begun[0], tmp_path / "home")


def test_the_demonstration_and_a_new_ward_make_the_tables_that_they_need(begun, home):
    assert "Đã thêm phường Bách Quang" in begun[1]
    assert "dữ liệu thật" in danchu("demo", home=home).stderr
    verified = danchu("verify", home=home)
    assert "05528 sổ Hộ, tổ, tổ chức, tài khoản: nguyên vẹn, 1 dòng" in verified.stdout
    assert verified.stdout.endswith("\nTất cả nguyên vẹn: 2 sổ, 2 dòng.\n")


def test_a_ward_whose_row_was_deleted_in_the_database_is_missed(home):
    with closing(sqlite3.connect(home / "danchu.sqlite3")) as database, database:
        database.execute("DELETE FROM core_ward")
    verified = danchu("verify", home=home)
    assert verified.returncode == 1
    assert "05528 hồ sơ phường: SAI: đã có sổ nhật ký mà nay không còn phường này" in verified.stdout
    assert verified.stderr.startswith("KHÔNG nguyên vẹn: 1 trên 1 sổ")


def test_what_a_command_refuses_is_told_without_the_name_of_an_exception(home):
    refused = danchu("verify", "--ward", "00000", home=home)
    assert (refused.returncode, refused.stderr) == (2, "Không có phường nào mang mã 00000.\n")
    assert "Traceback" in danchu("verify", "--ward", "00000", "--traceback", home=home).stderr


def test_a_data_folder_is_held_by_one_site_until_it_ends_also_when_it_becomes_another_program(tmp_path):
    becomes = "import os, sys; os.execv(sys.executable, [sys.executable, '-c', 'print(1, flush=True); input()'])"
    work = f"import pathlib; from danchu.project.running import hold; hold(pathlib.Path({str(tmp_path)!r}), 'x'); "
    with subprocess.Popen([*PYTHON, work + becomes], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout.readline() == b"1\n"
        with pytest.raises(AlreadyRunning, match=r"^x$"):
            hold(tmp_path, "y")
        other.communicate(b"\n")
    hold(tmp_path, "y")
    with pytest.raises(AlreadyRunning, match=r"^y$"):
        hold(tmp_path, "z")
    release()
    hold(tmp_path, "z")
    release()


@pytest.mark.parametrize(
    ("body", "needed"),
    [
        ("Kính gửi ông/bà.\n\nMở trang: https://a.example/xac-nhan/1.abc/\n", " https://a.example/xac-nhan/1.abc/"),
        ("Mã theo dõi: K7PM-3XQ2-WERT.\nhttps://a.example/", " K7PM-3XQ2-WERT"),
        ("Phường đã nhận.", ""),
    ],
)
def test_a_letter_takes_one_line_with_what_its_reader_needs(capsys, body, needed):
    letter = EmailMessage("Việc đến hạn\u00a0hôm nay", body, to=["ba.tam@example.vn"])
    EmailBackend().send_messages([letter])
    assert capsys.readouterr().out == f"Thư tới ba.tam@example.vn: Việc đến hạn hôm nay{needed}\n"


def test_a_text_message_of_the_demonstration_takes_one_line(db, settings, capsys):
    settings.DEMO = True
    ward = factories.ward(is_demonstration=True)
    sms.send(ward=ward, phone="+84912345678", text="Mã đăng nhập: 123456.\nCó giá trị 5 phút.", at=clock.now())
    assert capsys.readouterr().out == "Tin nhắn tới …678: Mã đăng nhập: 123456. Có giá trị 5 phút.\n"


@pytest.fixture
def _own_signals():
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = [signal.getsignal(each) for each in numbers]
    yield
    for number, handler in zip(numbers, before, strict=True):
        signal.signal(number, handler)


@pytest.mark.usefixtures("_own_signals")
def test_the_greeting_comes_once_and_after_the_first_round_of_the_day(tmp_path):
    said = tmp_path / "said"
    say = "import time; time.sleep({0}); open({1!r}, 'a').write({2!r})"
    daily, greeting = (
        [*PYTHON, say.format(pause, str(said), word)] for pause, word in ((0.5, "round "), (0, "hello "))
    )
    assert keep([[*PYTHON, "import time; time.sleep(4)"]], daily, daily, greeting) == 1
    assert said.read_text() == "round hello "
