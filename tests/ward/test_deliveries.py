"""An issued document goes to those it names; they open it and say that it arrived."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from danchu.core.actions.documents import issue_document, prepare_document, withdraw_document
from danchu.core.models import AuditEntry
from danchu.core.records import kinds
from danchu.core.records.source import Source
from danchu.core.refusals import Refused
from danchu.lib import clock
from danchu.ward import queries as ward_queries
from danchu.ward.actions.deliveries import acknowledge_delivery, deliver_document
from danchu.ward.figures import documents_acknowledged
from danchu.ward.models import Delivery
from danchu.ward.queries_deliveries import incoming
from tests import factories

pytestmark = pytest.mark.django_db
KIND = "know.test-letter"


@pytest.fixture
def group(ward):
    return factories.group(ward, name="Tổ dân phố Tân Thành 1")


@pytest.fixture
def school(ward):
    return factories.organisation(ward, name="Trường Trung học cơ sở Bách Quang")


@pytest.fixture
def teacher(ward, school):
    return factories.staff(ward, "assigned_officer", organisation=school)


@pytest.fixture
def document(ward, group, officer, leader, monkeypatch):
    monkeypatch.setattr(kinds, "_KINDS", dict(kinds._KINDS))
    kinds.declare(
        KIND,
        letters="TB",
        label="thông báo thử",
        policy="ward.change_groups",
        signers=ward_queries.committee_signers,
        template="",
        target="ward.residentialgroup",
        access=ward_queries.access_group,
        variables=lambda group: {},
        address=lambda user, group: "/",
    )
    source = Source(
        subject="Lịch nghỉ lễ",
        body="Kính gửi các đơn vị.",
        recipients=("Trường Trung học cơ sở Bách Quang;", "Lưu: VT."),
    )
    told = {"by": officer, "at": clock.now()}
    draft = prepare_document(ward=ward, kind=KIND, target=group, source=source, **told)
    return issue_document(document=draft, signer=leader.person.full_name, **told)


def test_the_page_ticks_whom_the_document_names_and_sends_it_once(signed_in, officer, document, school, group):
    client, address = signed_in(officer), reverse("ward:deliver", args=[document.pk])
    assert f'value="{school.pk}"' in client.get(address).content.decode()
    assert client.get(address).context["form"].initial["organisations"] == [school.pk]
    for _ in range(2):
        client.post(address, {"organisations": [school.pk], "groups": [group.pk]})
    assert Delivery.objects.count() == 2
    assert "Chưa xem" in client.get(address).content.decode()


def test_nobody_chosen_is_said_beside_the_choice(signed_in, officer, document):
    answer = signed_in(officer).post(reverse("ward:deliver", args=[document.pk]), {})
    assert answer.status_code == 422
    assert "ít nhất một nơi nhận" in answer.content.decode()


def test_who_receives_opens_it_and_says_that_it_arrived(signed_in, officer, teacher, document, school):
    deliver_document(document=document, organisations=[school], by=officer, at=clock.now())
    client = signed_in(teacher)
    assert "Lịch nghỉ lễ" in client.get(reverse("ward:incoming")).content.decode()
    delivery = Delivery.objects.get()
    page = client.get(delivery.get_absolute_url()).content.decode()
    assert "Kính gửi các đơn vị." in page
    delivery.refresh_from_db()
    assert delivery.standing == "Đã xem, chưa xác nhận"
    client.post(delivery.get_absolute_url())
    delivery.refresh_from_db()
    assert (delivery.standing, delivery.acknowledged_by) == ("Đã xác nhận", teacher)
    assert AuditEntry.objects.filter(action="ward.open_delivery").count() == 1


def test_several_are_acknowledged_at_once_and_those_that_were_before_are_named(
    signed_in, officer, teacher, document, school, ward, group
):
    deliver_document(document=document, organisations=[school], groups=[group], by=officer, at=clock.now())
    mine, elsewhere = Delivery.objects.get(organisation=school), Delivery.objects.get(group=group)
    client = signed_in(teacher)
    address = f"{reverse('ward:acknowledge-incoming')}?chon={mine.pk}&chon={elsewhere.pk}"
    assert f'name="chon" value="{mine.pk}"' in client.get(reverse("ward:incoming")).text
    page = client.get(address)
    assert str(mine) in page.text
    assert str(elsewhere) not in page.text
    assert "Đã xác nhận 1 văn bản." in client.post(address, follow=True).text
    mine.refresh_from_db(), elsewhere.refresh_from_db()
    assert (mine.acknowledged_by, elsewhere.acknowledged_by) == (teacher, None)
    assert AuditEntry.objects.filter(action="ward.acknowledge_delivery").count() == 1
    again = client.post(address).text
    assert "Đã xác nhận 0 văn bản, còn 1 văn bản chưa xác nhận được" in again
    assert "Nơi nhận này đã xác nhận rồi." in again


def test_who_ticked_nothing_is_told_so(signed_in, teacher):
    page = signed_in(teacher).get(reverse("ward:acknowledge-incoming"), follow=True)
    assert "Hãy đánh dấu ít nhất một văn bản trong danh sách." in page.text


def test_it_arrives_once(officer, teacher, document, school):
    deliver_document(document=document, organisations=[school], by=officer, at=clock.now())
    delivery = Delivery.objects.get()
    acknowledge_delivery(delivery=delivery, by=teacher, at=clock.now())
    with pytest.raises(Refused, match="xác nhận rồi"):
        acknowledge_delivery(delivery=delivery, by=teacher, at=clock.now())


def test_what_went_elsewhere_is_not_mine(ward, officer, document, school, group):
    deliver_document(document=document, organisations=[school], by=officer, at=clock.now())
    other = factories.staff(ward, "assigned_officer", organisation=factories.organisation(ward))
    assert not incoming(other, ward).exists()
    with pytest.raises(PermissionDenied):
        acknowledge_delivery(delivery=Delivery.objects.get(), by=other, at=clock.now())


def test_a_withdrawn_document_goes_nowhere_and_says_so_where_it_went(signed_in, officer, teacher, document, school):
    deliver_document(document=document, organisations=[school], by=officer, at=clock.now())
    withdraw_document(document=document, reason="Nhầm ngày.", by=officer, at=clock.now())
    with pytest.raises(Refused, match="còn hiệu lực"):
        deliver_document(document=document, organisations=[school], by=officer, at=clock.now())
    assert "Nhầm ngày." in signed_in(teacher).get(Delivery.objects.get().get_absolute_url()).content.decode()


def test_the_figure_is_the_share_that_acknowledged(ward, officer, teacher, document, school, group):
    deliver_document(document=document, organisations=[school], groups=[group], by=officer, at=clock.now())
    acknowledge_delivery(delivery=Delivery.objects.get(organisation=school), by=teacher, at=clock.now())
    measure = documents_acknowledged(ward, clock.today())
    assert (measure.records.count(), measure.part.count()) == (2, 1)
