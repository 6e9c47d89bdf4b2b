"""Ballot papers on the pages: print, hand out, take in, read, count, challenge."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from danchu.core.refusals import Refused
from danchu.discuss import queries, queries_papers
from danchu.discuss.actions.challenges import accept_challenge, record_challenge, refuse_challenge
from danchu.discuss.actions.closing import close_decision
from danchu.discuss.actions.papers import print_papers, return_paper
from danchu.discuss.actions.voting import mark_heard
from danchu.discuss.models import Challenge, Paper, Voice
from danchu.discuss.states import ChallengeState, Form, Method, PaperState, State, WrittenAs
from danchu.lib import clock
from tests import factories
from tests.core.records.reading import of_pdf
from tests.discuss.conftest import electors
from tests.discuss.paperwork import LATER, TEAM, TODAY, YES, read, take

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day():
    with clock.travel_to(LATER):
        yield


def page(name, decision, *arguments):
    return reverse(f"discuss:{name}", args=[decision.pk, *arguments])


def printed_pdf(client, decision, group, size="a5"):
    answer = client.post(page("print-papers", decision, group.pk), {"which": "moi", "size": size, "seen": "0"})
    assert answer.headers["Content-Type"] == "application/pdf", answer.content.decode()
    return of_pdf(answer.content)


def test_the_leader_plans_prints_hands_out_and_takes_in_by_code(client, opened, households, group, group_leader):
    households(3)
    decision = opened(forms=("ballot",))
    client.force_login(group_leader)
    answer = client.post(
        page("plan-papers", decision, group.pk),
        {
            "team": "\n".join(TEAM),
            "noticed_on": TODAY.isoformat(),
            "hands_out_from": (TODAY + timedelta(days=2)).isoformat(),
            "place": "Nhà văn hóa",
        },
    )
    assert answer.status_code == 302
    text = printed_pdf(client, decision, group)
    codes = re.findall(r"\b[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}\b", text)
    assert len(codes) == 3
    assert text.count("PHIẾU LẤY Ý KIẾN") == 3
    assert all(each.code in text for each in electors(decision))
    assert "Nộp trước 09 giờ 00 ngày 12/03/2026 tại: Nhà văn hóa" in " ".join(text.split())
    client.post(page("hand-out", decision, group.pk), {"handed_out_by": TEAM[0], "everything": "on"})
    assert set(Paper.objects.values_list("state", flat=True)) == {PaperState.HANDED_OUT}
    typed = f"https://phuong.example{page('paper', decision)}#{codes[0]}"
    assert client.post(page("take-in", decision, group.pk), {"typed": typed}).status_code == 302
    again = client.post(page("take-in", decision, group.pk), {"typed": codes[0].lower()})
    assert again.status_code == 422
    assert "đã thu ngày" in again.content.decode()
    code = Paper.objects.exclude(state=PaperState.RETURNED).first().elector.code
    client.post(page("take-in", decision, group.pk), {"typed": code})
    assert Voice.objects.count() == 2


def test_a_secret_ballot_bears_no_mark_of_the_household(client, planned, households, group, group_leader):
    households(1)
    decision = planned(method=Method.SECRET, is_changeable=False)
    client.force_login(group_leader)
    text = printed_pdf(client, decision, group)
    assert "PHẦN XÉ RỜI" in text
    assert text.count(electors(decision)[0].code) == 1


def test_printing_the_same_form_twice_does_not_void_what_was_printed(
    client,
    planned,
    households,
    group,
    group_leader,
):
    households(2)
    decision = planned()
    client.force_login(group_leader)
    printed_pdf(client, decision, group)
    address = page("print-papers", decision, group.pk)
    seen = re.search(r'name="seen" value="(\d+)"', client.get(address).content.decode())[1]
    assert client.post(address, {"which": "lai", "size": "a6", "seen": seen}).status_code == 200
    assert client.post(address, {"which": "lai", "size": "a6", "seen": seen}).status_code == 422
    assert Paper.objects.filter(state=PaperState.VOID).count() == 2


def test_two_readers_type_numbers_and_the_next_paper_comes(
    client,
    planned,
    households,
    group,
    group_leader,
    deputy,
):
    households(2)
    decision = planned()
    for each in print_papers(decision=decision, group=group, by=group_leader, at=LATER).papers:
        take(decision, each.paper, group_leader)
    address = page("read-papers", decision, group.pk)
    for reader in (group_leader, deputy):
        client.force_login(reader)
        for number in ("1", "2"):
            shown = client.get(address).content.decode()
            paper = re.search(r'name="paper" value="(\d+)"', shown)[1]
            assert client.post(address, {"paper": paper, "numbers": number}).status_code == 302
        assert "Không còn phiếu nào" in client.get(address).content.decode()
    assert queries.outcome_now(decision)["votes"] == {"1": 1, "2": 1}


def test_the_second_reader_does_not_see_what_the_first_read(
    client,
    planned,
    households,
    group,
    group_leader,
    deputy,
):
    households(1)
    decision = planned()
    [only] = print_papers(decision=decision, group=group, by=group_leader, at=LATER).papers
    take(decision, only.paper, group_leader)
    read(decision, only.paper, (), group_leader, "Tẩy xóa, không rõ chọn gì")
    client.force_login(deputy)
    shown = client.get(page("one-paper", decision, only.paper.pk)).content.decode()
    assert "Một người đã đọc" in shown
    assert "Tẩy xóa" not in shown


def test_anybody_with_the_code_sees_only_whether_the_paper_came(
    client,
    planned,
    households,
    group,
    group_leader,
):
    households(1)
    decision = planned()
    [only] = print_papers(decision=decision, group=group, by=group_leader, at=LATER).papers
    address = page("paper", decision)
    assert "chưa về" in client.post(address, {"typed": only.code}).content.decode()
    assert not Voice.objects.exists()
    take(decision, only.paper, group_leader)
    shown = client.post(address, {"typed": only.code}).content.decode()
    assert "được ghi nhận ngày 05/03/2026" in shown
    assert only.elector.name not in shown
    assert client.post(address, {"typed": "ABCDEFGHJKMN"}).status_code == 422


def count_of(client, decision, group, **given):
    fields = {"given": 3, "returned": 3, "invalid": 0, "option1": 2, "option2": 1, "option3": 0, "team": "An\nBình"}
    return client.post(page("count", decision, "ballot", group.pk), {**fields, **given})


def test_two_counters_of_a_secret_box_must_agree(client, planned, households, group, group_leader):
    households(3)
    decision = planned(method=Method.SECRET)
    for each in print_papers(decision=decision, group=group, by=group_leader, at=LATER).papers:
        take(decision, each.paper, group_leader)
    client.force_login(group_leader)
    assert "phải bằng" in count_of(client, decision, group, counted_by="An", option2=2).content.decode()
    assert count_of(client, decision, group, counted_by="An").status_code == 302
    assert "chờ người thứ hai" in client.get(page("counts", decision)).content.decode().lower()
    assert "do hai người khác nhau" in count_of(client, decision, group, counted_by="an").content.decode()
    assert count_of(client, decision, group, counted_by="Bình", option1=1, option2=2).status_code == 302
    assert "Lệch nhau" in client.get(page("counts", decision)).content.decode()
    client.post(page("count-anew", decision, "ballot", group.pk), {"reason": "Hai người lệch nhau"})
    for name in ("An", "Bình"):
        count_of(client, decision, group, counted_by=name)
    shown = client.get(page("counts", decision)).content.decode()
    assert "Khớp" in shown
    assert "đã kiểm lại: Hai người lệch nhau" in shown
    assert "Tờ kiểm phiếu" in client.get(page("count-blank", decision, "ballot", group.pk)).content.decode()


@pytest.fixture
def closed(planned, households, group, group_leader, deputy):
    households(2)
    decision = planned()
    first, second = print_papers(decision=decision, group=group, by=group_leader, at=LATER).papers
    take(decision, first.paper, group_leader)
    for reader in (group_leader, deputy):
        read(decision, first.paper, (YES,), reader)
    close_decision(decision=decision, written_as=WrittenAs.RESOLUTION, by=group_leader, at=decision.closes_at)
    decision.spare = second
    return decision


def test_a_recount_takes_no_new_voice_even_of_a_paper_that_came_in_time(closed, group_leader, ward):
    leader = factories.staff(ward, "ward_chair")
    at = closed.closed_at + timedelta(hours=1)
    made = record_challenge(
        decision=closed, name="Ông Ba", received_on=clock.local_day(at), reason="Đếm sót", by=group_leader, at=at
    )
    accept_challenge(challenge=made, answer="Kiểm lại cho rõ", by=leader, at=at)
    closed.refresh_from_db()
    assert closed.state == State.OPEN
    assert closed.is_recounted
    with pytest.raises(Refused, match="không nhận thêm ý kiến"):
        return_paper(decision=closed, paper=closed.spare.paper, in_time=True, by=group_leader, at=at)
    with pytest.raises(Refused, match="không nhận thêm ý kiến"):
        mark_heard(decision=closed, elector=closed.spare.elector, form=Form.BALLOT, by=group_leader, at=at)
    close_decision(decision=closed, written_as=WrittenAs.RESOLUTION, by=leader, at=at + timedelta(hours=1))
    assert not closed.is_recounted
    assert closed.outcome["votes"] == {"1": 1}


def test_a_challenge_is_shown_while_it_is_counted_again_and_a_refused_one_keeps_its_reason(
    client, closed, group_leader, ward
):
    leader = factories.staff(ward, "ward_chair")
    at = closed.closed_at + timedelta(hours=1)
    with clock.travel_to(at):
        client.force_login(group_leader)
        client.post(
            page("challenge", closed),
            {"name": "Ông Ba", "received_on": clock.local_day(at).isoformat(), "reason": "Đếm sót"},
        )
        made = Challenge.objects.get()
        refuse_challenge(challenge=made, answer="Số khớp", by=leader, at=at)
        assert made.state == ChallengeState.REFUSED
        other = record_challenge(
            decision=closed, name="Bà Tư", received_on=clock.local_day(at), reason="Sai", by=group_leader, at=at
        )
        client.force_login(leader)
        client.post(page("answer-challenge", closed, other.pk), {"answer": "Kiểm lại", "lam": "accept"})
        client.logout()
        assert "đang được kiểm lại" in client.get(closed.get_absolute_url()).content.decode()


def test_a_register_of_many_papers_costs_no_more_queries(
    client,
    planned,
    households,
    group,
    group_leader,
    django_assert_max_num_queries,
):
    households(30)
    decision = planned()
    print_papers(decision=decision, group=group, by=group_leader, at=LATER)
    client.force_login(group_leader)
    for name in ("papers-group", "take-in", "read-papers"):
        with django_assert_max_num_queries(22):
            assert client.get(page(name, decision, group.pk)).status_code == 200
    assert queries_papers.figures_of(decision)[0].printed == 30
