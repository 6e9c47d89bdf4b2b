"""danchu verify: recompute every chain of the audit trail; the first broken link of each book is named."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from danchu.core.audit import Checked, check
from danchu.core.models import Ward
from danchu.lib.vntext import vn_number


class Command(BaseCommand):
    help = "Tính lại mọi mã băm của nhật ký. Thoát với mã 0 khi mọi sổ nguyên vẹn, mã 1 và chỉ ra chỗ sai đầu tiên."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--ward", metavar="MÃ", help="chỉ một phường, theo mã đơn vị hành chính")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(check(_ward(options["ward"])))
        broken = sum(each.broken is not None for each in found)
        if options["json"]:
            books = [asdict(each) for each in found]
            self.stdout.write(json.dumps({"whole": not broken, "books": books}, ensure_ascii=False))
        else:
            for line in map(_line, found) if found else ["Chưa có sổ nhật ký nào."]:
                self.stdout.write(line)
        if broken:
            raise CommandError(f"{broken} sổ bị sửa.", returncode=1)


def _ward(code: str | None) -> Ward | None:
    if code is None:
        return None
    ward = Ward.objects.filter(code=code).first()
    if ward is None:
        raise CommandError(f"Không có phường nào mang mã {code}.", returncode=2)
    return ward


def _line(each: Checked) -> str:
    if each.broken:
        return f"{each.ward} {each.book}: SAI ở dòng {each.broken.number}: {each.broken.reason}"
    return f"{each.ward} {each.book}: nguyên vẹn, {vn_number(each.entries)} dòng"
