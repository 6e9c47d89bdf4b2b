"""A decision on paper in real browsers: the leader prints, hands out and takes in; two people read; it is closed."""

from datetime import timedelta

import pytest
from django.urls import reverse

from danchu.discuss import queries
from danchu.discuss.actions.closing import close_decision
from danchu.discuss.actions.papers import hand_out, plan_papers, print_papers
from danchu.discuss.actions.preparing import Plan, open_decision, prepare_decision
from danchu.discuss.models import Ballot, Paper
from danchu.discuss.states import WrittenAs
from danchu.lib import clock
from tests import factories

HOUSEHOLDS = 4


@pytest.fixture
def decision(ward, group, group_leader):
    """Open for a week already, its papers handed out; ``decision.codes`` are on the papers only."""
    for _ in range(HOUSEHOLDS):
        factories.household(group)
    now = clock.now()
    before = now - timedelta(days=7)
    asked = Plan(
        kind="other",
        title="Lịch tổng vệ sinh hằng tháng",
        proposal="Tổng vệ sinh sáng Chủ nhật đầu tháng.",
        forms=("ballot",),
        ballot_ground="agreed",
        groups=(group,),
        closes_at=now + timedelta(days=3),
    )
    made = prepare_decision(ward=ward, plan=asked, by=group_leader, at=before)
    made = open_decision(decision=made, by=group_leader, at=before)
    plan_papers(
        decision=made,
        group=group,
        team=("Nguyễn Văn An", "Trần Thị Bình", "Lê Văn Cường"),
        noticed_on=clock.local_day(before),
        hands_out_from=clock.local_day(before + timedelta(days=3)),
        place="Nhà văn hóa, gặp tổ trưởng",
        by=group_leader,
        at=now,
    )
    printed = print_papers(decision=made, group=group, by=group_leader, at=now).papers
    hand_out(decision=made, papers=tuple(each.paper.pk for each in printed), by=group_leader, at=now)
    made.codes = [each.code for each in printed]
    return made


def address(name, decision, *arguments):
    return reverse(f"discuss:{name}", args=[decision.pk, *arguments])


@pytest.mark.scripted
def test_papers_come_back_by_scanner_and_phone_and_two_people_read_them(
    phone, desktop, ward, group, group_leader, decision, script
):
    deputy = factories.staff(ward, "group_deputy", group=group)
    leader, second = phone(group_leader), desktop(deputy)
    first, *others = decision.codes
    leader.visit(address("paper", decision) + (f"#{first}" if script else ""))
    if not script:
        leader.types("Mã trên phiếu", first)
    leader.tap("Ghi nhận đã thu")
    leader.sees("Đã thu phiếu của hộ")
    leader.visit(address("take-in", decision, group.pk))
    for code in others:
        leader.types("Quét mã vuông", f"https://phuong.example{address('paper', decision)}#{code}")
        leader.tap("Ghi nhận đã thu")
        leader.sees("Đã thu phiếu của hộ")
    leader.visit(address("papers-group", decision, group.pk))
    for reader in (leader, second):
        reader.visit(address("read-papers", decision, group.pk))
        for number in ("1", "1", "1", "2"):
            reader.types("Số của phương án", number)
            with reader.page.expect_navigation():
                reader.page.keyboard.press("Enter")
            reader.looks()
        reader.sees("Không còn phiếu nào")
    second.visit(address("papers", decision))
    second.visit(address("counts", decision))
    assert not Paper.objects.filter(read_at=None).exists()
    assert Ballot.objects.count() == HOUSEHOLDS
    assert queries.outcome_now(decision)["votes"] == {"1": 3, "2": 1}
    close_decision(decision=decision, written_as=WrittenAs.RESOLUTION, by=group_leader, at=decision.closes_at)
    assert decision.passed
