"""Live figures of what people send in: clause 2.2.c.2 and the intake of clause 2.2.e.3."""

from datetime import date

from django.urls import reverse

from danchu.core.figures import Measure, figure
from danchu.core.models import Ward
from danchu.inspect.models import Case
from danchu.inspect.queries_load import had_to_end, in_time

VIOLATIONS = "vi-pham-dan-chu"
"""The code of the topic of ``data/topics.toml`` under which breaches of the Law on grassroots democracy come in."""


@figure(key="inspect.cases", clause="2.2.c.2", label="Đơn thư, phản ánh đã nhận", unit="vụ việc")
def cases(ward: Ward, on: date) -> Measure:
    received = Case.objects.filter(ward=ward, received_on__lte=on)
    return Measure(received, url=f"{reverse('inspect:desk')}?trang-thai=tat-ca")


@figure(key="inspect.cases_in_time", clause="2.2.c.2", label="Đơn thư, phản ánh giải quyết đúng hạn", unit="%")
def cases_in_time(ward: Ward, on: date) -> Measure:
    """Of what was settled, and of what should have been by that day."""
    ended = had_to_end(ward, on)
    return Measure(ended, in_time(ended), f"{reverse('inspect:desk')}?trang-thai=dung-han")


@figure(key="inspect.violations_reported", clause="2.2.e.3", label="Tin báo vi phạm đã nhận", unit="tin")
def violations_reported(ward: Ward, on: date) -> Measure:
    reported = Case.objects.filter(ward=ward, topic__code=VIOLATIONS, received_on__lte=on)
    return Measure(reported, url=f"{reverse('inspect:desk')}?trang-thai=tat-ca&linh-vuc-ma={VIOLATIONS}")
