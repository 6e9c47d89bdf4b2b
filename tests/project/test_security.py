"""Cookies, HTTPS, and what cannot be done too often."""

import pytest
from django.core import mail
from django.urls import reverse

from danchu.core.models import Notice
from danchu.project import settings as site
from danchu.project.environment import Environment

pytestmark = pytest.mark.django_db
SUBSCRIBE = "/dang-ky-nhan-tin/"


def test_cookies_of_a_site_under_https_are_for_https_and_for_the_site_only(client, settings, ward):
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    answer = client.get(reverse(settings.LOGIN_URL))
    for cookie in answer.cookies.values():
        assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Lax")
    assert "csrftoken" in answer.cookies


def test_https_is_the_rule_and_only_a_demonstration_goes_without():
    assert Environment({}).flag("DANCHU_HTTPS", default=True)
    assert site.SESSION_COOKIE_HTTPONLY
    assert site.CSRF_COOKIE_HTTPONLY


def test_nobody_floods_a_mailbox_and_nobody_learns_that_it_was_full(client, ward):
    answers = [client.post(SUBSCRIBE, {"email": "ba.tam@example.vn"}) for _ in range(5)]
    assert [each.status_code for each in answers] == [302] * 5
    assert Notice.objects.count() == 3
    assert len(mail.outbox) <= 3


def test_one_network_does_not_ask_for_letters_without_end(client, ward, settings):
    settings.SIGN_IN_LIMITS = {**settings.SIGN_IN_LIMITS, "letter-network": (2, 3600)}
    answers = [client.post(SUBSCRIBE, {"email": f"dan{number}@example.vn"}) for number in range(3)]
    assert [each.status_code for each in answers] == [302, 302, 422]
    assert "Hãy đợi một giờ" in answers[2].content.decode()
