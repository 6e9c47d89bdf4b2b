"""The disclosure lists of Law 10/2022: what, how, how long, by when."""

from datetime import date

import pytest

from statute import Calendar, CalendarUnknown, Citation, LawDataError, RuleUnknown
from statute.disclosure import (
    LISTS,
    disclosure_list,
    forms,
    item,
    items,
    parse_list,
)
from statute.obligations import Obligation, obligations
from statute.tables import parse_data

DAY = date(2026, 3, 1)
CALENDAR = Calendar()


def test_the_ward_s_list_has_the_fourteen_items_of_article_11_in_order() -> None:
    found = items(DAY)
    assert [each.number for each in found] == list(range(1, 15))
    assert [each.citation for each in found] == [Citation("luat-10-2022", "11", str(n)) for n in range(1, 15)]
    assert all(each.wording and each.verified for each in found)


def test_before_the_law_was_in_force_there_is_no_list() -> None:
    assert items(date(2023, 6, 30)) == ()
    with pytest.raises(RuleUnknown):
        item("budget", date(2023, 6, 30))


def test_an_unknown_item_or_list_is_refused() -> None:
    with pytest.raises(RuleUnknown):
        item("weather", DAY)
    with pytest.raises(RuleUnknown):
        disclosure_list("club")


def test_most_items_hang_thirty_days_at_the_office_and_in_the_groups_two_hang_for_good() -> None:
    for each in items(DAY):
        posting = each.requirement("posting")
        if each.number == 14:
            assert posting is None
        elif each.number in (4, 13):
            assert posting is not None
            assert (posting.permanent, posting.min_days, posting.places) == (True, 0, ("headquarters",))
        else:
            assert posting is not None
            assert (posting.permanent, posting.min_days) == (False, 30)
            assert posting.places == ("headquarters", "community_houses")


def test_items_seven_to_twelve_go_on_the_loudspeaker_for_three_days_and_to_group_leaders() -> None:
    loud = {each.number: each.requirement("loudspeaker") for each in items(DAY)}
    assert [number for number, rule in loud.items() if rule] == [7, 8, 9, 10, 11, 12]
    assert {rule.min_days for rule in loud.values() if rule} == {3}
    assert [each.number for each in items(DAY) if each.requirement("group_leaders")] == [7, 8, 9, 10, 11, 12]


def test_every_item_goes_on_the_portal() -> None:
    assert all(each.requirement("portal") for each in items(DAY))


def test_the_ordinary_limit_is_five_working_days_from_the_document() -> None:
    limit = item("fees", DAY).limit
    assert (limit.days, limit.kind, limit.citation) == (5, "working", Citation("luat-10-2022", "12", "3"))


def test_the_law_allows_ten_forms_in_a_ward() -> None:
    assert [each.citation.point for each in forms()] == list("abcdđeghik")


def test_state_secrets_are_excepted_with_the_article() -> None:
    table = disclosure_list()
    assert "bí mật nhà nước" in table.exception
    assert table.exception_citation == Citation("luat-10-2022", "11")


@pytest.mark.parametrize(
    ("name", "count", "limit", "kind"),
    [("agency", 12, 5, "working"), ("state_enterprise", 8, 15, "calendar")],
)
def test_public_bodies_and_state_enterprises_have_lists_of_their_own(
    name: str, count: int, limit: int, kind: str
) -> None:
    found = items(DAY, list=name)
    assert len(found) == count
    assert {(each.limit.days, each.limit.kind) for each in found} == {(limit, kind)}


@pytest.mark.parametrize("name", LISTS)
def test_every_mandatory_form_is_one_that_the_list_allows(name: str) -> None:
    allowed = {each.key for each in forms(name)}
    assert {rule.form.key for each in items(DAY, name) for rule in each.requirements} <= allowed


def by_key(year: int) -> dict[str, Obligation]:
    return {each.key: each for each in obligations(year, CALENDAR)}


def executions(year: int) -> dict[str, Obligation]:
    return {key.removeprefix("commune/budget/execution_"): each for key, each in by_key(year).items() if "exec" in key}


def test_until_2025_the_budget_is_reported_after_each_quarter_the_half_year_and_the_year() -> None:
    found = executions(2025)
    assert sorted(found) == [
        "half/2025-H1", "quarter/2025-Q1", "quarter/2025-Q2", "quarter/2025-Q3", "quarter/2025-Q4", "year/2025",
    ]  # fmt: skip
    assert found["quarter/2025-Q1"].period_label == "Quý I/2025"
    assert found["quarter/2025-Q1"].limit.verified


def test_since_2026_it_is_reported_for_three_six_and_nine_months_and_the_year() -> None:
    found = executions(2026)
    labels = {each.period_label: (each.period_end, each.due.due_on) for each in found.values()}
    assert labels == {
        "03 tháng đầu năm 2026": (date(2026, 3, 31), date(2026, 4, 15)),
        "6 tháng đầu năm 2026": (date(2026, 6, 30), date(2026, 7, 15)),
        "09 tháng đầu năm 2026": (date(2026, 9, 30), date(2026, 10, 15)),
        "Năm 2026": (date(2026, 12, 31), date(2027, 1, 15)),
    }
    assert {each.citation for each in found.values()} == {Citation("tt-26-2026", "26", "3")}
    assert all("bắt buộc đăng trên cổng" in each.note for each in found.values())
    assert found["quarter/2026-Q1"].statutory
    assert not found["year/2026"].statutory, "it is disclosed when it is put to the Council"
    assert found["year/2026"].due.provisional


