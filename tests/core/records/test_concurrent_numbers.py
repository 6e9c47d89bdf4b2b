"""Many officers issue at once: no number is missing, none is given twice."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from danchu.core.actions.documents import issue_document, withdraw_document
from danchu.core.models import OfficialDocument
from danchu.core.refusals import Refused
from tests.core.records.conftest import AT

WORKERS, EACH = 4, 5


@pytest.mark.django_db(transaction=True)
def test_numbers_have_no_gap_and_no_double_when_many_issue_at_once(drafted, chair, officer):
    drafts = [drafted() for _ in range(WORKERS * EACH)]

    def issue(some) -> None:
        try:
            for place, document in enumerate(some):
                fresh = OfficialDocument.objects.get(pk=document.pk)
                if place == 1:
                    with pytest.raises(Refused):
                        issue_document(document=fresh, signer="Không ai cả", by=officer, at=AT)
                issue_document(document=fresh, signer=chair, by=officer, at=AT)
                if place == 2:
                    withdraw_document(document=fresh, reason="Nhầm", by=officer, at=AT)
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(issue, [drafts[start::WORKERS] for start in range(WORKERS)]))
    numbers = sorted(OfficialDocument.objects.values_list("number", flat=True))
    assert numbers == list(range(1, WORKERS * EACH + 1))
