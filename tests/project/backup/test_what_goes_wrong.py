"""Whatever goes wrong with a backup is told in a sentence of its own, and what was there is still there."""

import os
import resource
import tracemalloc
from contextlib import contextmanager
from datetime import timedelta
from hashlib import sha256

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from danchu.core import daily
from danchu.core.models import Ward
from danchu.lib import clock
from danchu.project.backup import container, contents, keys
from danchu.project.backup.contents import Manifest
from danchu.project.backup.making import last, make, reminder
from danchu.project.backup.restoring import restore
from danchu.project.running import alone, hold, release
from tests.project.backup.conftest import opening

pytestmark = pytest.mark.django_db(transaction=True)
MEGABYTE = 1_000_000


@pytest.fixture
def big(home):
    """Files that fill some megabytes."""
    for number in range(4):
        content = sha256(bytes([number])).digest() * (MEGABYTE // 32)
        place = home / "files" / "05528" / sha256(content).hexdigest()
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(content)


def restored(file, key):
    """Put back over what this process has, without asking."""
    return restore(file, opening(key), lambda manifest: None)


def changed(file, place: int):
    content = bytearray(file.read_bytes())
    content[place] ^= 1
    file.write_bytes(content)


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (lambda file: file.write_bytes(file.read_bytes()[:-1000]), "bị cụt hoặc hỏng ở cuối"),
        (lambda file: file.write_bytes(file.read_bytes()[: 2 * MEGABYTE]), "bị cụt hoặc hỏng ở cuối"),
        (lambda file: changed(file, 2 * MEGABYTE), "bị sửa hoặc hỏng ở quãng 2 MB"),
        (lambda file: changed(file, 60), "phần đầu của tệp"),
        (lambda file: file.write_bytes(file.read_bytes()[:50]), "phần đầu của tệp đã bị cụt"),
        (lambda file: file.write_bytes(b""), "không phải bản sao lưu"),
        (lambda file: file.write_bytes(b"PK\3\4" * 1000), "không phải bản sao lưu"),
        (lambda file: file.unlink(), "No such file"),
    ],
)
def test_a_harmed_file_is_refused_and_nothing_is_changed(home, key, backup, big, ward, refused, harm, told):
    file = backup()
    harm(file)
    Ward.objects.update(name="phường Bách Quang mới")
    assert told in refused(lambda: restored(file, key))
    assert Ward.objects.get().name == "phường Bách Quang mới"
    assert {each.name for each in home.iterdir()} == {"files", "last_backup.json", "backing-up"}
    assert len(list((home / "files").rglob("*"))) == 5


def test_another_key_is_refused(home, backup, tmp_path, ward, refused):
    keys.make(tmp_path / "other", "x" * 50)
    assert "Khóa này không mở được" in refused(lambda: restored(backup(), tmp_path / "other"))


@pytest.mark.parametrize(
    "harm", [lambda text: text.replace("AGE-SECRET-KEY-1", "AGE-SECRET-KEY-2"), lambda text: "khóa"]
)
def test_what_is_no_key_is_refused(key, refused, harm):
    key.write_text(harm(key.read_text()))
    assert "không phải tệp khóa" in refused(lambda: opening(key))


def test_a_key_under_words_opens_with_these_words_only(tmp_path, refused):
    keys.make(tmp_path / "locked", "s" * 50, "bốn từ rời nhau")
    assert b"AGE-SECRET-KEY" not in (tmp_path / "locked").read_bytes()
    assert keys.read(tmp_path / "locked", lambda: "bốn từ rời nhau").secret_key == "s" * 50
    assert "không mở được tệp khóa" in refused(lambda: keys.read(tmp_path / "locked", lambda: "bốn từ"))


def test_a_key_file_is_its_owners_only_and_is_never_written_over(key, refused):
    assert key.stat().st_mode & 0o077 == 0
    before = key.read_text()
    assert "File exists" in refused(lambda: keys.make(key, "s" * 50))
    assert key.read_text() == before


