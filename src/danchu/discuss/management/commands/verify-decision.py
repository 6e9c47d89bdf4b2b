"""danchu verify-decision: check a published bundle offline."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from danchu.discuss import bundle, law


class Command(BaseCommand):
    help = "Kiểm tra gói kiểm chứng của một quyết định: chuỗi phiếu, số đếm và kết quả tính lại từ đầu."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--digest", default="", help="the digest printed in the minutes")
        parser.add_argument("--key", default="", help="dấu khóa in trên biên bản: ai phải là người ký tệp")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            raw = Path(options["file"]).read_bytes()
        except OSError as problem:
            raise CommandError(f"Không mở được tệp: {problem.strerror}.") from problem
        report = bundle.check(raw, options["digest"], options["key"])
        if options["json"]:
            told = {
                "ok": report.ok,
                "digest": report.digest,
                "signed_by": report.signed_by,
                "faults": report.faults,
                "outcome": report.outcome,
                "corrections": [law.correction_words(each) for each in report.corrected],
            }
            self.stdout.write(json.dumps(told, ensure_ascii=False))
        elif report.ok:
            self.stdout.write(f"{report.title}: đúng. {report.outcome['reason']}\nMã băm: {report.digest}")
            if report.signed_by:
                self.stdout.write(f"Dấu khóa đã ký: {report.signed_by}. Hãy so với dấu khóa in trên biên bản.")
            for each in report.corrected:
                self.stdout.write(f"Phường đã điều chỉnh quy định {each.key} thành {each.value}: {each.reason}")
        if not report.ok:
            raise CommandError("\n".join(report.faults))
