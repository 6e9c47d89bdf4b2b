"""The page of the resolution, the page of a clause and the command: the text, what is done, the figures."""

import json
import re
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from danchu.core import figures
from danchu.core.models import Subscription
from danchu.duties.actions.assignments import assign_clause
from danchu.lib import clock
from danchu.resolution import queries
from danchu.resolution.clauses import load_clauses
from danchu.resolution.text import load_resolution
from tests import factories
from tests.know.conftest import morning

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 20)


@pytest.fixture(autouse=True)
def _in_march():
    with clock.travel_to(morning(TODAY)):
        yield


def text_of(response) -> str:
    return response.content.decode()


def page(client, **query) -> str:
    response = client.get(reverse("resolution:page"), query)
    assert response.status_code == 200
    return text_of(response)


def clause(client, slug, **query):
    return client.get(reverse("resolution:clause", args=[slug]), query)


def test_the_page_holds_every_word_of_the_resolution(client, ward):
    shown = re.sub(r"<[^>]+>", "", page(client)).replace("&quot;", '"')
    for node in load_resolution().nodes():
        for words in (node.heading, *node.text.splitlines()):
            assert words in shown


def test_every_clause_can_be_linked_to_and_leads_to_its_page(client, ward):
    shown = page(client)
    for each in load_clauses():
        assert f'id="{each.slug}"' in shown
        assert reverse("resolution:clause", args=[each.slug]) in shown
        assert each.does in shown
        assert clause(client, each.slug).status_code == 200


def test_the_page_shows_the_live_figures(client, published):
    published()
    shown = page(client)
    assert "Nội dung đã công khai" in shown
    assert '<dd>1 <span class="unit">nội dung</span></dd>' in shown
    assert '<dd>100 <span class="unit">%</span></dd>' in shown


def test_the_page_costs_few_queries_whatever_there_is(client, ward, django_assert_max_num_queries):
    page(client)
    with django_assert_max_num_queries(4):
        page(client)


def test_every_clause_costs_few_queries_for_staff_too(signed_in, ward, leader, django_assert_max_num_queries):
    client = signed_in(leader)
    for each in load_clauses():
        with django_assert_max_num_queries(8):
            clause(client, each.slug)


def test_a_clause_says_who_answers_for_it_until_when(client, ward, leader):
    unit = factories.organisation(ward, name="Văn phòng HĐND và UBND")
    assign_clause(ward=ward, clause="2.2.c.4", unit=unit, due_on=date(2026, 12, 31), by=leader, at=clock.now())
    shown = text_of(clause(client, "2.2.c.4"))
    assert "Văn phòng HĐND và UBND" in shown
    assert "31/12/2026" in shown
    assert "chưa phân công" in text_of(clause(client, "4.1"))


def test_a_clause_leads_to_the_records_behind_its_figure(client, published):
    disclosure = published(title="Danh sách hộ nghèo")
    shown = text_of(clause(client, "2.2.c.4"))
    assert reverse("know:disclosures") in shown
    assert "Danh sách hộ nghèo" in shown
    assert disclosure.get_absolute_url() in shown


def test_records_with_personal_data_are_counted_and_not_shown(client, ward):
    Subscription.objects.create(ward=ward, email="bi-mat@example.com", asked_at=clock.now(), confirmed_at=clock.now())
    shown = text_of(clause(client, "2.2.b.2"))
    assert '<dd>1 <span class="unit">người</span></dd>' in shown
    assert "bi-mat" not in shown


def test_records_are_listed_only_for_those_who_may_open_their_page(client, ward, officer, signed_in):
    household = factories.household(factories.group(ward, name="Tổ dân phố Phố Cò"))
    assert "Tổ dân phố Phố Cò" not in text_of(clause(client, "1.1"))
    shown = text_of(clause(signed_in(officer), "1.1"))
    assert "Tổ dân phố Phố Cò" in shown
    assert household.group.get_absolute_url() in shown