def written(tmp_path, key, manifest: bytes, *members: tuple[str, bytes]):
    """A backup that says and holds just this."""
    file = tmp_path / "made.age"
    parts = b"".join(
        b"".join(contents.whole(name, content)) for name, content in [("manifest.json", manifest), *members]
    )
    with file.open("w+b") as opened:
        container.write(opened, opening(key).identity.to_public(), [parts, bytes(1024)])
    return file


def manifest(**changes) -> bytes:
    database = {"tables": {}, "counters": {}}
    said = {"version": "9.9", "kind": connection.vendor, "made_at": clock.now(), "wards": [], "steps": [], "size": 1}
    return Manifest(**{**said, "database": database, **changes}).written()


OTHER = {"sqlite": "postgresql", "postgresql": "sqlite"}


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (lambda: {"format": contents.FORMAT + 1}, "do danchu 9.9 lập, mới hơn bản đang cài"),
        (lambda: {"steps": ["core.9999_from_the_future"]}, "có bước core.9999_from_the_future"),
        (lambda: {"kind": OTHER[connection.vendor]}, "Hãy đặt DATABASE_URL cho đúng loại"),
        (lambda: {"size": 2**60}, "Hãy dọn bớt"),
    ],
)
def test_what_does_not_fit_here_is_refused_before_anything_is_touched(
    home, tmp_path, key, ward, refused, changes, told
):
    file = written(tmp_path, key, manifest(**changes()))
    assert told in refused(lambda: restored(file, key))
    assert Ward.objects.exists()


@pytest.mark.parametrize("content", [b"{}", b"no json", b'{"format": 1, "more": 2}'])
def test_an_encrypted_file_that_is_no_backup_is_refused(home, tmp_path, key, refused, content):
    assert "không có phần mô tả" in refused(lambda: restored(written(tmp_path, key, content), key))


@pytest.mark.parametrize("name", ["files/../../out", "files//etc/out", "files/"])
def test_no_file_is_written_outside_of_its_folder(home, tmp_path, key, refused, name):
    file = written(tmp_path, key, manifest(), (name, b"x"))
    assert "tên tệp không hợp lệ" in refused(lambda: restored(file, key))
    assert not list(tmp_path.parent.rglob("out"))


