"""The household roll: 10,000 households with their people, checked and stored, against openpyxl only reading the file.

The ward under measurement is an empty one of its own, in a process of its own.
"""

import os
import sys
import time
from pathlib import Path

import openpyxl
import psutil
import xlsxwriter
from django.core.management import call_command

from danchu.core.actors import SYSTEM
from danchu.core.models import Ward
from danchu.demo.people import generate
from danchu.lib import clock
from danchu.ward import tasks
from danchu.ward.actions.imports import Upload, apply_import, begin_import, start_check
from danchu.ward.roll_import.layout import Layout
from danchu.ward.states import ImportState

HOUSEHOLDS = 10_000
HEADS = (
    *("STT", "Tổ dân phố", "Mã hộ", "Địa chỉ", "Họ và tên", "Quan hệ với chủ hộ", "Ngày sinh", "Giới tính"),
    *("Số định danh cá nhân", "Điện thoại"),
)


def write_roll(path: Path) -> int:
    """A roll as an officer's Excel keeps it, with shared strings; returns its number of people."""

    population = generate(seed=7, scale=HOUSEHOLDS / 9000)
    names = {group.code: group.name for group in population.groups}
    book = xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy"})
    page = book.add_worksheet("Danh sách")
    page.write_row(0, 0, HEADS)
    row = 0
    for household in population.households():
        for person in household.members:
            row += 1
            page.write_row(
                row,
                0,
                [
                    *(row, names[household.group_code], household.code, household.address, person.full_name),
                    *(person.relation, person.born_on or person.born_in_year, "Nam" if person.sex == "male" else "Nữ"),
                    *(person.id_number, person.phone),
                ],
            )
    book.close()
    return row


def measure() -> dict[str, float]:

    call_command("migrate", verbosity=0)
    path = Path(os.environ["DANCHU_HOME"]) / "roll.xlsx"
    people = write_roll(path)
    started = time.perf_counter()
    for sheet in openpyxl.load_workbook(path, read_only=True).worksheets:
        for _ in sheet.iter_rows(values_only=True):
            pass
    reading = time.perf_counter() - started
    held = psutil.Process().memory_info().rss
    command = _by_command(path)
    officer = _by_officer(path)
    memory = psutil.Process().memory_info().rss - held
    return {"reading": reading, "command": command, "officer": officer, "people": people, "memory": memory}


def _by_command(path: Path) -> float:

    ward = Ward.objects.create(code="1", name="phường Một", province="tỉnh Một", place="Một")
    started = time.perf_counter()
    call_command("import-households", str(path), create_groups=True, ward=ward.code, stdout=sys.stderr)
    return time.perf_counter() - started


def _by_officer(path: Path) -> float:

    ward = Ward.objects.create(code="2", name="phường Hai", province="tỉnh Hai", place="Hai", host="hai.example")
    started = time.perf_counter()
    with path.open("rb") as file:
        row = begin_import(ward=ward, upload=Upload(path.name, "", file), by=SYSTEM, at=clock.now())
    start_check(roll_import=row, layout=Layout(creating=True), by=SYSTEM, at=clock.now())
    tasks.check_roll.func(row.pk)
    row.refresh_from_db()
    apply_import(roll_import=row, by=SYSTEM, at=clock.now())
    tasks.apply_roll.func(row.pk, None)
    taken = time.perf_counter() - started
    row.refresh_from_db()
    if row.state != ImportState.DONE:
        raise RuntimeError(row.told)
    return taken
