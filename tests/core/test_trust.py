"""Whoever has the database alone, and computes every hash anew, is found: by the seals, by what was published, by what
lies beside the key. What the key does and what it does not is in docs/trust.md."""

import json
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import TestCase

from danchu.core import audit, daily
from danchu.core.actions.audit import report_restore
from danchu.core.actions.heads import publish_heads
from danchu.core.actors import SYSTEM
from danchu.core.models import AuditBook, HeadStatement, Notice
from danchu.core.models.audit import AppendOnly
from danchu.core.trust import archive, beginning, chains, keys, rounds, telling
from danchu.core.trust.statements import Statement, Unreadable, canonical
from danchu.lib import clock
from danchu.matters.actions.matters import open_matter
from danchu.ward.actions.wards import open_ward
from tests import factories
from tests.forging import ATTACKS_ON_THE_TRAIL, forge_trail, sql

pytestmark = pytest.mark.django_db
YESTERDAY = clock.moment_on(date(2026, 3, 1), 15)
NIGHT = clock.moment_on(date(2026, 3, 2), 0, 5)
TODAY = clock.moment_on(date(2026, 3, 2), 9)


def write(ward, officer, at, number=3) -> None:
    for each in range(number):
        open_matter(ward=ward, title=f"Việc {each}", by=officer, at=at)


@pytest.fixture
def book(ward, officer) -> AuditBook:
    """The book of matters: three entries of yesterday, the statement of the night, two entries of today."""
    write(ward, officer, YESTERDAY)
    publish(ward, NIGHT)
    write(ward, officer, TODAY, 2)
    return AuditBook.objects.get(name="matters")


def publish(ward, at=NIGHT) -> Statement:
    with clock.travel_to(at), TestCase.captureOnCommitCallbacks(execute=True):
        rounds.publish(ward, clock.local_day(at))
    return Statement.read(archive.latest(ward).text)


def broken(ward, **more) -> list[tuple[str, int]]:
    return [(each.book, each.broken.number) for each in chains.check(ward, **more) if each.broken]


def forget_what_was_published() -> None:
    """Let only the seals speak."""
    sql("DELETE FROM core_headstatement")
    for each in (keys.folder().place / "statements").rglob("*.json"):
        each.unlink()


def test_what_nobody_touched_is_whole(ward, book):
    assert broken(ward) == []
    assert [each.book for each in chains.check(ward)] == ["core", "matters", "heads"]


@pytest.mark.parametrize("how", ATTACKS_ON_THE_TRAIL)
@pytest.mark.parametrize("number", [2, 3, 5])
@pytest.mark.parametrize("published", [True, False])
def test_an_entry_changed_added_or_dropped_by_sql_is_named_though_all_hashes_fit(ward, book, how, number, published):
    forge_trail(how, book, number)
    if not published:
        forget_what_was_published()
    if (how, number, published) in {("drop", 5, True), ("drop", 5, False)}:
        assert broken(ward) == []  # the end of today, of which nobody was told yet: docs/trust.md says so
    else:
        assert broken(ward) == [("matters", number)]


def test_the_end_of_yesterday_cut_off_is_named_by_what_was_published(ward, book):
    for number in (5, 4, 3):
        forge_trail("drop", book, number)
    assert broken(ward) == [("matters", 3)]


def test_a_whole_book_that_was_published_and_is_gone_is_named(ward, book):
    sql("DELETE FROM core_auditsecret")
    sql("DELETE FROM core_auditentry WHERE book_id = %s", book.pk)
    sql("DELETE FROM core_auditbook WHERE id = %s", book.pk)
    assert broken(ward) == [("matters", 1)]


def test_seals_taken_away_are_named_even_when_everything_is_unsealed(ward, book):
    sql("UPDATE core_auditentry SET seal = NULL WHERE book_id = %s", book.pk)
    forget_what_was_published()
    assert broken(ward) == [("matters", 1)]


