"""Each clause of the resolution is answered for by a unit, by a day."""

import pytest

from danchu.core import clauses, figures
from danchu.core.refusals import Refused
from danchu.duties.actions.assignments import assign_clause
from danchu.duties.models import ClauseAssignment
from danchu.duties.states import State
from danchu.lib import clock
from tests import factories
from tests.duties.conftest import TODAY, days

pytestmark = pytest.mark.django_db
TABLE = "/phan-cong/"
CLAUSE = "2.2.đ.4"


@pytest.fixture
def assigned(ward, leader):
    """``assigned(unit, clause)``"""

    def assign(unit, clause=CLAUSE, **given) -> ClauseAssignment:
        fields = {"due_on": days(90), "by": leader, "at": clock.now()}
        return assign_clause(ward=ward, clause=clause, unit=unit, **{**fields, **given})

    return assign


def lines(answer) -> dict[str, str]:
    return {row.number: row.unit_name for _, _, row in answer.context["lines"]}


def test_every_clause_is_in_the_table_assigned_or_not(signed_in, leader, unit, assigned):
    assigned(unit)
    table = lines(signed_in(leader).get(TABLE))
    assert list(table) == list(clauses.titles())
    assert table[CLAUSE] == unit.name
    assert table["4.1"] == ""


def test_the_table_is_searched_and_narrowed(signed_in, leader, ward, unit, assigned):
    assigned(unit)
    client = signed_in(leader)
    for query in ({"q": "van hoa xa hoi"}, {"don-vi": unit.pk}, {"trang-thai": "da-giao"}):
        assert list(lines(client.get(TABLE, query))) == [CLAUSE]
    assert CLAUSE not in lines(client.get(TABLE, {"trang-thai": "chua-giao"}))
    assert lines(client.get(TABLE, {"trang-thai": "x"})) == {}
    with clock.travel_to(clock.moment_on(days(91))):
        assert list(lines(client.get(TABLE, {"trang-thai": "qua-han"}))) == [CLAUSE]
    assert unit.name in b"".join(client.get(TABLE, {"xuat": "csv"}).streaming_content).decode("utf-8-sig")


def test_the_leader_assigns_on_one_page_and_the_earlier_assignment_stays_on_record(signed_in, leader, ward, unit):
    other = factories.organisation(ward, name="Văn phòng", is_unit=True)
    client = signed_in(leader)
    for each in (unit, other):
        answer = client.post(f"{TABLE}{CLAUSE}/giao/", {"unit": each.pk, "due_on": "2026-12-31", "note": "Báo cáo quý"})
        assert answer.status_code == 302
    page = client.get(f"{TABLE}{CLAUSE}/").content.decode()
    assert "Các lần phân công" in page
    assert unit.name in page
    assert ClauseAssignment.objects.get(replaced_at=None).unit == other


@pytest.mark.parametrize(
    ("wrong", "field"), [({"unit": ""}, "unit"), ({"due_on": "2026-03-03"}, "due_on"), ({"due_on": "x"}, "due_on")]
)
def test_bad_input_is_told_at_its_field(signed_in, leader, unit, wrong, field):
    typed = {"unit": unit.pk, "due_on": "2026-12-31", "note": "Đã gõ", **wrong}
    answer = signed_in(leader).post(f"{TABLE}{CLAUSE}/giao/", typed)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert "Đã gõ" in answer.content.decode()


def test_only_leaders_assign_and_deputies_see(signed_in, ward, clerk):
    assert signed_in(clerk).get(f"{TABLE}{CLAUSE}/giao/").status_code == 403
    assert signed_in(factories.staff(ward, "council_deputy")).get(TABLE).status_code == 200
    assert signed_in(factories.staff(ward, "group_leader")).get(TABLE).status_code == 403


def test_a_clause_that_the_resolution_does_not_have_is_not_assigned(signed_in, leader, unit, assigned):
    assert signed_in(leader).get(f"{TABLE}9.9/").status_code == 404
    with pytest.raises(Refused):
        assigned(unit, clause="9.9")


def test_a_unit_of_another_ward_is_refused(other_ward, assigned):
    with pytest.raises(Refused):
        assigned(factories.organisation(other_ward))


def test_open_duties_of_the_clause_follow_the_assignment(ward, unit, assigned):
    earlier, stranger = factories.organisation(ward), factories.organisation(ward)
    assigned(earlier, clause="2.2.đ")
    given = {"clause": CLAUSE, "due_on": days(3)}
    follows = [factories.duty(ward, unit=earlier, **given), factories.duty(ward, **given)]
    stays = [
        factories.duty(ward, unit=stranger, **given),
        factories.duty(ward, group=factories.group(ward), **given),
        factories.duty(ward, unit=earlier, **{**given, "clause": "2.2.c.4"}),
        factories.duty(ward, unit=earlier, state=State.FULFILLED, ended_on=TODAY, ended_at=clock.now(), **given),
    ]
    before = [each.unit for each in stays]
    assigned(unit, clause="2.2.đ")
    for each in (*follows, *stays):
        each.refresh_from_db()
    assert [each.unit for each in follows] == [unit, unit]
    assert [each.unit for each in stays] == before


def test_a_part_that_is_assigned_by_itself_keeps_its_unit(ward, unit, assigned):
    whole, part = factories.organisation(ward), factories.organisation(ward)
    assigned(whole, clause="2.2.đ")
    assigned(part, clause=CLAUSE)
    duty = factories.duty(ward, clause=CLAUSE, due_on=days(3))
    assigned(unit, clause="2.2.đ")
    duty.refresh_from_db()
    assert duty.unit is None


def test_the_figure_counts_the_clauses_assigned_now(ward, unit, assigned):
    for clause in (CLAUSE, CLAUSE, "4.1"):
        assigned(unit, clause=clause)
    [figure] = [each for each in figures.of_clause("4.1") if each.key == "duties.clauses_assigned"]
    assert figures.read([figure], ward, TODAY)["duties.clauses_assigned"].value == 2
