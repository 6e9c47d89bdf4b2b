"""Rolls as officers send them."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile

from danchu.lib import clock
from danchu.ward.models import Household, Person, RollImport
from danchu.ward.roll_import.checking import read_roll
from danchu.ward.roll_import.layout import Layout
from danchu.ward.roll_import.plan import Plan, plan
from tests.core.spreadsheets.builders import workbook

HEADS = ["Tổ dân phố", "Mã hộ", "Địa chỉ", "Họ và tên", "Quan hệ với chủ hộ", "Ngày sinh", "Giới tính", "CCCD", "SĐT"]
GROUP = "Tổ dân phố Tân Thành 1"
AN = [GROUP, "TT1-01", "Số 5", "Nguyễn Văn An", "Chủ hộ", "05/03/1962", "Nam", "019062000011", "0912345678"]
BINH = [GROUP, "TT1-01", "Số 5", "Trần Thị Bình", "Vợ", "1965", "Nữ", "019165000012", ""]
CHI = [GROUP, "TT1-02", "Số 7", "Lê Thị Chi", "Chủ hộ", "12/08/1980", "Nữ", "019180000013", "0987654321"]


def row(of: list[str], **given: object) -> list[object]:
    """``of`` with other values by the name of a field."""
    keys = ("group", "code", "address", "name", "relation", "born", "sex", "number", "phone")
    return [given.get(key, value) for key, value in zip(keys, of, strict=True)]


def roll(*rows: list[object], heads: list[str] = HEADS, merged: tuple[str, ...] = ()) -> BytesIO:
    return workbook([heads, *rows], merged=merged, sheet="Dân cư")


def upload(file: BytesIO, name: str = "danh sách.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, file.getvalue())


def planned(ward, file: BytesIO, name: str = "danh sách.xlsx", **layout) -> Plan:
    """What the import of ``file`` would do."""
    today = clock.today()
    return plan(ward, read_roll(file, name, ward=ward, layout=Layout(**layout), today=today), today)


def faults(ward, *rows: list[object], **layout) -> list[tuple[str, str]]:
    """Cell and message of each fault in a roll of these rows."""
    found = planned(ward, roll(*rows), **layout)
    assert {each.error.row for each in found.faults} <= set(range(1, len(rows) + 2))
    return [(each.error.cell or str(each.error.row), each.error.message) for each in found.faults]


def on_roll(ward) -> list[tuple[object, ...]]:
    """Everything that the roll of the ward holds."""
    households = Household.objects.filter(ward=ward).order_by("code")
    people = Person.objects.filter(ward=ward, household__isnull=False).order_by("household__code", "full_name", "pk")
    return [
        *households.values_list("code", "group__name", "address", "head_name", "left_on"),
        *people.values_list(
            *("household__code", "full_name", "is_head", "relation", "born_on", "born_in_year", "sex"),
            *("id_number", "phone", "left_on"),
        ),
    ]


def sent(client, file: BytesIO, name: str = "danh sách.xlsx", **columns) -> RollImport:
    """The import that an officer begins with ``file`` and has checked with the columns as proposed."""
    answer = client.post("/ban-lam-viec/nhap-danh-sach/moi/", {"file": upload(file, name)})
    assert answer.status_code == 302, answer.content.decode()
    page = client.get(answer["Location"])
    chosen = {each.name: each.value() or "" for each in page.context["form"] if each.name != "creating"}
    client.post(answer["Location"], {**chosen, "trang": page.context["sheet"], **columns})
    return RollImport.objects.latest("pk")
