"""Every form in which something is typed is done once, and says whether the device may keep what is typed."""

import re

import pytest
from django.forms import BaseForm, PasswordInput

from danchu.core.ui.in_memory import keeps_in_memory
from danchu.core.ui.unsent import is_secret
from tests.permissions import world as worlds
from tests.permissions.fields import Fields
from tests.permissions.test_routes import kept
from tests.permissions.test_strange_words import opened_by
from tests.permissions.walking import undone

FORM = re.compile(r"<form[^>]*method=.?post.*?</form>", re.DOTALL | re.IGNORECASE)
ONCE = 'name="_lan-gui" value="'
BY_THEMSELVES = {
    "discuss:meeting-room": "Steps have keys of their own: made with or without a connection, each is done once.",
    "discuss:meeting-item": "As in the room.",
    "discuss:meeting-door": "As in the room.",
    "discuss:online": "One voice a household, by the register of voices.",
    "discuss:read-papers": "Two people read each paper, each of them once.",
    "discuss:receipt": "It asks, and changes nothing.",
    "inspect:follow": "It asks, and changes nothing.",
    "portal:choose": "It chooses for this browser.",
    "ward:card": "The door.",
}
"""Pages whose forms are done once by another rule than by their token."""


def typed_in(form: str) -> bool:
    """Whether somebody types or chooses something in ``form``."""
    return any(each.kind != "choice" or len(each.choices) > 1 for each in Fields(form).found.values())


@pytest.mark.walk
@pytest.mark.parametrize("part", [each for each in worlds.parts() if not each.startswith("accounts")])
def test_every_form_carries_its_token_and_none_under_a_seal_is_kept_on_the_device(part, walker):
    rows, faults, needless = kept(), [], {each.name for each in worlds.parts()[part]} & {*BY_THEMSELVES}
    for route in (each for each in worlds.parts()[part] if each.is_own):
        with undone():
            page = walker.client(opened_by(rows[route.name])).get(walker.address(route))
        if page.streaming or "html" not in page.headers.get("Content-Type", ""):
            continue
        for form in FORM.findall(page.content.decode()):
            if typed_in(form) and ONCE not in form:
                needless.discard(route.name)
                if route.name not in BY_THEMSELVES:
                    faults.append(f"{route.name}: {form[:160]}")
            if "data-draft" in form and keeps_in_memory(page.wsgi_request.path):
                faults.append(f"{route.name} goes under a seal and is kept on the device")
    assert not faults, "\n".join(faults)
    assert not needless


def every(kind: type) -> set[type]:
    return {kind} | {each for one in kind.__subclasses__() for each in every(one)}


def test_the_name_of_each_field_for_a_secret_says_so():
    secret = {
        name
        for form in every(BaseForm)
        if form.__module__.startswith("danchu.")
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field.widget, PasswordInput)
    }
    assert secret
    assert {name for name in secret if not is_secret(name)} == set()
