"""What the tests of documents share: a kind of document of this test's own, about a residential group."""

from datetime import date

import pytest

from danchu.core.actions.documents import prepare_document
from danchu.core.records import kinds
from danchu.core.records.source import Source, party_of
from danchu.lib import clock
from danchu.ward import queries as ward_queries
from tests import factories

DAY = date(2026, 3, 2)
AT = clock.moment_on(DAY, 9)
LETTER, MINUTES = "know.test-letter", "know.test-minutes"


@pytest.fixture(autouse=True)
def _kinds(monkeypatch):
    monkeypatch.setattr(kinds, "_KINDS", dict(kinds._KINDS))
    shared = {
        "template": "",
        "target": "ward.residentialgroup",
        "access": ward_queries.access_group,
        "variables": lambda group: {},
        "address": lambda user, group: "/",
    }
    kinds.declare(
        LETTER,
        letters="TB",
        label="thông báo thử",
        policy="ward.change_groups",
        signers=ward_queries.committee_signers,
        is_public=True,
        **shared,
    )
    kinds.declare(MINUTES, letters="BB", label="biên bản thử", policy="ward.change_groups", **shared)


@pytest.fixture
def group(ward):
    return factories.group(ward)


@pytest.fixture
def chair(leader):
    """The name of the one who signs."""
    return leader.person.full_name


def letter(**given) -> Source:
    return Source(
        **{"subject": "Nghỉ lễ", "body": "Phường **nghỉ**.", "recipients": ("Như trên;", "Lưu: VT."), **given}
    )


def minutes(**given) -> Source:
    return letter(parties=(party_of("BÊN A", "Lê Thị An"), party_of("BÊN B")), **given)


@pytest.fixture
def drafted(ward, officer, group):
    def draft(kind=LETTER, source=None):
        return prepare_document(ward=ward, kind=kind, target=group, source=source or letter(), by=officer, at=AT)

    return draft