@pytest.mark.parametrize("row", ["changed", "dropped"])
def test_a_statement_changed_or_dropped_in_the_database_is_named(ward, book, row):
    publish(ward, NIGHT + timedelta(days=1))
    last = HeadStatement.objects.get(number=2)
    if row == "changed":
        other = canonical({**json.loads(last.text), "chains": {}})
        sql("UPDATE core_headstatement SET text = %s WHERE id = %s", other, last.pk)
    else:
        sql("DELETE FROM core_headstatement WHERE id = %s", last.pk)
    assert broken(ward) == [("heads", 2)]


def test_who_cuts_the_trail_and_deletes_the_statement_is_found_by_the_copy_beside_the_key(ward, book):
    for number in (5, 4, 3):
        forge_trail("drop", book, number)
    sql("DELETE FROM core_headstatement")
    assert broken(ward) == [("matters", 3), ("heads", 1)]


def test_who_also_has_the_key_is_found_by_the_statement_that_somebody_kept(ward, book, tmp_path):
    kept = tmp_path / "kept.json"
    kept.write_text(archive.latest(ward).text)
    forge_trail("change", book, 2)
    for entry in book.entries.order_by("number"):
        message = audit.seals.entry(ward.code, book.name, entry.number, entry.digest)
        type(entry).objects.filter(pk=entry.pk).update(seal=keys.folder().seal(message))
    forget_what_was_published()
    assert broken(ward) == []
    out = StringIO()
    with pytest.raises(CommandError) as failure:
        call_command("verify", "--against", str(kept), stdout=out)
    assert failure.value.returncode == 1
    assert "05485 sổ Việc chung: SAI ở dòng 3: khác bản đối chiếu ngày 02/03/2026" in out.getvalue()


def test_verify_against_a_statement_of_ours_is_whole_and_names_the_key(ward, book, tmp_path):
    kept = tmp_path / "kept.json"
    kept.write_text(archive.latest(ward).text + "\n")
    out = StringIO()
    call_command("verify", "--against", str(kept), stdout=out)
    assert f"khóa {keys.folder().current().fingerprint} ký" in out.getvalue()
    out = StringIO()
    call_command("verify", "--json", "--against", str(kept), stdout=out)
    assert json.loads(out.getvalue())["against"] == [{"ward": "05485", "day": "2026-03-02", "signed_here": True}]


def test_verify_refuses_a_statement_that_another_key_signed_or_somebody_edited(ward, book, tmp_path):
    content = json.loads(archive.latest(ward).text)
    edited = tmp_path / "edited.json"
    edited.write_text(canonical({**content, "day": "2026-03-03"}))
    with pytest.raises(CommandError) as failure:
        call_command("verify", "--against", str(edited), stdout=StringIO())
    assert failure.value.returncode == 1
    for text in ("", "{}", "[]", canonical({**content, "chains": {"core": 1}})):
        edited.write_text(text)
        with pytest.raises(CommandError) as failure:
            call_command("verify", "--against", str(edited), stdout=StringIO())
        assert failure.value.returncode == 2


def test_a_check_does_not_look_at_seals_that_a_statement_covers(ward, book, monkeypatch):
    looked_at = []
    place_of = keys.Ring.place_of

    def counted(self, seal, message, least=0):
        looked_at.append(message)
        return place_of(self, seal, message, least)

    monkeypatch.setattr(keys.Ring, "place_of", counted)
    assert broken(ward) == []
    assert sum(b"\nmatters\n" in each for each in looked_at) == 3


# The key


def test_the_key_lies_in_a_folder_of_its_own_that_only_its_owner_reads(settings, tmp_path):
    settings.KEYS = tmp_path / "home" / "keys"
    assert keys.folder().ring().roots == ()
    root = keys.folder().current()
    assert settings.KEYS.stat().st_mode & 0o777 == 0o700
    assert (settings.KEYS / "signing").stat().st_mode & 0o777 == 0o600
    assert keys.Folder(settings.KEYS).current() == root
    assert len(root.fingerprint) == 29


