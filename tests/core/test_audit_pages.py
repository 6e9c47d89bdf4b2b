"""Reading the trail: finding an act, seeing what it changed, having the chain checked."""

import inspect
from datetime import date

import pytest
from django.apps import apps

from danchu.core import official
from danchu.core.actions.subscriptions import ask_to_be_told
from danchu.core.actors import SYSTEM, VISITOR
from danchu.core.audit_words import ARGUMENTS, field_words
from danchu.core.models import AuditCheck, AuditEntry, AuditSecret, SentForm, Ward, WardOwned
from danchu.core.views.audit import Audit
from danchu.lib import clock
from danchu.matters.actions.matters import close_matter, open_matter
from tests import factories
from tests.architecture.test_rooms import ORDER, action_modules

pytestmark = pytest.mark.django_db
TRAIL, CHECKS = "/nhat-ky/", "/nhat-ky/kiem-tra/"
MARCH, APRIL = clock.moment_on(date(2026, 3, 2), 9), clock.moment_on(date(2026, 4, 2), 9)


@pytest.fixture
def auditor(ward):
    return factories.staff(ward, "auditor")


@pytest.fixture
def deputy(ward):
    return factories.staff(ward, "council_deputy")


@pytest.fixture
def road(ward, officer):
    """A matter that the officer opened in March and closed in April."""
    road = open_matter(ward=ward, title="Làm đường tổ 5", by=officer, at=MARCH)
    open_matter(ward=ward, title="Xây nhà văn hóa", by=SYSTEM, at=MARCH)
    return close_matter(matter=road, note="Đã xong", by=officer, at=APRIL)


def shown(answer) -> list[str]:
    """The acts on the page with what they were about."""
    return [f"{row.action} {row.target_name}" for _, _, row in answer.context["lines"]]


def test_the_newest_act_comes_first_in_vietnamese_words(signed_in, auditor, road, officer):
    answer = signed_in(auditor).get(TRAIL)
    assert shown(answer)[0] in {"matters.close_matter Làm đường tổ 5", "matters.add_line Kết thúc: Đã xong"}
    page = answer.content.decode()
    for words in ("Kết thúc việc chung", "Việc: Làm đường tổ 5", officer.display_name, "Công chức phường"):
        assert words in page


def test_an_act_is_found_by_book_actor_act_day_target_and_words(signed_in, auditor, officer, road):
    client = signed_in(auditor)

    def found(**query) -> set[str]:
        return set(shown(client.get(TRAIL, query)))

    opened, built = "matters.open_matter Làm đường tổ 5", "matters.open_matter Xây nhà văn hóa"
    assert found(**{"hanh-vi": "matters.open_matter"}) == {opened, built}
    assert found(nguoi="khong") == {built}
    assert found(nguoi=officer.pk, den="2026-03-02") == {opened}
    assert opened not in found(tu="2026-03-03")
    assert found(so="ward") == set()
    assert found(q="lam duong", den="2026-03-31") == {opened}
    assert found(q=officer.display_name, den="2026-03-31") == {opened}
    assert {opened, built} < found(so="matters")
    assert found(**{"doi-tuong": f"matters.matter:{road.pk}"}) == {opened, "matters.close_matter Làm đường tổ 5"}


@pytest.mark.parametrize(
    "query",
    [
        {"tu": "hôm qua"},
        {"den": "9999-12-31"},
        {"so": "x"},
        {"nguoi": "9" * 40},
        {"doi-tuong": "a:b:c"},
        {"trang": "x"},
    ],
)
def test_nonsense_in_the_address_is_no_error(signed_in, auditor, road, query):
    assert signed_in(auditor).get(TRAIL, query).status_code == 200


def test_an_entry_shows_before_and_after_and_its_place_in_the_chain(signed_in, auditor, road):
    entry = AuditEntry.objects.get(action="matters.close_matter")
    answer = signed_in(auditor).get(entry.get_absolute_url())
    changes = {each.name: (each.before, each.after) for each in answer.context["changes"]}
    assert changes["Trạng thái"] == ("Đang thực hiện", "Đã kết thúc")
    assert changes["Kết thúc lúc"] == ("–", "09:00 02/04/2026")
    page = answer.content.decode()
    assert entry.digest in page
    assert entry.previous in page
    assert answer.context["before"].number == entry.number - 1


def test_from_an_entry_one_goes_to_the_history_of_its_target(signed_in, auditor, road):
    client = signed_in(auditor)
    entry = AuditEntry.objects.filter(action="matters.open_matter").order_by("pk").first()
    history = client.get(client.get(entry.get_absolute_url()).context["history"])
    assert len(shown(history)) == 2
    assert f"Việc số {road.pk}" in history.content.decode()


@pytest.fixture
def wish(ward):
    ask_to_be_told(ward=ward, email="hoa@example.vn", by=VISITOR, at=MARCH)
    return AuditEntry.objects.get(action="core.ask_to_be_told")


