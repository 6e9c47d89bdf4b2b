"""danchu outcome: what the law says of counted voices, for scripts."""

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from danchu.core.refusals import Refused
from danchu.discuss import law
from danchu.lib import clock
from statute import decisions
from statute.decisions import FORMS, Heard


class Command(BaseCommand):
    help = "Kết quả biểu quyết của cộng đồng dân cư theo luật (Điều 15 đến 21 Luật số 10/2022/QH15)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        kinds = [each.key for each in decisions.kinds(clock.today())]
        parser.add_argument("--matter", required=True, choices=kinds)
        parser.add_argument("--form", required=True, choices=FORMS)
        parser.add_argument("--households", type=int, required=True, metavar="N")
        parser.add_argument("--attended", type=int, required=True, metavar="N")
        parser.add_argument("--in-favour", type=int, required=True, metavar="N")
        parser.add_argument("--on", metavar="YYYY-MM-DD", help="the day whose law applies (today)")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            on = date.fromisoformat(options["on"]) if options["on"] else clock.today()
            kind = law.kind_of(options["matter"], on)
        except (ValueError, Refused) as problem:
            raise CommandError("Ngày viết dạng YYYY-MM-DD, từ khi luật có hiệu lực.") from problem
        heard = {options["form"]: Heard(options["attended"], options["in_favour"])}
        answer = law.outcome_words(decisions.outcome(kind, options["households"], heard, on))
        self.stdout.write(json.dumps(answer, ensure_ascii=False) if options["json"] else answer["reason"])