def test_a_rotated_key_is_vouched_for_by_the_one_before_and_the_trail_goes_on(ward, book, officer, settings, tmp_path):
    settings.KEYS = tmp_path / "keys"
    was = keys.folder().current()
    before = publish(ward, NIGHT + timedelta(days=1))
    call_command("rotate-key", stdout=StringIO())
    now = keys.folder().current()
    assert now != was
    assert now.follows(was)
    write(ward, officer, TODAY + timedelta(days=1))
    after = publish(ward, NIGHT + timedelta(days=2))
    assert telling.notes_of(after) == [
        f"Khóa ký đã đổi; khóa trước đã ký xác nhận khóa mới. Dấu khóa trước: {was.fingerprint}."
    ]
    assert after.ring.links(was.fingerprint, 1)
    assert before.is_sealed_by_a_key_of(after.ring)
    assert [each.action for each in audit.AuditEntry.objects.filter(action="core.report_new_key")]


def test_entries_sealed_by_a_key_after_another_has_followed_it_are_named(ward, officer, settings, tmp_path):
    settings.KEYS = tmp_path / "keys"
    write(ward, officer, TODAY)
    private = (settings.KEYS / "signing").read_bytes()
    keys.folder().rotate()
    write(ward, officer, TODAY)
    assert broken(ward) == []
    newer = (settings.KEYS / "signing").read_bytes()
    keys.put(settings.KEYS / "signing", private)
    write(ward, officer, TODAY, 1)
    keys.put(settings.KEYS / "signing", newer)
    assert broken(ward) == [("matters", 7)]


def test_after_a_loss_a_new_key_seals_and_the_next_statement_says_so(ward, officer, settings, tmp_path):
    settings.KEYS = tmp_path / "keys"
    write(ward, officer, YESTERDAY)
    publish(ward, NIGHT)
    was = keys.folder().current()
    settings.KEYS = tmp_path / "other"
    write(ward, officer, TODAY)
    assert {("matters", 1), ("heads", 1)} <= set(broken(ward))
    call_command("rotate-key", "--lost", stdout=(out := StringIO()))
    assert was.fingerprint in out.getvalue()
    assert broken(ward) == []
    after = publish(ward, NIGHT + timedelta(days=1))
    assert f"vì đã mất. Dấu khóa trước: {was.fingerprint}" in telling.notes_of(after)[0]
    assert not after.ring.links(was.fingerprint, 1)


def test_wards_of_one_site_do_not_lend_each_other_seals(ward, other_ward, book):
    seal = book.entries.get(number=1).seal
    message = audit.seals.entry(other_ward.code, book.name, 1, book.entries.get(number=1).digest)
    assert keys.folder().ring().place_of(seal, message) == -1


# Where sealing began


def test_entries_of_an_older_version_stand_as_they_were_when_sealing_began(ward, officer):
    write(ward, officer, YESTERDAY)
    sql("UPDATE core_auditentry SET seal = NULL")
    assert ("matters", 1) in broken(ward)
    step = type("Step", (), {"app_label": "core", "name": "0014_seals"})
    beginning.note_beginnings([(step, False)])
    assert broken(ward) == []
    write(ward, officer, TODAY, 1)
    statement = publish(ward, TODAY)
    assert statement.begun["matters"][0] == 3
    book = AuditBook.objects.get(name="matters")
    forge_trail("change", book, 2)
    assert broken(ward) == [("matters", 3)]


def test_what_appears_without_a_seal_later_is_no_beginning(ward, officer):
    step = type("Step", (), {"app_label": "core", "name": "0014_seals"})
    beginning.note_beginnings([(step, False)])
    write(ward, officer, TODAY)
    sql("UPDATE core_auditentry SET seal = NULL")
    beginning.note_beginnings([(step, False)])
    beginning.note_beginnings([])
    assert ("matters", 1) in broken(ward)


