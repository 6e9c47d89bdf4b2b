"""danchu due: the law's counting of days, for scripts."""

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from statute import deadlines
from statute.calendars import CalendarUnknown


class Command(BaseCommand):
    help = "Tính ngày hết hạn theo Bộ luật Dân sự (Điều 147, 148)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--from", dest="start", required=True, metavar="YYYY-MM-DD")
        parser.add_argument("--days", type=int, required=True, metavar="N")
        parser.add_argument("--kind", choices=["working", "calendar"], required=True)
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            start = date.fromisoformat(options["start"])
            deadline = deadlines.due(start, options["days"], options["kind"])
        except CalendarUnknown as unknown:
            raise CommandError(str(unknown)) from unknown
        except ValueError as problem:
            raise CommandError("Ngày viết dạng YYYY-MM-DD, số ngày ít nhất là 1.") from problem
        answer = deadline.as_dict()
        self.stdout.write(json.dumps(answer, ensure_ascii=False) if options["json"] else deadline.explain())