@contextmanager
def room_for(size: int):
    """No file of this process grows beyond ``size`` bytes, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_leaves_no_half_backup(home, key, backup, big, ward, tmp_path, refused):
    def on_a_full_disk():
        with room_for(3 * MEGABYTE):
            backup()

    assert "Hết chỗ trên đĩa" in refused(on_a_full_disk)
    assert {each.name for each in tmp_path.iterdir()} == {"home", "key"}
    assert {each.name for each in home.iterdir()} == {"files", "backing-up"}
    assert last() is None


def test_a_full_disk_leaves_what_was_there_when_a_backup_is_put_back(home, key, backup, ward, refused):
    (home / "files" / "large").write_bytes(bytes(30 * MEGABYTE))
    file = backup()

    def on_a_full_disk():
        with room_for(20 * MEGABYTE):
            restored(file, key)

    assert "Hết chỗ trên đĩa" in refused(on_a_full_disk)
    assert Ward.objects.get() == ward
    assert (home / "files" / "large").stat().st_size == 30 * MEGABYTE
    assert {each.name for each in home.iterdir()} == {"files", "last_backup.json", "backing-up"}


def test_a_backup_takes_the_place_of_no_file_and_does_not_lie_with_the_data(home, key, tmp_path, ward, refused):
    recipient = opening(key).identity.to_public()
    assert "nằm trong thư mục dữ liệu" in refused(lambda: make(home / "backup.age", recipient))
    (tmp_path / "there").write_text("old")
    assert "đã có" in refused(lambda: make(tmp_path / "there", recipient))
    assert (tmp_path / "there").read_text() == "old"


def test_one_backup_is_made_at_a_time(home, key, backup, ward, refused):
    with alone(home, "backing-up", "sao lưu"):
        assert "Một lần sao lưu khác đang chạy" in refused(backup)
    backup()


def test_what_a_backup_that_was_broken_off_has_left_is_swept_away(home, key, backup, ward, tmp_path):
    left, fresh = tmp_path / ".old.age.danchu-draft", tmp_path / ".new.age.danchu-draft"
    left.write_text("half")
    fresh.write_text("another site is at it")
    os.utime(left, (1, 1))
    backup()
    assert (left.exists(), fresh.exists()) == (False, True)


def test_the_administrator_is_reminded_of_an_old_backup(home, key, backup, ward, caplog):
    assert "Chưa có bản sao lưu nào" in reminder()
    with clock.travel_to(clock.now() - timedelta(days=9)):
        backup()
    assert "đã 9 ngày" in reminder()
    daily.make_round(clock.today())
    assert "đã 9 ngày" in caplog.text
    caplog.clear()
    backup("new.age")
    assert reminder() == ""
    daily.make_round(clock.today())
    assert "sao lưu" not in caplog.text


def test_a_file_that_is_no_longer_what_was_sent_is_named(home, key, tmp_path, big, ward):
    keys.Kept(home).write(str(opening(key).identity.to_public()), "x")
    [first, *_] = sorted(each for each in (home / "files").rglob("*") if each.is_file())
    first.write_bytes(b"rotten")
    with pytest.raises(CommandError, match=f"1 tệp trong kho .*{first.name}"):
        call_command("backup", str(tmp_path / "backup.age"))
    assert (tmp_path / "backup.age").exists()


def test_a_key_that_no_longer_holds_the_secret_key_is_told(home, key, tmp_path, ward, settings, capsys):
    kept = keys.Kept(home)
    kept.write(str(opening(key).identity.to_public()), settings.SECRET_KEY)
    call_command("backup", str(tmp_path / "one.age"))
    assert capsys.readouterr().err == ""
    settings.SECRET_KEY = "another" * 10
    call_command("backup", str(tmp_path / "two.age"))
    assert "secret_key đã đổi" in capsys.readouterr().err


def test_without_a_key_a_backup_says_how_to_make_one(home, tmp_path, ward):
    with pytest.raises(CommandError, match="danchu backup-key"):
        call_command("backup", str(tmp_path / "backup.age"))


def test_the_key_is_not_put_beside_the_data(home, tmp_path):
    with pytest.raises(CommandError, match="không được nằm trong thư mục dữ liệu"):
        call_command("backup-key", str(home / "key"))
    call_command("backup-key", str(tmp_path / "new-key"))
    assert str(keys.Kept(home).read()[0]) == str(opening(tmp_path / "new-key").identity.to_public())


def test_nothing_is_put_back_below_a_running_site(home, key, backup, ward):
    file = backup()
    hold(home, "chạy trang web")
    try:
        with pytest.raises(CommandError, match="đang được dùng để chạy trang web"):
            call_command("restore", str(file), "--key", str(key))
    finally:
        release()


def test_however_large_the_files_are_little_of_them_is_in_memory(home, key, tmp_path, ward):
    with (home / "files" / "huge").open("wb") as file:
        file.truncate(200 * MEGABYTE)
    tracemalloc.start()
    try:
        make(tmp_path / "backup.age", opening(key).identity.to_public())
        assert tracemalloc.get_traced_memory()[1] < 24 * MEGABYTE
        tracemalloc.reset_peak()
        with container.opened(tmp_path / "backup.age", [opening(key).identity]) as packed:
            assert sum(each.size for each in packed) > 200 * MEGABYTE
        assert tracemalloc.get_traced_memory()[1] < 24 * MEGABYTE
    finally:
        tracemalloc.stop()
