"""What is kept for security only goes once its time is over."""

from datetime import timedelta

import pytest

from danchu.core.daily import make_round
from danchu.core.models import LimitCount
from danchu.lib import clock
from danchu.ward.models import SignInCode, SignInRecord

pytestmark = pytest.mark.django_db


def test_the_daily_round_forgets_old_sign_ins_codes_and_limits_and_keeps_fresh_ones(ward, settings):
    now = clock.now()
    for days in (settings.SIGN_IN_RECORD_DAYS + 2, 1):
        SignInRecord.objects.create(
            ward=ward, at=now - timedelta(days=days), way=SignInRecord.Way.PHONE, succeeded=False
        )
    for key, hours in (("a", -48), ("b", 48)):
        moment = now + timedelta(hours=hours)
        SignInCode.objects.create(ward=ward, phone_hash=key, code_hash=key, issued_at=now, expires_at=moment)
        LimitCount.objects.create(key=key, count=1, until=moment)
    assert make_round(clock.local_day(now)) == 0
    assert [SignInRecord.objects.count(), SignInCode.objects.get().code_hash, LimitCount.objects.get().key] == [
        1,
        "b",
        "b",
    ]
