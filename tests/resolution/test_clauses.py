"""The table of clauses: complete, honest about what is not built, and refused when faulty."""

import pytest

from danchu.resolution.clauses import BUILT, NOT_YET, STEPS, clauses_in, load_clauses
from danchu.resolution.text import Kind, load_resolution
from statute.tables import LawDataError, parse_data
from tests.resolution.test_text import BEGINNINGS

GOOD = {
    "id": '"4.1"',
    "title": '"Giao việc"',
    "does": '"Giao việc cho đơn vị."',
    "packages": '["duties"]',
    "steps": '["enable"]',
    "status": '"built"',
}
FIGURE = (
    '[[clause.figure]]\nkey = "duties.on_time"\nlabel = "Đúng hạn"\nunit = "%"\nhow = "Việc đúng hạn trên tất cả."\n'
)


def read(*entries: dict[str, str], figure: str = ""):
    body = "".join("[[clause]]\n" + "".join(f"{k} = {v}\n" for k, v in each.items()) + figure for each in entries)
    return clauses_in(parse_data(body, "test.toml"), load_resolution())


def test_the_table_holds_exactly_the_clauses_asked_for_in_the_order_of_the_text():
    assert [clause.id for clause in load_clauses()] == list(BEGINNINGS)


def test_every_measure_and_every_task_of_the_text_has_its_entry():
    measures = {node.id for node in load_resolution().find("2.2").walk() if node.kind is Kind.DASH}
    assert measures <= {clause.id for clause in load_clauses()}


def test_what_is_built_is_what_runs_and_the_rest_says_so_plainly():
    built = {clause.id for clause in load_clauses() if clause.built}
    assert built == {
        "1.1",
        "1.2.a",
        "1.2.b",
        "2.2.b.2",
        "2.2.c.1",
        "2.2.c.2",
        "2.2.c.4",
        "2.2.c.5",
        "2.2.c.6",
        "2.2.đ.2",
        "2.2.đ.4",
        "2.2.e.3",
        "4.1",
        "5",
        "noi-nhan",
    }
    for clause in load_clauses():
        assert clause.does.startswith(NOT_YET) == (not clause.built)
        assert all(clause.built or not each.built for each in clause.figures)


def test_a_clause_built_in_part_says_what_is_still_to_come():
    for name in ("2.2.b.2", "2.2.c.4", "2.2.đ.2"):
        clause = load_clauses().find(name)
        assert clause.remainder
        assert {each.status for each in clause.figures} == {"built", "planned"}


def test_every_clause_has_a_live_figure_with_name_and_unit():
    for clause in load_clauses():
        assert clause.figures
        assert all(each.label and each.unit for each in clause.figures)


def test_every_step_of_the_motto_is_served_and_the_motto_clause_serves_all_six():
    assert {step for clause in load_clauses() for step in clause.steps} == set(STEPS)
    assert set(load_clauses().find("2.2.c.4").steps) == set(STEPS) - {"enable"}
    assert "4.1" in {clause.id for clause in load_clauses().of_step("enable")}


def test_a_clause_is_found_by_its_slug():
    assert load_clauses().find("2.2.dd.3").id == "2.2.đ.3"
    assert load_clauses().find("9.9") is None


def test_a_good_entry_is_read():
    (clause,) = read(GOOD, figure=FIGURE)
    assert (clause.id, clause.package, clause.step_names) == ("4.1", "duties", ("Bảo đảm",))
    assert clause.figures[0].status == BUILT


@pytest.mark.parametrize(
    "change",
    [
        {"id": '"2.2.z.1"'},
        {"id": '"2.2.dd.1"'},
        {"title": '" "'},
        {"status": '"half"'},
        {"does": f'"{NOT_YET} Sẽ có."'},
        {"status": '"planned"'},
        {"status": '"planned"', "does": f'"{NOT_YET} Sẽ có."', "remainder": '"Còn nữa."'},
        {"steps": '["biết"]'},
        {"steps": "[]"},
        {"packages": "[]"},
        {"packages": '["Know"]'},
    ],
    ids=str,
)
def test_a_faulty_entry_is_refused(change):
    with pytest.raises(LawDataError):
        read(GOOD | change)


def test_a_clause_twice_or_out_of_order_is_refused():
    with pytest.raises(LawDataError, match="twice"):
        read(GOOD, GOOD)
    with pytest.raises(LawDataError, match="order"):
        read(GOOD, GOOD | {"id": '"3"'})


def test_a_figure_of_two_clauses_a_misspelt_key_or_a_built_figure_of_a_planned_clause_is_refused():
    with pytest.raises(LawDataError, match="another clause"):
        read(GOOD, GOOD | {"id": '"4.2"'}, figure=FIGURE)
    with pytest.raises(LawDataError, match="no key"):
        read(GOOD, figure=FIGURE.replace("duties.on_time", "đúng hạn"))
    planned = GOOD | {"status": '"planned"', "does": f'"{NOT_YET} Sẽ có."'}
    with pytest.raises(LawDataError, match="planned clause"):
        read(planned, figure=FIGURE + 'status = "built"\n')
