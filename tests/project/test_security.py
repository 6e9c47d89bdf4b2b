"""What every answer carries, and what cannot be done too often."""

import pytest
from django.core import mail
from django.urls import reverse

from danchu.core.models import Notice
from danchu.project import settings as site
from danchu.project.environment import Environment
from tests.permissions import world as worlds
from tests.permissions.walking import Walker, undone

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet_refusals")]
HEADERS = {
    "X-Content-Type-Options": {"nosniff"},
    "X-Frame-Options": {"SAMEORIGIN", "DENY"},
    "Referrer-Policy": {"same-origin", "no-referrer"},
    "Cross-Origin-Opener-Policy": {"same-origin"},
}
FILE_POLICY = "default-src 'none'"
"""Of files that people sent in: nothing in them runs or loads."""
SUBSCRIBE = "/dang-ky-nhan-tin/"


def is_page_policy(policy: str) -> bool:
    return "script-src 'self'" in policy and "object-src 'none'" in policy and "unsafe" not in policy


def test_every_page_carries_the_headers_that_protect_it():
    world = worlds.build()
    walker = Walker(world)
    bare = []
    for route in worlds.routes():
        with undone():
            answer = walker.client("công chức").get(walker.address(route))
        bare += [f"{route.name}: {name}" for name, right in HEADERS.items() if answer.get(name) not in right]
        policy = answer.get("Content-Security-Policy", "")
        if not (is_page_policy(policy) or policy.startswith(FILE_POLICY)):
            bare.append(f"{route.name}: Content-Security-Policy {policy!r}")
    assert bare == []


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
