"""An import of the roll: the first group sends its changes as a spreadsheet, as groups do every quarter."""

from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.management import call_command
from django.db.models import QuerySet
from xlsxwriter import Workbook

from danchu.demo.building.year import Act, Year
from danchu.lib import clock
from danchu.lib.vntext import vn_date
from danchu.ward import queries
from danchu.ward.models import Household

_HEADS = (
    *("Tổ dân phố", "Mã hộ", "Địa chỉ", "Họ và tên", "Quan hệ với chủ hộ", "Ngày sinh", "Giới tính"),
    *("Số định danh cá nhân", "Điện thoại"),
)
_HOUSEHOLDS, _DAYS_AGO = 12, 48


def build(year: Year) -> None:
    """Plan it; it goes through the same checks as the file of an officer."""
    day = max(year.until - timedelta(days=_DAYS_AGO), year.began + timedelta(days=3))
    year.plan_at_work(clock.moment_on(day, 10), _of(year))


def _of(year: Year) -> Act:
    def act(at: datetime) -> None:
        group = queries.groups(year.ward).order_by("code").first()
        households = Household.objects.filter(ward=year.ward, group=group).order_by("sort_key")[3 : 3 + _HOUSEHOLDS]
        with TemporaryDirectory() as folder:
            file = Path(folder) / "bien-dong-quy.xlsx"
            _write(file, households)
            call_command("import-households", str(file), ward=year.ward.code, accept_good=True, stdout=StringIO())

    return act


def _write(file: Path, households: QuerySet[Household]) -> None:
    book = Workbook(str(file))
    sheet = book.add_worksheet("Danh sách")
    rows = [_HEADS]
    for place, household in enumerate(households.prefetch_related("members").select_related("group")):
        address = f"{household.address} (số mới)" if place % 4 == 0 else household.address
        for each in sorted(household.members.all(), key=lambda one: not one.is_head):
            born = vn_date(each.born_on) if each.born_on else str(each.born_in_year or "")
            sex = each.get_sex_display()
            place_of = (household.group.name, household.code, address)
            rows.append((*place_of, each.full_name, each.relation, born, sex, each.id_number, each.phone))
    for place, row in enumerate(rows):
        sheet.write_row(place, 0, row)
    book.close()