# The statement of each day


def test_a_day_has_one_statement_that_follows_the_one_before(ward, officer):
    write(ward, officer, YESTERDAY)
    first = publish(ward, NIGHT)
    publish(ward, NIGHT + timedelta(hours=3))
    second = publish(ward, NIGHT + timedelta(days=1))
    assert HeadStatement.objects.count() == 2
    assert second.previous == first.digest
    assert first.chains["matters"] == audit.heads_of(ward)["matters"]
    assert [each.number for each in archive.copies(ward.code)] == [1, 2]


def test_days_without_a_statement_are_named_by_the_next(ward, officer):
    write(ward, officer, YESTERDAY)
    publish(ward, NIGHT)
    late = publish(ward, NIGHT + timedelta(days=4))
    assert telling.notes_of(late) == ["Không có bản đối chiếu của 3 ngày trước đó."]


def test_the_rounds_publish_it_and_make_up_for_it(ward, officer, monkeypatch):
    write(ward, officer, YESTERDAY)
    assert rounds.publish in daily._DAILY
    assert rounds.publish_today in daily._OFTEN
    with clock.travel_to(TODAY):
        rounds.publish_today(ward)
        rounds.publish_today(ward)
    assert HeadStatement.objects.get().day == date(2026, 3, 2)


def test_a_copy_that_a_crash_left_out_is_written_in_the_next_round(ward, book):
    for each in archive.copies(ward.code):
        (keys.folder().place / "statements" / ward.code / f"{each.day}.json").unlink()
    rounds.keep_copies(ward, TODAY.date())
    assert len(archive.copies(ward.code)) == 1


def test_statements_can_neither_be_saved_again_nor_deleted(ward, book):
    row = HeadStatement.objects.get()
    with pytest.raises(AppendOnly):
        row.save()
    with pytest.raises(AppendOnly):
        row.delete()


def test_the_front_and_the_inspection_board_get_it_by_mail(ward, officer):
    front = factories.staff(ward, "front_chair")
    front.email = "mat-tran@example.vn"
    front.save()
    with clock.travel_to(TODAY):
        statement = publish(ward, TODAY)
    assert HeadStatement.objects.get().told == 1
    letter = Notice.objects.get(kind="core.statement")
    assert letter.recipient == "mat-tran@example.vn"
    line = next(each for each in letter.body.splitlines() if each.startswith("{"))
    assert Statement.read(line) == statement
    assert keys.grouped(statement.digest) in letter.subject


def test_there_is_an_alarm_until_somebody_outside_gets_it(ward, officer):
    told = lambda now: list(telling.troubles(ward, now))  # noqa: E731
    assert len(told(TODAY)) == 1
    publish(ward, TODAY)
    assert "không gửi cho ai" in told(TODAY)[0]
    front = factories.staff(ward, "front_chair")
    front.email = "mat-tran@example.vn"
    front.save()
    publish(ward, TODAY + timedelta(days=1))
    Notice.objects.update(sent_at=None)
    assert told(TODAY + timedelta(days=1, hours=1)) == []
    [late, unsent] = told(TODAY + timedelta(days=2, hours=3))
    assert "chưa được công bố từ ngày 03/03/2026" in late
    assert "1 thư" in unsent


def test_a_text_that_is_no_statement_is_refused(ward, book):
    with pytest.raises(Unreadable):
        Statement.read("1")


def test_nobody_publishes_by_hand(ward, officer):
    with pytest.raises(Exception, match="within another"):
        publish_heads(ward=ward, day=TODAY.date(), by=officer, at=TODAY)


