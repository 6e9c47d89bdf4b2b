"""An open vote changed, added or dropped by SQL, the whole chain computed anew: it is named, and where nobody was told
of it yet, the receipt of the household proves it."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import TestCase
from django.urls import reverse

from danchu.core.actors import SYSTEM
from danchu.core.trust import beginning, chains, keys, rounds
from danchu.discuss import box, bundle, polling, queries_online
from danchu.discuss.actions.closing import close_decision
from danchu.discuss.actions.voting import Vote, change_voice, vote_online
from danchu.discuss.exporting import bundle_of
from danchu.discuss.models import Voice
from danchu.discuss.receipts import Line, NoLine
from danchu.discuss.states import Method, WrittenAs
from danchu.lib import clock
from tests.discuss.conftest import account, electors
from tests.discuss.test_voting import LATER, NO, YES
from tests.forging import forge_votes, sql

pytestmark = pytest.mark.django_db
NIGHT = clock.start_of(clock.local_day(LATER) + timedelta(days=1))
ATTACKS = ["change", "add", "drop"]


@pytest.fixture
def voted(opened, households):
    """``voted(**plan)``: a decision of six households, four of which voted online; with the receipts."""

    def vote(**given):
        households(6)
        decision = opened(**{"forms": ("online",), **given})
        receipts = [
            polling.vote(decision=decision, elector=each, choices=(choice,), by=account(each), at=LATER).receipt
            for each, choice in zip(electors(decision), (YES, NO, YES, YES), strict=False)
        ]
        decision.refresh_from_db()
        return decision, receipts

    return vote


def publish(ward):
    with clock.travel_to(NIGHT), TestCase.captureOnCommitCallbacks(execute=True):
        rounds.publish(ward, clock.local_day(NIGHT))


def broken(ward):
    return [(each.book, each.broken.number) for each in chains.check(ward) if each.broken]


def line_of(decision, receipt) -> Line:
    voice = Voice.objects.get(receipt_hash=box.receipt_hash(decision.pk, receipt))
    return queries_online.signed_line(decision, voice)


def forged(decision, how, number):
    silent = electors(decision)[-1]
    forge_votes(how, decision, number, elector=silent.pk)
    decision.refresh_from_db()


@pytest.mark.parametrize("how", ATTACKS)
@pytest.mark.parametrize("number", [1, 3])
def test_yesterdays_vote_changed_added_or_dropped_is_named(ward, voted, how, number):
    decision, _ = voted()
    publish(ward)
    assert broken(ward) == []
    forged(decision, how, number)
    assert broken(ward) == [(f"discuss:{decision.pk}", number)]


def test_the_last_vote_of_yesterday_dropped_is_named_by_what_was_published(ward, voted):
    decision, _ = voted()
    publish(ward)
    forged(decision, "drop", 4)
    assert broken(ward) == [(f"discuss:{decision.pk}", 4)]


@pytest.mark.parametrize("how", ATTACKS)
def test_todays_vote_is_proved_by_the_signed_receipt_of_the_household(ward, voted, client, tmp_path, how):
    decision, receipts = voted()
    line = line_of(decision, receipts[3])
    forged(decision, how, 4)
    receipt = tmp_path / "bien-nhan.txt"
    receipt.write_text(f"BIÊN NHẬN\n{line}\n")
    call_command("verify-receipt", str(receipt), "--key", line.fingerprint, stdout=StringIO())
    with pytest.raises(CommandError, match="đã ký nhận ý kiến này"):
        call_command("verify-receipt", str(line), "--server", stdout=StringIO())
    page = client.post(reverse("discuss:receipt", args=[decision.pk]), {"line": str(line)}).content.decode()
    assert "nay không còn như lúc nhận" in page


def test_a_receipt_of_an_untouched_vote_holds_everywhere(voted, client):
    decision, receipts = voted()
    line = line_of(decision, receipts[1])
    out = StringIO()
    call_command("verify-receipt", str(line), "--server", "--json", stdout=out)
    assert json.loads(out.getvalue())["ok"] is True
    page = client.post(reverse("discuss:receipt", args=[decision.pk]), {"line": f"rác {line} rác"}).content.decode()
    assert "đã ký nhận ý kiến này và ý kiến còn nguyên" in page


@pytest.mark.parametrize("how", ["change", "add"])
def test_the_page_of_receipts_tells_a_vote_that_was_changed_or_added_and_chained_anew(voted, client, how):
    decision, receipts = voted()
    forged(decision, how, 2)
    page = client.post(reverse("discuss:receipt", args=[decision.pk]), {"code": receipts[3]}).content.decode()
    assert "không còn khớp" in page


def test_a_line_of_another_key_another_matter_or_with_a_wrong_sign_is_refused(voted, client, settings, tmp_path):
    decision, receipts = voted()
    line = str(line_of(decision, receipts[0]))
    settings.KEYS = tmp_path / "keys"
    keys.folder().current()
    address = reverse("discuss:receipt", args=[decision.pk])
    assert client.post(address, {"line": line}).status_code == 422
    wrong = line.replace(line.split()[4][:4], "0000")
    with pytest.raises(CommandError, match="Chữ ký không khớp"):
        call_command("verify-receipt", wrong, stdout=StringIO())
    with pytest.raises(NoLine):
        Line.found_in("danchu-bien-nhan-1 05485 1")
    with pytest.raises(CommandError) as failure:
        call_command("verify-receipt", "không có dòng nào", stdout=StringIO())
    assert failure.value.returncode == 2


def test_a_changed_mind_has_a_new_line_and_the_old_one_still_stands(voted):
    decision, receipts = voted(is_changeable=True)
    old = line_of(decision, receipts[0])
    first = electors(decision)[0]
    change_voice(decision=decision, elector=first, choices=(NO,), by=account(first), at=LATER)
    decision.refresh_from_db()
    new = line_of(decision, receipts[0])
    assert (old.number, new.number) == (1, 5)
    assert queries_online.line_stands(decision, old)
    assert queries_online.line_stands(decision, new)


def test_the_receipt_of_a_secret_vote_proves_that_the_voice_came_in_and_nothing_else(voted, ward):
    decision, receipts = voted(method=Method.SECRET)
    voice = Voice.objects.get(receipt_hash=box.receipt_hash(decision.pk, receipts[0]))
    line = queries_online.line_of_secret(decision, voice)
    assert line.is_genuine
    assert line.is_secret
    assert queries_online.line_stands(decision, line)
    other = Voice.objects.get(receipt_hash=box.receipt_hash(decision.pk, receipts[1]))
    assert str(line).replace(line.digest, "").replace(line.seal, "") == str(
        queries_online.line_of_secret(decision, other)
    ).replace(other.receipt_hash, "").replace(queries_online.line_of_secret(decision, other).seal, "")
    sql("DELETE FROM discuss_voice WHERE id = %s", voice.pk)
    assert not queries_online.line_stands(decision, line)


def test_the_receipt_that_the_page_gives_bears_the_line(voted, signed_in, ward):
    decision, _ = voted()
    silent = electors(decision)[-1]
    client = signed_in(account(silent))
    address = reverse("discuss:vote", args=[decision.pk])
    with clock.travel_to(LATER):
        sending = client.get(address).context["form"].initial["sending"]
        answer = client.post(address, {"choices": YES, "sending": sending, "step": "send"})
    line = Line.found_in(answer.content.decode())
    assert line.number == 5
    assert line.is_genuine


# The bundle


@pytest.mark.parametrize("how", ATTACKS)
def test_a_vote_forged_before_the_close_is_found_in_the_bundle(voted, officer, how):
    decision, _ = voted()
    forged(decision, how, 2)
    decision = close_decision(decision=decision, written_as=WrittenAs.RESOLUTION, by=officer, at=decision.closes_at)
    report = bundle.check(bundle_of(decision))
    assert "Phiếu số 2 không mang chữ ký" in report.faults[0]


def test_a_line_is_found_in_the_bundle_and_missed_in_one_without_it(voted, officer, tmp_path):
    decision, receipts = voted()
    line = line_of(decision, receipts[0])
    closed = close_decision(decision=decision, written_as=WrittenAs.RESOLUTION, by=officer, at=decision.closes_at)
    file = tmp_path / "bundle.json"
    file.write_bytes(bundle_of(closed))
    call_command("verify-receipt", str(line), "--bundle", str(file), stdout=StringIO())
    content = json.loads(file.read_bytes())
    assert line.stands_in(content)
    content["ballots"][0]["digest"] = "0" * 64
    assert not line.stands_in(content)


def test_ballots_of_an_older_version_are_told_from_those_whose_seal_was_taken_away(ward, voted, officer):
    decision, _ = voted()
    sql("UPDATE discuss_ballot SET seal = NULL WHERE number < 3")
    step = type("Step", (), {"app_label": "discuss", "name": "0005_seals"})
    beginning.note_beginnings([(step, False)])
    assert broken(ward) == []
    closed = close_decision(decision=decision, written_as=WrittenAs.RESOLUTION, by=officer, at=decision.closes_at)
    assert bundle.check(bundle_of(closed)).ok
    assert json.loads(bundle_of(closed))["unsealed"] == 2
    sql("UPDATE discuss_ballot SET seal = NULL WHERE number = 3")
    assert broken(ward) == [(f"discuss:{decision.pk}", 3)]


def test_what_an_older_version_closed_stays_as_it_was_published(voted, officer):
    decision, _ = voted()
    closed = close_decision(decision=decision, written_as=WrittenAs.RESOLUTION, by=officer, at=decision.closes_at)
    closed.bundle_seal = None
    content = json.loads(bundle_of(closed))
    assert content["format"] == "danchu-decision-1"
    assert "seal" not in content["ballots"][0]
    assert bundle.check(bundle_of(closed)).ok
    assert not bundle.check(bundle_of(closed), key=keys.folder().current().fingerprint).ok


def test_a_bundle_edited_in_the_database_after_the_close_bears_no_signature(voted, officer):
    decision, _ = voted()
    closed = close_decision(decision=decision, written_as=WrittenAs.RESOLUTION, by=officer, at=decision.closes_at)
    sql("UPDATE discuss_decision SET title = 'Việc khác' WHERE id = %s", decision.pk)
    closed.refresh_from_db()
    sql("UPDATE discuss_decision SET bundle_digest = %s WHERE id = %s", bundle.digest_in(bundle_of(closed)), closed.pk)
    assert "Chữ ký của tệp không khớp" in bundle.check(bundle_of(closed)).faults[0]


def test_a_key_that_was_rotated_since_still_leads_to_who_signed(voted, officer, settings, tmp_path):
    settings.KEYS = tmp_path / "keys"
    decision, _ = voted()
    was = keys.folder().current().fingerprint
    closed = close_decision(decision=decision, written_as=WrittenAs.RESOLUTION, by=officer, at=decision.closes_at)
    keys.folder().rotate()
    now = keys.folder().current().fingerprint
    for mark in (was, now, was.replace(" ", "").upper()):
        assert bundle.check(bundle_of(closed), closed.bundle_digest, mark).ok
    assert not bundle.check(bundle_of(closed), closed.bundle_digest, "0000 " * 6).ok


@pytest.mark.parametrize("how", ATTACKS)
def test_votes_that_arrive_together_are_proved_each_alone(ward, opened, households, how):
    households(7)
    decision = opened(forms=("online",))
    votes = [Vote(each, (YES,), account(each), LATER) for each in electors(decision)[:6]]
    receipts = [each.receipt for each in vote_online(decision=decision, votes=votes, by=SYSTEM, at=LATER)]
    decision.refresh_from_db()
    lines = [line_of(decision, each) for each in receipts]
    assert [each.number for each in lines] == [1, 2, 3, 4, 5, 6]
    assert all(Line.found_in(f"Biên nhận\n{each}\n").is_genuine for each in lines)
    assert broken(ward) == []
    forged(decision, how, 3)
    assert broken(ward) == [(f"discuss:{decision.pk}", 3)]
    assert all(Line.found_in(str(each)).is_genuine for each in lines)
    assert [queries_online.line_stands(decision, each) for each in lines[:3]] == [True, True, False]