def test_days_of_the_decree_that_nobody_has_seen_go_on_as_before_and_say_so() -> None:
    for each in (*executions(2026).values(), *executions(2027).values()):
        assert each.limit.mark == "chưa thấy văn bản Nghị định số 73/2026/NĐ-CP, tạm tính như trước"
        assert each.limit.citation.document == "nd-163-2016"


def test_the_draft_goes_to_the_council_in_december_and_the_final_accounts_are_approved_in_march() -> None:
    found = by_key(2026)
    draft, accounts = (found[f"commune/budget/{each}/2026"] for each in ("draft", "final_accounts"))
    assert (draft.due.start, draft.due.due_on) == (date(2026, 12, 1), date(2026, 12, 8))
    assert (accounts.due.start, accounts.due.due_on) == (date(2027, 3, 31), date(2027, 5, 4))
    assert (draft.citation.clause, accounts.citation.clause) == ("1", "4")
    assert not draft.statutory
    assert not accounts.statutory
    assert "commune/budget/draft/2025" not in by_key(2025)


def test_a_limit_is_chosen_by_the_day_of_the_document() -> None:
    budget = item("budget", date(2026, 3, 9))
    for day, verified in ((date(2026, 3, 9), True), (date(2026, 3, 10), False)):
        limits = {each.key: each for each in budget.limits_on(day)}
        assert sorted(limits) == ["decided", "document", "execution", "submitted"]
        assert limits["execution"].verified is verified


def test_the_list_of_what_was_disclosed_comes_back_every_quarter_as_a_reminder() -> None:
    found = [each for each in obligations(2026, CALENDAR) if each.item is None]
    assert [each.period_label for each in found] == ["Quý I/2026", "Quý II/2026", "Quý III/2026", "Quý IV/2026"]
    assert not any(each.statutory for each in found)
    assert {each.citation for each in found} == {Citation("luat-10-2022", "13", "2")}


def test_a_year_s_plan_is_expected_at_its_beginning_and_its_result_at_its_end() -> None:
    found = by_key(2026)
    plan, result = (found[f"commune/socio_economic_plan/{each}/2026"] for each in ("plan", "result"))
    assert plan.due.start == date(2025, 12, 31)
    assert plan.due.due_on == date(2026, 1, 9)
    assert result.due.start == date(2026, 12, 31)


def test_obligations_are_the_same_each_time_ordered_by_date_and_never_twice() -> None:
    found = obligations(2026, CALENDAR)
    assert found == obligations(2026, CALENDAR)
    assert [each.due.due_on for each in found] == sorted(each.due.due_on for each in found)
    assert len({each.key for each in found}) == len(found) == 13


def test_a_swap_entered_by_the_administrator_moves_an_obligation() -> None:
    swapped = Calendar(extra_off=frozenset({date(2026, 4, 15)}))
    moved = {each.key: each for each in obligations(2026, swapped)}
    assert moved["commune/budget/execution_quarter/2026-Q1"].due.due_on == date(2026, 4, 16)


def test_there_are_no_obligations_before_the_law_nor_beyond_the_calendar() -> None:
    assert [each for each in obligations(2022, CALENDAR) if each.item] == []
    with pytest.raises(CalendarUnknown):
        obligations(2030, CALENDAR)


BROKEN = """
list = "club"
title = "Nội dung"
citation = "luat-10-2022/11"
[defaults]
holds_from = 2023-07-01
read = "official"
source = "text"
[exception]
text = "Trừ bí mật"
citation = "luat-10-2022/11"
[places]
hall = "Nhà văn hóa"
[[form]]
key = "posting"
label = "Niêm yết"
wording = "Niêm yết"
citation = "luat-10-2022/12.1.a"
[[requirement]]
form = "posting"
items = [1]
places = ["hall"]
citation = "luat-10-2022/13.2"
[[limit]]
key = "document"
label = "Từ ngày có văn bản"
days = 5
kind = "working"
citation = "luat-10-2022/12.3"
[[item]]
number = 1
key = "plan"
title = "Kế hoạch"
wording = "Kế hoạch"
[[item.schedule]]
key = "plan"
title = "Kế hoạch"
every = "year"
limit = "document"
citation = "luat-10-2022/11.1"
"""


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('places = ["hall"]', 'places = ["moon"]', "unknown form or place"),
        ('form = "posting"\nitems', 'form = "song"\nitems', "unknown form or place"),
        ("number = 1", "number = 2", "numbered"),
        ('limit = "document"', 'limit = "dawn"', "unknown time limit"),
        ('kind = "working"', 'kind = "lunar"', "not one of"),
        ("items = [1]", 'items = "all"', "item numbers"),
    ],
)
def test_a_faulty_list_is_refused(old: str, new: str, fault: str) -> None:
    assert len(parse_list(parse_data(BROKEN, "test.toml")).items) == 1
    with pytest.raises(LawDataError, match=fault):
        parse_list(parse_data(BROKEN.replace(old, new), "test.toml"))