def test_after_a_restore_verify_is_whole_again_and_the_next_statement_says_why(ward, book):
    """The database of the night comes back; statements of later days lie beside the key."""
    later = NIGHT + timedelta(days=1)
    publish(ward, later)
    for chain in AuditBook.objects.filter(ward=ward):
        sql(
            "DELETE FROM core_auditsecret WHERE entry_id IN (SELECT id FROM core_auditentry WHERE book_id = %s)",
            chain.pk,
        )
        kept = Statement.read(HeadStatement.objects.get(number=1).text).chains.get(chain.name, (0, ""))
        sql("DELETE FROM core_auditentry WHERE book_id = %s AND number > %s", chain.pk, kept[0])
        sql("UPDATE core_auditbook SET length = %s, head = %s WHERE id = %s", *kept, chain.pk)
    sql("DELETE FROM core_headstatement WHERE number = 2")
    assert ("matters", 4) in broken(ward)
    assert [each.number for each in beginning.restored()] == [2]
    assert broken(ward) == []
    report_restore(ward=ward, made_at=NIGHT, by=SYSTEM, at=later)
    again = publish(ward, later)
    assert "khôi phục từ bản sao lưu lập lúc" in telling.notes_of(again)[0]
    assert broken(ward) == []


# A ward whose row is gone


def checked(*arguments: str) -> tuple[int, str]:
    """The exit code of ``danchu verify``, and all that it says."""
    out = StringIO()
    try:
        call_command("verify", *arguments, stdout=out)
    except CommandError as failure:
        return failure.returncode, f"{out.getvalue()}{failure}"
    return 0, out.getvalue()


@pytest.mark.parametrize("left", ["copies", "statements", "beginning"])
def test_a_ward_of_which_something_was_sealed_and_whose_row_is_gone_is_named(ward, other_ward, book, left):
    archive.note_beginning(other_ward.code, {})
    copies, kept = keys.folder().place / "statements", archive.latest(ward).text
    if left == "beginning":
        archive.note_beginning(ward.code, {})
    if left != "copies":
        [each.unlink() for each in copies.rglob("*.json")]
    if left != "statements":
        sql("DELETE FROM core_headstatement")
    sql("UPDATE core_ward SET code = '00001' WHERE id = %s", ward.pk)
    for arguments in ((), ("--ward", "05485")):
        code, said = checked(*arguments)
        assert code == 1
        assert "05485 hồ sơ phường: SAI: đã có sổ nhật ký mà nay không còn phường này" in said
        assert ("05485 sổ Việc chung: SAI: đã công bố mà nay không còn" in said) == (left != "beginning")
        assert "99999" not in said
    assert checked("--ward", "99999") == (0, "Chưa có sổ nhật ký nào.\n")
    assert Statement.read(kept).ward == "05485"


def test_a_statement_that_somebody_kept_names_the_ward_that_is_gone_though_nothing_else_does(ward, book, tmp_path):
    kept = tmp_path / "kept.json"
    kept.write_text(archive.latest(ward).text)
    forget_what_was_published()
    sql("UPDATE core_ward SET code = '00001' WHERE id = %s", ward.pk)
    code, said = checked("--against", str(kept))
    assert code == 1
    assert "05485 sổ Việc chung: SAI: đã công bố mà nay không còn" in said
    content = json.loads(kept.read_text())
    kept.write_text(canonical({**content, "ward": "12345"}))
    assert checked("--against", str(kept))[0] == 2


def test_a_new_ward_is_known_beside_the_keys_before_anything_is_published(db):
    with TestCase.captureOnCommitCallbacks(execute=True):
        open_ward(code="05528", host="", by=SYSTEM, at=TODAY)
    assert archive.known() == {"05528"}
    assert checked()[0] == 0
    sql("UPDATE core_ward SET code = '00001'")
    assert checked()[0] == 1


def test_after_a_restore_of_a_backup_without_a_ward_nothing_speaks_for_that_ward(ward, other_ward, book):
    sql("DELETE FROM core_headstatement")
    archive.note_beginning("00002", {})
    sql("UPDATE core_ward SET code = '00001' WHERE id = %s", ward.pk)
    assert chains.missing() == ["00002", "05485"]
    assert [each.ward for each in beginning.restored()] == ["05485"]
    assert chains.missing() == []
