"""What the ward can say of itself: clauses 1.1, 1.2.a and 1.2.b."""

from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from danchu.core.figures import Measure, figure
from danchu.core.models import Ward
from danchu.lib import clock
from danchu.ward.models import Delivery, Household, Mandate, Organisation, Person, ResidentialGroup
from danchu.ward.queries import assigned, on_roll, running


def _existing(day: date) -> Q:
    return Q(retired_on=None) | Q(retired_on__gt=day)


@figure(key="ward.groups", clause="1.1", label="Tổ dân phố", unit="tổ")
def groups(ward: Ward, on: date) -> Measure:
    return Measure(ResidentialGroup.objects.filter(_existing(on), ward=ward), url=reverse("ward:groups"))


@figure(key="ward.households", clause="1.1", label="Hộ gia đình", unit="hộ")
def households(ward: Ward, on: date) -> Measure:
    return Measure(Household.objects.filter(on_roll(on), ward=ward), url=reverse("ward:households"))


@figure(key="ward.residents", clause="1.1", label="Nhân khẩu", unit="người")
def residents(ward: Ward, on: date) -> Measure:
    """Those who hold an office without living here are people, not residents."""
    rows = Person.objects.filter(on_roll(on), ward=ward, household__isnull=False)
    return Measure(rows, url=reverse("ward:people"))


@figure(key="ward.organisations", clause="1.2.a", label="Cơ quan, đơn vị, tổ chức", unit="đơn vị")
def organisations(ward: Ward, on: date) -> Measure:
    return Measure(Organisation.objects.filter(_existing(on), ward=ward), url=reverse("ward:organisations"))


@figure(key="ward.organisations_assigned", clause="1.2.a", label="Đơn vị đã giao người phụ trách", unit="%")
def organisations_assigned(ward: Ward, on: date) -> Measure:
    rows = Organisation.objects.filter(_existing(on), ward=ward)
    return Measure(rows, part=assigned(rows, on), url=reverse("ward:organisations"))


@figure(key="ward.office_holders", clause="1.2.b", label="Người đang giữ chức danh, vai trò", unit="người")
def office_holders(ward: Ward, on: date) -> Measure:
    holds = Exists(Mandate.objects.filter(running(on), person=OuterRef("pk")))
    return Measure(Person.objects.filter(holds, ward=ward), url=reverse("ward:mandates"))


@figure(key="ward.documents_acknowledged", clause="noi-nhan", label="Nơi nhận đã xác nhận", unit="%")
def documents_acknowledged(ward: Ward, on: date) -> Measure:
    sent = Delivery.objects.filter(ward=ward, sent_at__lt=clock.moment_on(on, 24))
    return Measure(sent, part=sent.filter(acknowledged_at__isnull=False), url=reverse("ward:deliveries"))
