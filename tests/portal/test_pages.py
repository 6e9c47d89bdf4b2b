"""Search over everything, the pages of words, and what programs ask for."""

import os
import subprocess
import sys
from datetime import date

import pytest
from django.conf import settings
from django.urls import reverse

from danchu.core.models import Subscription
from danchu.lib import clock
from danchu.matters.models import Matter
from danchu.portal.views.subscriptions import key_of
from tests import factories
from tests.know.conftest import morning

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_march():
    with clock.travel_to(morning(date(2026, 3, 20))):
        yield


def found(client, asked) -> str:
    response = client.get(reverse("portal:search"), {"q": asked})
    assert response.status_code == 200
    return response.content.decode()


def test_one_search_finds_disclosures_matters_groups_and_clauses_without_tone_marks(client, ward, published):
    published(title="Quyết toán Quỹ Vì người nghèo")
    Matter.objects.create(ward=ward, title="Sửa đường ngõ 12", opened_at=clock.now())
    factories.group(ward, code="PC", name="Tổ dân phố Phố Cò")
    assert "Quyết toán Quỹ Vì người nghèo" in found(client, "quy vi nguoi ngheo")
    assert "Sửa đường ngõ 12" in found(client, "sua duong ngo")
    assert reverse("portal:group", args=["PC"]) in found(client, "pho co")
    clauses = found(client, "hom thu dien tu")
    assert reverse("resolution:clause", args=["2.2.dd.4"]) in clauses
    assert "Gạch đầu dòng thứ 4 điểm đ khoản 2 Điều 2" in clauses


def test_an_article_is_found_by_its_heading(client, ward):
    assert reverse("resolution:page") + "#2.1" in found(client, "muc dich yeu cau")


def test_a_search_without_an_answer_says_what_to_try(client, ward):
    assert "Thử ít từ hơn" in found(client, "xyzxyz")
    assert "Không tìm thấy" not in found(client, "")
    assert "<script>" not in found(client, "<script>alert(1)</script>")


def test_many_answers_lead_to_the_register(client, published):
    for place in range(11):
        published(title=f"Thông báo số {place}")
    assert f"{reverse('know:disclosures')}?q=thong+bao" in found(client, "thong bao")


def test_a_search_costs_few_queries(client, published, django_assert_max_num_queries):
    published()
    with django_assert_max_num_queries(8):
        found(client, "danh sach")


@pytest.mark.parametrize("name", ["portal:guide", "portal:accessibility", "portal:subscribe", "portal:my-group"])
def test_pages_of_words_are_linked_from_every_page(client, ward, name):
    assert f'href="{reverse(name)}"' in client.get("/").content.decode()
    assert client.get(reverse(name)).status_code == 200


def test_help_names_the_phone_of_the_ward(client, ward):
    ward.phone = "0208 3861 234"
    ward.save()
    for name in ("portal:guide", "portal:accessibility"):
        assert "tel:0208 3861 234" in client.get(reverse(name)).content.decode()


def test_search_engines_are_led_to_what_is_public_and_to_nothing_else(client, published, drafted):
    public, draft = published(), drafted(title="Bản nháp")
    robots = client.get("/robots.txt").content.decode()
    assert "Disallow: /ban-lam-viec/" in robots
    assert "Sitemap: http://testserver/sitemap.xml" in robots
    listed = client.get("/sitemap.xml").content.decode()
    assert public.get_absolute_url() in listed
    assert f"{draft.get_absolute_url()}<" not in listed
    assert "/ban-lam-viec/" not in listed


def test_the_sitemap_of_a_ward_holds_nothing_of_another(client, published, other_ward):
    public = published()
    listed = client.get("/sitemap.xml", headers={"host": "lang-gieng.example"}).content.decode()
    assert public.get_absolute_url() not in listed
    assert "https://lang-gieng.example/" in listed or "http://lang-gieng.example/" in listed


def test_old_browsers_find_the_icon(client, ward):
    assert client.get("/favicon.ico")["Location"].endswith(".svg")


def test_a_subscription_is_asked_for_confirmed_and_ended(client, ward, mailoutbox):
    address = reverse("portal:subscribe")
    client.post(address, {"email": "dan@example.com"})
    wish = Subscription.objects.get(email="dan@example.com")
    confirm = reverse("portal:confirm", args=[key_of(wish)])
    assert client.get(confirm).status_code == 200
    wish.refresh_from_db()
    assert wish.confirmed_at is None
    client.post(confirm)
    wish.refresh_from_db()
    assert wish.confirmed_at
    client.post(reverse("portal:leave", args=[key_of(wish)]))
    assert not Subscription.objects.filter(email="dan@example.com").exists()
    assert client.get(reverse("portal:confirm", args=["1.khong-dung"])).status_code == 404


EMBEDDED = """
from django.conf import settings
print(any("XFrameOptions" in each for each in settings.MIDDLEWARE), settings.SECURE_CSP["frame-ancestors"])
"""


@pytest.mark.parametrize(("portals", "told"), [("", "True"), ("https://bachquang.thainguyen.gov.vn", "False")])
def test_a_portal_that_embeds_the_site_is_not_stopped_by_the_older_header(tmp_path, portals, told):
    chosen = {**os.environ, "DANCHU_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "danchu.project.settings"}
    chosen |= {"DANCHU_EMBEDDED_IN": portals} if portals else {}
    said = subprocess.run([sys.executable, "-c", EMBEDDED], env=chosen, capture_output=True, text=True, check=True)
    assert said.stdout.startswith(told)
    assert portals in said.stdout
    assert settings.X_FRAME_OPTIONS == "SAMEORIGIN"
