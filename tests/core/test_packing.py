"""Pages go out packed; what is packed already, or packed later, does not."""

import gzip

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db
PACKED = {"HTTP_ACCEPT_ENCODING": "gzip, br"}


def test_the_page_of_somebody_signed_in_goes_out_packed(signed_in, officer):
    page = signed_in(officer).get(reverse("duties:today"), **PACKED)
    assert page.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in page.headers["Vary"]
    assert officer.display_name in gzip.decompress(page.content).decode()


def test_the_length_of_a_page_tells_little_of_what_is_in_it(client, ward):
    lengths = {len(client.get("/dang-nhap/", **PACKED).content) for _ in range(12)}
    assert len(lengths) > 3


def test_who_cannot_unpack_gets_it_plain(client, ward):
    assert "Content-Encoding" not in client.get("/dang-nhap/").headers


def test_a_page_that_the_front_keeps_is_left_to_it(client, ward):
    assert "Content-Encoding" not in client.get("/", **PACKED).headers


def test_files_are_not_packed_again(signed_in, officer, ward):
    page = signed_in(officer).get("/ban-lam-viec/don-thu/?xuat=xlsx", **PACKED)
    assert page.status_code == 200
    assert "Content-Encoding" not in page.headers
