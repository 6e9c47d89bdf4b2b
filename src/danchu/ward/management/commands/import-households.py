"""danchu import-households: the household roll from a file, for scripts and large wards."""

import hashlib
import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, BinaryIO, cast

from django.core.management.base import BaseCommand, CommandError

from danchu.core.actors import SYSTEM
from danchu.core.files.refused import FileRefused
from danchu.core.models import Ward
from danchu.core.refusals import Refused
from danchu.lib import clock
from danchu.lib.vntext import vn_number
from danchu.ward.actions.imports import (
    RollChanged,
    Upload,
    apply_import,
    begin_import,
    discard_import,
    report_check,
    start_check,
    store_roll,
)
from danchu.ward.roll_import.checking import read_roll
from danchu.ward.roll_import.entries import Fault
from danchu.ward.roll_import.layout import Layout
from danchu.ward.roll_import.plan import Plan, plan


class Command(BaseCommand):
    help = "Nhập danh sách hộ từ tệp Excel hoặc CSV. Mã thoát: 0 đã nhập (hoặc tệp đúng), 1 tệp có lỗi."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="chỉ kiểm tra, không ghi")
        parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
        parser.add_argument("--accept-good", action="store_true", help="vẫn nhập các hộ đúng khi tệp có dòng lỗi")
        parser.add_argument("--create-groups", action="store_true", help="lập tổ dân phố mà phường chưa có")
        parser.add_argument("--sheet", default="", help="tên trang tính; * là mọi trang")
        parser.add_argument("--ward", default="", metavar="CODE", help="mã phường khi có nhiều phường")

    def handle(self, *args: Any, **options: Any) -> None:
        ward = _ward(options["ward"])
        layout = Layout(sheet=options["sheet"] or "", creating=options["create_groups"])
        try:
            with options["file"].open("rb") as file:
                found, stored = self._run(ward, file, layout, options)
        except OSError as problem:
            raise CommandError(f"Không mở được tệp {options['file']}: {problem.strerror}.") from problem
        except Refused as refused:
            self._fail(str(refused), as_json=options["json"])
        self._tell(found, stored=stored, options=options)
        if found.faults and not stored:
            raise SystemExit(1)

    def _run(self, ward: Ward, file: BinaryIO, layout: Layout, options: dict[str, Any]) -> tuple[Plan, bool]:
        name = options["file"].name
        today = clock.today()
        roll = read_roll(file, name, ward=ward, layout=layout, today=today)
        found = plan(ward, roll, today)
        refused = found.faults and not options["accept_good"]
        if options["dry_run"] or refused or not found.households:
            return found, False
        file.seek(0)
        upload = Upload(name, hashlib.file_digest(cast(Any, file), "sha256").hexdigest(), file)
        row = begin_import(ward=ward, upload=upload, by=SYSTEM, at=clock.now())
        try:
            start_check(roll_import=row, layout=layout, by=SYSTEM, at=clock.now())
            report_check(roll_import=row, found=found, by=SYSTEM, at=clock.now())
            apply_import(roll_import=row, accept_good=options["accept_good"], by=SYSTEM, at=clock.now())
            store_roll(roll_import=row, roll=roll, by=SYSTEM, at=clock.now())
        except (Refused, RollChanged) as problem:
            discard_import(roll_import=row, by=SYSTEM, at=clock.now())
            if isinstance(problem, Refused):
                raise
            raise FileRefused("Sổ hộ thay đổi trong lúc nhập, nên chưa nhập gì. Hãy chạy lại.") from problem
        return found, True

    def _fail(self, message: str, *, as_json: bool) -> None:
        if as_json:
            answer = {"stored": False, "counts": {}, "errors": [{"message": message}], "warnings": []}
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        else:
            self.stderr.write(message)
        raise SystemExit(1)

    def _tell(self, found: Plan, *, stored: bool, options: dict[str, Any]) -> None:
        counts = found.counts()
        if options["json"]:
            answer = {
                "stored": stored,
                "dry_run": options["dry_run"],
                "counts": counts,
                "errors": [_as_dict(each) for each in found.faults],
                "warnings": found.roll.warnings,
                "groups_new": [each.name for each in found.places()],
            }
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
            return
        for each in found.faults:
            self.stdout.write(f"Dòng {each.error.row} {each.error.cell}: {each.error.message}")
        said = (
            ("households_new", "hộ mới"),
            ("households_changed", "hộ thay đổi"),
            ("households_unchanged", "hộ giữ nguyên"),
            ("people_new", "người mới"),
            ("people_changed", "người thay đổi"),
            ("bad_rows", "dòng lỗi"),
            ("households_left_out", "hộ để lại"),
        )
        self.stdout.write(", ".join(f"{vn_number(counts[key])} {label}" for key, label in said) + ".")
        self.stdout.write("Đã nhập." if stored else "Chưa ghi gì vào sổ.")


def _ward(code: str) -> Ward:
    wards = Ward.objects.filter(code=code) if code else Ward.objects.all()
    found = list(wards.order_by("code")[:2])
    if len(found) == 1:
        return found[0]
    if code or not found:
        raise CommandError("Không có phường nào với mã này." if code else "Chưa có phường nào.")
    raise CommandError("Có nhiều phường; hãy ghi mã phường: --ward MÃ.")


def _as_dict(fault: Fault) -> dict[str, Any]:
    error = fault.error
    return {
        "row": error.row,
        "cell": error.cell,
        "column": error.header,
        "value": error.value,
        "message": error.message,
        "household": fault.household,
        "sheet": fault.sheet,
    }