def test_personal_values_are_shown_to_auditors_only(signed_in, auditor, deputy, wish):
    assert "hoa@example.vn" in signed_in(auditor).get(wish.get_absolute_url()).content.decode()
    page = signed_in(deputy).get(wish.get_absolute_url()).content.decode()
    assert "hoa@example.vn" not in page
    assert "chỉ người kiểm tra nhật ký xem được" in page


def test_an_erased_personal_value_is_said_to_be_erased(signed_in, auditor, wish):
    AuditSecret.objects.all().delete()
    assert "đã xóa theo luật" in signed_in(auditor).get(wish.get_absolute_url()).content.decode()


def test_others_do_not_read_the_trail(signed_in, client, ward, officer, road):
    entry = AuditEntry.objects.first()
    for person in (officer, factories.resident(ward), factories.staff(ward, "group_leader")):
        for address in (TRAIL, CHECKS, entry.get_absolute_url()):
            assert signed_in(person).get(address).status_code == 403


def test_the_trail_of_another_ward_does_not_exist_here(signed_in, auditor, other_ward):
    open_matter(ward=other_ward, title="Việc bên kia", by=factories.staff(other_ward, "civil_servant"), at=MARCH)
    client = signed_in(auditor)
    assert shown(client.get(TRAIL)) == []
    assert client.get(AuditEntry.objects.get().get_absolute_url()).status_code == 404


def test_the_chain_is_checked_at_the_press_of_a_button_and_that_is_recorded(signed_in, auditor, road):
    client = signed_in(auditor)
    page = client.post(CHECKS, follow=True).content.decode()
    assert "Nguyên vẹn" in page
    assert auditor.display_name in page
    assert AuditEntry.objects.filter(action="core.ask_for_check", actor_id=auditor.pk).exists()
    check = AuditCheck.objects.get()
    assert (check.books, check.broken) == (2, [])


def test_a_broken_link_is_named_on_the_page(signed_in, auditor, road):
    AuditEntry.objects.filter(number=2).update(actor_name="Người khác")
    page = signed_in(auditor).post(CHECKS, follow=True).content.decode()
    assert "Sổ Việc chung, dòng số 2" in page
    assert "1 sổ bị sửa" in signed_in(auditor).get(TRAIL).content.decode()


def test_a_check_under_way_shows_how_far_it_is_and_is_not_started_twice(signed_in, auditor, ward):
    AuditCheck.objects.create(ward=ward, asked_at=clock.now(), total=4000, done=2000)
    page = signed_in(auditor).get(CHECKS).content.decode()
    assert 'value="2000" max="4000"' in page.replace(".", "")
    signed_in(auditor).post(CHECKS)
    assert AuditCheck.objects.count() == 1


def test_a_long_trail_costs_no_more_queries_and_is_counted_to_a_limit(
    signed_in, auditor, officer, road, django_assert_max_num_queries, monkeypatch
):
    monkeypatch.setattr(Audit, "most_counted", 40)
    for number in range(60):
        open_matter(ward=road.ward, title=f"Việc {number}", by=officer, at=MARCH)
    client = signed_in(auditor)
    with django_assert_max_num_queries(8):
        answer = client.get(TRAIL)
    assert "Hơn 40 dòng" in answer.content.decode()
    assert answer.context["page"].paginator.num_pages == 2
    with django_assert_max_num_queries(8):
        client.get(AuditEntry.objects.first().get_absolute_url())


def test_what_was_typed_cannot_become_script(signed_in, auditor, officer, ward):
    open_matter(ward=ward, title="<script>alert(1)</script>", by=officer, at=MARCH)
    client = signed_in(auditor)
    for address in (TRAIL, AuditEntry.objects.get().get_absolute_url()):
        assert "<script>alert" not in client.get(address).content.decode()


def test_everything_that_enters_the_trail_has_vietnamese_words():
    list(action_modules())
    wordless = set()
    for model in apps.get_models():
        if (
            model._meta.app_label in ORDER
            and issubclass(model, (Ward, WardOwned))
            and not model.__name__.startswith("Audit")
            and model is not SentForm  # what forms remember of their sending is no official act
        ):
            untold = getattr(model, "audit_untold", ())
            fields = [each for each in model._meta.concrete_fields if each.name not in untold and not each.primary_key]
            wordless |= {f"{model.__name__}.{each.name}" for each in fields if field_words(each) == each.name}
    columns = {each.name for model in apps.get_models() for each in model._meta.concrete_fields}
    for name, act in official.REGISTRY.items():
        if name.startswith("demo."):
            continue  # they build the demonstration, where nobody audits
        told = [*inspect.signature(inspect.unwrap(act)).parameters][1:]
        wordless |= {f"{name}({each})" for each in told if each not in {"by", "at", *ARGUMENTS, *columns}}
    assert sorted(wordless) == []
