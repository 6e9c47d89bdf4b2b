"""danchu verify: walk every chain, compare it with its seals and with what was published; the first broken link of each
is named."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from danchu.core.models import Ward
from danchu.core.trust import keys
from danchu.core.trust.chains import check, words_of
from danchu.core.trust.statements import Statement, Unreadable
from danchu.core.trust.walking import Checked
from danchu.lib.vntext import vn_number


class Command(BaseCommand):
    help = (
        "Tính lại mọi mã băm, so với niêm phong và các bản đối chiếu đã công bố. Thoát với mã 0 khi mọi sổ nguyên vẹn, "
        "mã 1 và chỉ ra chỗ sai đầu tiên, mã 2 khi tệp đưa vào không dùng được."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--ward", metavar="MÃ", help="chỉ một phường, theo mã đơn vị hành chính")
        parser.add_argument(
            "--against",
            metavar="TỆP",
            action="append",
            type=Path,
            default=[],
            help="bản đối chiếu đã tải về hoặc nhận qua thư; đưa được nhiều tệp",
        )
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        ward = _ward(options["ward"])
        against = [_statement(each) for each in options["against"]]
        unknown = [each for each in against if not each.is_sealed_by_a_key_of(keys.folder().ring())]
        found = list(check(ward, against=against))
        broken = sum(each.broken is not None for each in found)
        if options["json"]:
            told = {
                "whole": not broken and not unknown,
                "books": [asdict(each) for each in found],
                "against": [
                    {"ward": each.ward, "day": each.day.isoformat(), "signed_here": each not in unknown}
                    for each in against
                ],
            }
            self.stdout.write(json.dumps(told, ensure_ascii=False))
        else:
            for line in map(_line, found) if found else ["Chưa có sổ nhật ký nào."]:
                self.stdout.write(line)
            for each in against:
                self.stdout.write(_against_line(each, known=each not in unknown))
        if broken:
            raise CommandError(f"{broken} sổ bị sửa.", returncode=1)
        if unknown:
            raise CommandError("Có bản đối chiếu không do khóa của máy chủ này ký.", returncode=1)


def _ward(code: str | None) -> Ward | None:
    if code is None:
        return None
    ward = Ward.objects.filter(code=code).first()
    if ward is None:
        raise CommandError(f"Không có phường nào mang mã {code}.", returncode=2)
    return ward


def _statement(file: Path) -> Statement:
    try:
        statement = Statement.read(file.read_text())
    except OSError as problem:
        raise CommandError(f"Không mở được {file}: {problem.strerror}.", returncode=2) from problem
    except (Unreadable, UnicodeDecodeError) as wrong:
        raise CommandError(f"{file} không phải bản đối chiếu, hoặc đã hỏng.", returncode=2) from wrong
    if not Ward.objects.filter(code=statement.ward).exists():
        raise CommandError(f"{file} là của phường mang mã {statement.ward}, không có ở đây.", returncode=2)
    return statement


def _line(each: Checked) -> str:
    name = words_of(each.book) or each.book
    if each.broken:
        return f"{each.ward} {name}: SAI ở dòng {each.broken.number}: {each.broken.reason}"
    return f"{each.ward} {name}: nguyên vẹn, {vn_number(each.entries)} dòng"


def _against_line(each: Statement, *, known: bool) -> str:
    signed = f"khóa {each.ring.roots[-1].fingerprint} ký" if each.ring.roots else "không có chữ ký"
    verdict = signed if known else f"{signed}, KHÔNG phải khóa của máy chủ này"
    return f"{each.ward} so với bản đối chiếu ngày {each.day:%d/%m/%Y}: {verdict}"
