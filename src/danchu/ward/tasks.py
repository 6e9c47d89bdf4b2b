"""What the ward does in the background: checking and storing the household roll."""

import logging
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import BinaryIO, cast

from django.db import IntegrityError
from django.tasks import task

from danchu.core.actors import SYSTEM, Actor
from danchu.core.files.refused import FileRefused
from danchu.core.models import User, Ward
from danchu.core.refusals import Refused
from danchu.lib import clock
from danchu.ward.actions.imports import (
    RollChanged,
    discard_import,
    forget_import,
    report_check,
    return_import,
    store_roll,
)
from danchu.ward.arrivals import forget_old
from danchu.ward.models import RollImport
from danchu.ward.queries import imports_to_forget
from danchu.ward.roll_import.checking import read_roll
from danchu.ward.roll_import.entries import Roll
from danchu.ward.roll_import.layout import Layout
from danchu.ward.roll_import.plan import plan
from danchu.ward.states import ImportState

KEPT_DAYS = 30
"""How long an import that nobody ends waits, and how long the findings of one that ended can be read."""
_TELL_SECONDS = 0.5
_UNEXPECTED = "Có lỗi ngoài dự kiến khi đọc tệp; chưa có gì được nhập. Hãy thử lại, hoặc báo người quản trị."
_CHANGED = "Sổ hộ đã thay đổi từ lúc kiểm tra, nên chưa nhập gì. Dưới đây là kết quả kiểm tra mới."

log = logging.getLogger(__name__)


@task()
def check_roll(pk: int) -> None:
    """Read the file of an import and report what it would change."""
    _work(pk, ImportState.CHECKING, _report)


@task()
def apply_roll(pk: int, user: int | None) -> None:
    """Store the file of an import as ``user`` decided; what the roll no longer allows is reported anew."""
    by: Actor = SYSTEM if user is None else User.objects.get(pk=user)

    def store(row: RollImport, roll: Roll) -> None:
        try:
            store_roll(roll_import=row, roll=roll, by=by, at=clock.now())
        except RollChanged as changed:
            report_check(roll_import=row, found=changed.plan, told=[_CHANGED], by=SYSTEM, at=clock.now())
        except IntegrityError:  # somebody wrote the same household in this moment
            _report(row, roll, _CHANGED)

    _work(pk, ImportState.APPLYING, store)


def _report(row: RollImport, roll: Roll, *told: str) -> None:
    found = plan(row.ward, roll, clock.today())
    report_check(roll_import=row, found=found, told=told, by=SYSTEM, at=clock.now())


def _work(pk: int, state: str, then: Callable[[RollImport, Roll], None]) -> None:
    """Read the file and go on with it. Whatever fails, the officer is told and may try again."""
    row = RollImport.objects.select_related("ward").filter(pk=pk, state=state).first()
    if row is None:
        return
    try:
        then(row, _read(row))
    except FileRefused as refused:
        return_import(roll_import=row, reason=refused.message, by=SYSTEM, at=clock.now())
    except Refused:
        log.info("import %s was discarded meanwhile", pk)
    except Exception:
        return_import(roll_import=row, reason=_UNEXPECTED, by=SYSTEM, at=clock.now())
        raise


def _read(row: RollImport) -> Roll:
    told_at = 0.0

    def tick(done: int, total: int) -> None:
        nonlocal told_at
        if time.monotonic() - told_at >= _TELL_SECONDS:
            told_at = time.monotonic()
            RollImport.objects.filter(pk=row.pk).update(done=done, total=total)

    with row.file.open("rb") as file:
        content, layout = cast(BinaryIO, file), Layout.of(row.layout)
        return read_roll(content, row.file_name, ward=row.ward, layout=layout, today=clock.today(), tick=tick)


def forget_imports(ward: Ward, day: date) -> None:
    """End imports that nobody ended, and delete the findings of those that ended long ago."""
    before = clock.start_of(day - timedelta(days=KEPT_DAYS))
    for row in imports_to_forget(ward, before):
        if row.ended_at is None:
            discard_import(roll_import=row, by=SYSTEM, at=clock.now())
        else:
            forget_import(roll_import=row, by=SYSTEM, at=clock.now())


DAILY = (forget_imports, forget_old)
