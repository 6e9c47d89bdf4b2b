"""Importing the household roll: a file is taken, checked, and stored whole or not at all.

Nothing of the roll changes before ``store_roll``. The file and what was found in it are deleted when the import ends.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import BinaryIO

from django.core.files.base import File
from django.db import IntegrityError, transaction

from danchu.core import bulk
from danchu.core.actors import Actor
from danchu.core.following import Done
from danchu.core.models import User, Ward
from danchu.core.official import WITHIN, official
from danchu.core.refusals import Refused
from danchu.lib import clock
from danchu.lib.vntext import vn_date, vn_number
from danchu.ward.models import ResidentialGroup, RollImport, RollImportLine
from danchu.ward.queries import open_import
from danchu.ward.roll_import import storing
from danchu.ward.roll_import.entries import Roll
from danchu.ward.roll_import.layout import Layout
from danchu.ward.roll_import.lines import COLUMNS, lines
from danchu.ward.roll_import.plan import Plan, plan
from danchu.ward.states import IMPORT_LIFE

CLAUSE = "1.2.a"


@dataclass(frozen=True)
class Upload:
    """A file as it came. In the audit trail it stands as its hash."""

    name: str
    sha256: str
    file: BinaryIO = field(repr=False)

    def __str__(self) -> str:
        return f"sha256:{self.sha256}"


class RollChanged(Exception):
    """The roll is no longer what it was when the officer decided. Nothing was stored; ``plan`` is the new one."""

    def __init__(self, found: Plan) -> None:
        self.plan = found
        super().__init__("the roll changed between check and storing")


@official(clause=CLAUSE, policy="ward.change_roll", label="Nhận tệp danh sách hộ")
def begin_import(*, ward: Ward, upload: Upload, by: Actor, at: datetime) -> RollImport:
    """Take a file whose columns the officer will look at next."""
    row = RollImport(
        ward=ward,
        file_name=upload.name[:200],
        sha256=upload.sha256,
        started_by=by if isinstance(by, User) else None,
        started_at=at,
    )
    upload.file.seek(0)
    row.file.save("roll", File(upload.file), save=False)
    row.save()
    return row


@official(clause=CLAUSE, policy="ward.change_roll", label="Kiểm tra tệp danh sách hộ", life=IMPORT_LIFE, move="check")
def start_check(*, roll_import: RollImport, layout: Layout, by: Actor, at: datetime) -> RollImport:
    """Have the file checked as ``layout`` says. Raises ``Refused`` while another import of the ward goes on."""
    other = open_import(roll_import.ward)
    if other is not None and other.pk != roll_import.pk:
        raise Refused(_other_words(other))
    roll_import.layout = layout.as_dict()
    roll_import.counts, roll_import.told, roll_import.plan_digest = {}, [], ""
    roll_import.done = roll_import.total = 0
    roll_import.lines.all().delete()
    try:
        with transaction.atomic():
            roll_import.save()
    except IntegrityError:
        raise Refused("Một lượt nhập khác vừa bắt đầu. Hãy chờ lượt đó xong rồi thử lại.") from None
    return roll_import


def _other_words(other: RollImport) -> str:
    who = str(other.started_by) if other.started_by else "Quản trị hệ thống"
    begun = other.started_at.astimezone(clock.VIETNAM)
    when = f"{begun:%H:%M} ngày {vn_date(begun.date())}"
    return (
        f"{who} đang nhập tệp {other.file_name} (từ {when}, {other.get_state_display().lower()}). "
        "Mỗi lúc chỉ một lượt nhập; hãy chờ lượt đó xong, hoặc mở lượt đó và bấm Bỏ."
    )


@official(clause=CLAUSE, policy=WITHIN, label="Ghi kết quả kiểm tra danh sách hộ", life=IMPORT_LIFE, move="report")
def report_check(
    *, roll_import: RollImport, found: Plan, told: Iterable[str] = (), by: Actor, at: datetime
) -> Done[RollImport]:
    """Keep what the check found, for the officer to decide."""
    roll_import.counts = found.counts()
    roll_import.told = [*told, *found.roll.warnings]
    roll_import.plan_digest = found.digest()
    roll_import.accept_good = False
    roll_import.save()
    roll_import.lines.all().delete()
    names = dict(ResidentialGroup.objects.filter(ward=roll_import.ward).values_list("pk", "name"))
    bulk.insert(RollImportLine, COLUMNS, lines(found, roll_import, names))
    return Done(roll_import)


@official(
    clause=CLAUSE, policy=WITHIN, label="Trả lại tệp danh sách hộ không đọc được", life=IMPORT_LIFE, move="return"
)
def return_import(*, roll_import: RollImport, reason: str, by: Actor, at: datetime) -> Done[RollImport]:
    """Give the file back to the officer: it could not be read as its columns were chosen."""
    roll_import.told = [reason]
    return Done(roll_import)


@official(
    clause=CLAUSE, policy="ward.change_roll", label="Quyết định nhập danh sách hộ", life=IMPORT_LIFE, move="apply"
)
def apply_import(*, roll_import: RollImport, accept_good: bool = False, by: Actor, at: datetime) -> Done[RollImport]:
    """Decide that what the check found shall be stored; with ``accept_good`` without the faulty households."""
    faults = roll_import.counts.get("faults", 0)
    if faults and not accept_good:
        raise Refused(f"Tệp còn {vn_number(faults)} lỗi. Hãy sửa tệp rồi nhập lại, hoặc chọn chỉ nhập dòng đúng.")
    if not roll_import.counts.get("good_rows", 0):
        raise Refused("Không có dòng nào đúng để nhập. Hãy sửa tệp rồi nhập lại.")
    roll_import.accept_good = accept_good
    roll_import.done = roll_import.total = 0
    return Done(roll_import)


@official(clause=CLAUSE, policy="ward.change_roll", label="Nhập danh sách hộ vào sổ", life=IMPORT_LIFE, move="store")
def store_roll(*, roll_import: RollImport, roll: Roll, by: Actor, at: datetime) -> Done[RollImport]:
    """Store the roll in one transaction. Raises ``RollChanged`` where that would not be what the officer decided on."""
    today = clock.local_day(at)
    found = plan(roll_import.ward, roll, today)
    if found.digest() != roll_import.plan_digest:
        raise RollChanged(found)
    storing.store(roll_import.ward, found)
    roll_import.counts = {**found.counts(), "households_stored": sum(each.changes for each in found.households)}
    roll_import.ended_at = at
    if not found.faults:
        _forget_file(roll_import)
    return Done(roll_import)


@official(clause=CLAUSE, policy="ward.change_roll", label="Bỏ lượt nhập danh sách hộ", life=IMPORT_LIFE, move="discard")
def discard_import(*, roll_import: RollImport, by: Actor, at: datetime) -> Done[RollImport]:
    """Leave everything as it is, and delete the file with what was found in it."""
    roll_import.ended_at = at
    _forget_file(roll_import)
    roll_import.lines.all().delete()
    return Done(roll_import)


@official(clause=CLAUSE, policy=WITHIN, label="Xóa tệp của lượt nhập đã xong")
def forget_import(*, roll_import: RollImport, by: Actor, at: datetime) -> Done[RollImport]:
    """Delete the file and the findings of an import that ended some time ago."""
    _forget_file(roll_import)
    roll_import.lines.all().delete()
    return Done(roll_import)


def _forget_file(roll_import: RollImport) -> None:
    if roll_import.file:
        transaction.on_commit(partial(roll_import.file.storage.delete, str(roll_import.file.name)))
        roll_import.file = ""