def test_a_planned_clause_says_plainly_that_it_is_not_there_yet(client, ward):
    shown = text_of(clause(client, "2.2.a.2"))
    assert "Chưa có trong phần mềm" in shown
    assert '<span class="unit">' not in shown


def test_an_earlier_day_shows_the_text_of_that_day_without_figures(client, ward):
    shown = page(client, ngay="2026-01-01")
    assert "văn bản có hiệu lực ngày 01/01/2026" in shown
    assert '<span class="unit">' not in shown
    assert "văn bản có hiệu lực ngày 01/01/2026" in page(client, ngay="1/1/2026")
    assert "chưa có nghị quyết nào có hiệu lực" in page(client, ngay="2025-12-18")
    assert clause(client, "2.2.c.4", ngay="2025-12-18").status_code == 404


@pytest.mark.parametrize("day", ["", "hôm qua", "2026-13-45", "99999999999"])
def test_a_day_that_cannot_be_read_is_today(client, ward, day):
    assert "Số liệu tính lúc" in page(client, ngay=day)


@pytest.mark.parametrize("slug", ["9.9", "2.2", "noi-nhan.1", "<script>", "..", "2.2.z.1"])
def test_there_is_no_page_of_what_is_no_clause(client, ward, slug):
    assert clause(client, slug).status_code == 404


def test_figures_of_another_ward_are_its_own(client, published, other_ward):
    published(title="Chỉ của phường này")
    shown = text_of(client.get(reverse("resolution:clause", args=["2.2.c.4"]), headers={"host": "lang-gieng.example"}))
    assert "Chỉ của phường này" not in shown
    assert '<dd>0 <span class="unit">nội dung</span></dd>' in shown


def test_a_figure_of_the_data_counts_its_entries(ward):
    edition = queries.in_force(TODAY)
    reading = queries.readings(tuple(edition.clauses), ward, TODAY)["resolution.clauses_built"]
    assert reading.value == sum(each.built for each in load_clauses())


def test_figures_know_the_late_and_the_never_disclosed(ward, published, drafted):
    published()
    drafted(on=date(2026, 3, 3))
    edition = queries.in_force(TODAY)
    reading = queries.readings(tuple(edition.clauses), ward, TODAY)["know.disclosures_on_time"]
    assert (reading.value, reading.part, reading.records) == (50.0, 1, 2)


def command(**options) -> str:
    out = StringIO()
    call_command("clauses", stdout=out, **options)
    return out.getvalue()


def test_the_command_tells_machines_of_every_clause(published):
    published()
    answer = json.loads(command(json=True))
    assert list(answer) == [each.id for each in load_clauses()]
    known = answer["2.2.c.4"]
    assert {"title", "package", "figure", "unit", "records", "figures"} <= set(known)
    assert (known["figure"], known["unit"], known["records"], known["package"]) == (
        1,
        "nội dung",
        1,
        "know, discuss, act",
    )
    assert [each["key"] for each in known["figures"]][:2] == ["know.disclosures", "know.disclosures_on_time"]
    planned = answer["2.2.a.1"]
    assert (planned["figure"], planned["records"]) == (None, 0)


def test_the_command_tells_people_too(published):
    published()
    told = command()
    assert "Nội dung đã công khai: 1 nội dung (1 hồ sơ)" in told
    assert "chưa có trong phần mềm" in told


def test_the_command_asks_for_the_ward_when_there_are_several_or_none(db):
    with pytest.raises(CommandError, match="Chưa có phường"):
        command()
    factories.ward()
    factories.ward(code="99999", host="lang-gieng.example")
    with pytest.raises(CommandError, match="--ward"):
        command()
    assert json.loads(command(ward="99999", json=True))


def test_every_built_figure_is_declared_with_the_same_words_and_none_else_is():
    promised = {
        figure.key: (clause.id, figure.label, figure.unit)
        for clause in load_clauses()
        for figure in clause.figures
        if figure.built
    }
    declared = {each.key: (each.clause, each.label, each.unit) for each in figures.every()}
    assert declared == promised
