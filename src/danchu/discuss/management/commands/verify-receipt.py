"""danchu verify-receipt: check the signed line of a receipt; with a bundle, whether what it proves is in it."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from danchu.discuss import bundle
from danchu.discuss.models import Decision
from danchu.discuss.queries_online import line_stands
from danchu.discuss.receipts import Line, NoLine


class Command(BaseCommand):
    help = "Kiểm tra dòng chứng thực trên biên nhận: phần mềm có ký không, và ý kiến có còn không."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("receipt", metavar="TỆP|DÒNG", help="tệp biên nhận, hoặc chính dòng chứng thực")
        parser.add_argument("--bundle", type=Path, metavar="TỆP", help="gói dữ liệu của việc đã có kết quả")
        parser.add_argument("--server", action="store_true", help="so với cơ sở dữ liệu của máy này")
        parser.add_argument("--key", default="", help="dấu khóa in trên biên bản")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        line = _line(options["receipt"])
        faults = list(_faults(line, options))
        if options["json"]:
            told = {"ok": not faults, "decision": line.decision, "key": line.fingerprint, "faults": faults}
            self.stdout.write(json.dumps(told, ensure_ascii=False))
        elif not faults:
            what = "phiếu kín" if line.is_secret else f"phiếu số {line.number}"
            self.stdout.write(f"Đúng: khóa {line.fingerprint} đã ký nhận {what} của việc số {line.decision}.")
        if faults:
            raise CommandError("\n".join(faults))


def _faults(line: Line, options: dict[str, Any]) -> Any:
    if not line.is_genuine:
        yield "Chữ ký không khớp: dòng này bị sửa hoặc chép sai."
        return
    if (key := "".join(options["key"].split()).lower()) and key != line.fingerprint.replace(" ", ""):
        yield f"Dòng này do khóa {line.fingerprint} ký, không phải khóa đã cho."
    gone = "Phần mềm đã ký nhận ý kiến này, nhưng {} không còn có nó như lúc nhận: đã bị sửa."
    if options["bundle"] is not None and not line.stands_in(_bundle(options["bundle"])):
        yield gone.format("gói dữ liệu")
    if options["server"]:
        decision = Decision.objects.filter(pk=line.decision, ward__code=line.ward).select_related("ward").first()
        if decision is None or not line_stands(decision, line):
            yield gone.format("cơ sở dữ liệu")


def _line(text: str) -> Line:
    try:
        text = text if len(text.split()) > 1 else Path(text).read_text()
        return Line.found_in(text)
    except OSError as problem:
        raise CommandError(f"Không mở được tệp: {problem.strerror}.", returncode=2) from problem
    except (NoLine, UnicodeDecodeError) as wrong:
        raise CommandError("Không thấy dòng chứng thực nào.", returncode=2) from wrong


def _bundle(file: Path) -> Any:
    try:
        raw = file.read_bytes()
    except OSError as problem:
        raise CommandError(f"Không mở được tệp: {problem.strerror}.", returncode=2) from problem
    if not bundle.check(raw).ok:
        raise CommandError("Gói dữ liệu không đúng; xem danchu verify-decision.", returncode=1)
    return json.loads(raw)
