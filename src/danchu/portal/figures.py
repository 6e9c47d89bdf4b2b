"""Live figures of the public portal (2.2.b.2 and 2.2.đ.2)."""

from datetime import date

from django.urls import reverse

from danchu.core.figures import Measure, figure
from danchu.core.models import Subscription, Ward
from danchu.know import queries as know


@figure(key="portal.subscribers", clause="2.2.b.2", label="Người đăng ký nhận tin", unit="người")
def subscribers(ward: Ward, on: date) -> Measure:
    return Measure(Subscription.objects.filter(ward=ward, confirmed_at__isnull=False, ended_at=None))


@figure(key="portal.published", clause="2.2.đ.2", label="Nội dung đang đăng trên chuyên mục", unit="nội dung")
def published(ward: Ward, on: date) -> Measure:
    return Measure(know.published(ward), url=reverse("know:disclosures"))
