"""The published bundle: anyone recomputes the outcome offline, and any altered byte is found."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from danchu.core.models import RuleCorrection
from danchu.discuss import bundle, polling
from danchu.discuss.actions.closing import Sheet, close_decision, record_count
from danchu.discuss.actions.voting import change_voice, mark_heard
from danchu.discuss.exporting import bundle_of
from danchu.discuss.models import Ballot
from danchu.discuss.states import Form, Method, WrittenAs
from tests import examples
from tests.discuss.conftest import account, electors
from tests.discuss.paperwork import back_and_read, plan_it
from tests.discuss.test_voting import LATER, NO, YES

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed(opened, households, group, officer, leader):
    """``closed(**plan)``: a decision of six households heard in all forms, and closed."""

    def close(**given):
        given = given or {"is_changeable": True}
        households(6)
        decision = opened(**given)
        first, second, third, fourth, fifth, sixth = electors(decision)
        for elector in (first, second):
            polling.vote(decision=decision, elector=elector, choices=(YES,), by=account(elector), at=LATER)
        if decision.is_secret:
            for elector in (third, fourth):
                mark_heard(decision=decision, elector=elector, form=Form.BALLOT, by=officer, at=LATER)
            for counter in (1, 2):
                _count(decision, group, officer, Form.BALLOT, {YES: 1, NO: 1}, counter)
        else:
            change_voice(decision=decision, elector=second, choices=(NO,), by=account(second), at=LATER)
            plan_it(decision, group, by=officer)
            for elector, choices in ((third, (YES,)), (fourth, ())):
                back_and_read(decision, elector, choices, (officer, leader), at=LATER)
        for elector in (fifth, sixth):
            mark_heard(decision=decision, elector=elector, form=Form.MEETING, by=officer, at=LATER)
        _count(decision, group, officer, Form.MEETING, {YES: 2, NO: 0})
        return close_decision(decision=decision, written_as=WrittenAs.RESOLUTION, by=officer, at=LATER)

    return close


def _count(decision, group, officer, form, votes, counter=1):
    total = sum(votes.values())
    sheet = Sheet(form, group, f"Người kiểm {counter}", given=total, returned=total, votes=votes, counter=counter)
    record_count(decision=decision, sheet=sheet, by=officer, at=LATER)


PLANS = [{"is_changeable": True}, {"method": Method.SECRET}]


@pytest.mark.parametrize("plan", PLANS)
def test_the_outcome_is_recomputed_from_the_bundle_alone(closed, plan):
    decision = closed(**plan)
    report = bundle.check(bundle_of(decision))
    assert report.ok, report.faults
    assert report.outcome["in_favour"] == decision.outcome["in_favour"] == 4 + (plan == PLANS[1])
    assert report.outcome["passed"] is True


@pytest.mark.parametrize("plan", PLANS)
def test_the_bundle_names_nobody(closed, plan):
    decision = closed(**plan)
    raw = bundle_of(decision).decode()
    assert electors(decision)
    for elector in electors(decision):
        assert elector.name not in raw
        assert f'"{elector.code}"' not in raw


@settings(max_examples=examples(150), suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_any_altered_byte_is_found(bundles, data):
    raw = data.draw(st.sampled_from(bundles))
    place = data.draw(st.integers(0, len(raw) - 1))
    other = data.draw(st.integers(0, 255).filter(lambda byte: byte != raw[place]))
    assert not bundle.check(raw[:place] + bytes([other]) + raw[place + 1 :]).ok


@pytest.fixture
def bundles(closed):
    return [bundle_of(closed())]


def test_whoever_alters_a_bundle_and_seals_it_anew_is_found_by_the_chain_or_the_counts(closed):
    content = json.loads(bundle_of(closed()))
    altered = []
    for change in (
        lambda copy: copy["ballots"][0].update(choices=[NO]),
        lambda copy: copy["ballots"].pop(),
        lambda copy: copy["receipts"].pop(),
        lambda copy: copy["heard"][0].update(number=1),
        lambda copy: copy["outcome"].update(in_favour=6),
        lambda copy: copy["sheets"][0]["votes"].update({"1": 1}),
    ):
        copy = json.loads(json.dumps(content))
        change(copy)
        altered.append(bundle.sealed({key: value for key, value in copy.items() if key not in {"digest", "format"}}))
    assert [bundle.check(each).ok for each in altered] == [False] * len(altered)


def test_a_decision_under_a_ward_s_correction_says_so_and_does_not_hold_without_it(ward, closed, tmp_path):
    for key in ("decision.majority.contributions", "decision.majority.others"):
        RuleCorrection.objects.create(
            ward=ward, key=key, value="9/10", holds_from=date(2025, 1, 1), reason="Nghị quyết 07"
        )
    raw = bundle_of(closed())
    report = bundle.check(raw)
    assert report.ok, report.faults
    assert report.outcome["needed"] == report.outcome["base"]
    file, out = tmp_path / "decision.json", StringIO()
    file.write_bytes(raw)
    call_command("verify-decision", str(file), stdout=out)
    assert "Nghị quyết 07" in out.getvalue()
    content = json.loads(raw)
    del content["rule"]["corrections"], content["format"], content["digest"]
    assert not bundle.check(bundle.sealed(content)).ok


def test_another_files_digest_is_not_the_published_one(closed):
    raw = bundle_of(closed())
    assert bundle.check(raw, "0" * 64).faults == ("Mã băm không phải mã đã công bố: đây là tệp khác.",)


def test_a_ballot_altered_in_the_database_shows_in_the_bundle(closed):
    decision = closed()
    Ballot.objects.filter(number=1).update(choices=[NO])
    assert not bundle.check(bundle_of(decision)).ok


def test_the_commands_export_and_verify(closed, tmp_path):
    decision = closed()
    file = tmp_path / "goi.json"
    call_command("export-decision", str(decision.pk), "--output", str(file))
    out = StringIO()
    call_command("verify-decision", str(file), "--json", stdout=out)
    assert json.loads(out.getvalue())["ok"] is True
    file.write_bytes(file.read_bytes().replace(b'"seats":0', b'"seats":1'))
    with pytest.raises(CommandError, match="sửa"):
        call_command("verify-decision", str(file), stdout=StringIO())


@pytest.mark.parametrize("raw", [b"", b"[]", b"{}", b"null", b'{"format":"danchu-decision-1"}', b"\xff\xfe"])
def test_what_is_no_bundle_is_said_to_be_none(raw):
    assert not bundle.check(raw).ok
