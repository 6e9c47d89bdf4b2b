"""danchu verify: walk every chain, compare it with its seals and with what was published; what is broken is named."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from danchu.core.models import Ward
from danchu.core.trust import archive, keys
from danchu.core.trust.chains import check, missing, words_of
from danchu.core.trust.statements import Statement, Unreadable
from danchu.core.trust.walking import Checked
from danchu.lib.vntext import vn_number


class Command(BaseCommand):
    help = (
        "Tính lại mọi mã băm, so với niêm phong và các bản đối chiếu đã công bố. Thoát với mã 0 khi mọi sổ nguyên vẹn, "
        "mã 1 và chỉ ra chỗ sai, mã 2 khi tệp đưa vào không dùng được."
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
        against = [_statement(each) for each in options["against"]]
        unknown = [each for each in against if not each.is_sealed_by_a_key_of(keys.folder().ring())]
        found = _found(options["ward"], against)
        is_whole = not any(each.faults for each in found)
        if options["json"]:
            told = {
                "whole": is_whole and not unknown,
                "books": [{**asdict(each), "broken": each.broken and asdict(each.broken)} for each in found],
                "against": [
                    {"ward": each.ward, "day": each.day.isoformat(), "signed_here": each not in unknown}
                    for each in against
                ],
            }
            self.stdout.write(json.dumps(told, ensure_ascii=False))
        else:
            for line in (*chain.from_iterable(map(_lines, found)), *(_against_line(each, unknown) for each in against)):
                self.stdout.write(line)
        if not is_whole:
            raise CommandError(_verdict(found), returncode=1)
        if unknown:
            raise CommandError("Có bản đối chiếu không do khóa của máy chủ này ký.", returncode=1)
        if not options["json"]:
            self.stdout.write(_verdict(found))


def _found(code: str | None, against: list[Statement]) -> list[Checked]:
    """What a check finds of the ward with ``code``, or of all (None)."""
    ward, gone = Ward.objects.filter(code=code).first(), missing(against)
    if code in gone:
        return list(archive.gone(code, against))
    if code is not None and ward is None:
        raise CommandError(f"Không có phường nào mang mã {code}.", returncode=2)
    for each in against:
        if each.ward not in gone and not Ward.objects.filter(code=each.ward).exists():
            sentence = f"Bản đối chiếu ngày {each.day:%d/%m/%Y} là của phường mang mã {each.ward}, không có ở đây."
            raise CommandError(sentence, returncode=2)
    return list(check(ward, against=against))


def _statement(file: Path) -> Statement:
    try:
        statement = Statement.read(file.read_text())
    except OSError as problem:
        raise CommandError(f"Không mở được {file}: {problem.strerror}.", returncode=2) from problem
    except (Unreadable, UnicodeDecodeError) as wrong:
        raise CommandError(f"{file} không phải bản đối chiếu, hoặc đã hỏng.", returncode=2) from wrong
    return statement


def _lines(each: Checked) -> Iterator[str]:
    name = f"{each.ward} {words_of(each.book)}"
    if not each.faults:
        yield f"{name}: nguyên vẹn, {vn_number(each.entries)} dòng"
    for fault in each.faults:
        where = f" ở dòng {vn_number(fault.number)}" if fault.number else ""
        yield f"{name}: SAI{where}: {fault.reason}"
    if each.unnamed:
        yield f"{name}: SAI ở {vn_number(each.unnamed)} dòng nữa"


def _verdict(found: list[Checked]) -> str:
    """The closing sentence."""
    if not found:
        return "Chưa có sổ nhật ký nào."
    broken = sum(bool(each.faults) for each in found)
    if broken:
        return (
            f"KHÔNG nguyên vẹn: {vn_number(broken)} trên {vn_number(len(found))} sổ có chỗ sai. "
            "Hãy giữ nguyên máy chủ, sao lưu ngay, và báo lãnh đạo phường cùng Ban Thanh tra nhân dân."
        )
    entries = sum(each.entries for each in found)
    return f"Tất cả nguyên vẹn: {vn_number(len(found))} sổ, {vn_number(entries)} dòng."


def _against_line(each: Statement, unknown: list[Statement]) -> str:
    signed = f"khóa {each.ring.roots[-1].fingerprint} ký"
    verdict = f"{signed}, KHÔNG phải khóa của máy chủ này" if each in unknown else signed
    return f"{each.ward} so với bản đối chiếu ngày {each.day:%d/%m/%Y}: {verdict}"
