"""danchu export-decision: the published bundle of a closed decision."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from danchu.discuss.exporting import bundle_of
from danchu.discuss.models import Decision
from danchu.discuss.states import State


class Command(BaseCommand):
    help = "Xuất gói kiểm chứng của một việc đã có kết quả (không có tên người, tên hộ)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("decision", type=int, metavar="ID")
        parser.add_argument("--output", metavar="FILE", help="a file instead of standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        decision = Decision.objects.filter(pk=options["decision"], state=State.CLOSED).first()
        if decision is None:
            raise CommandError("Không có việc nào mang số này đã có kết quả.")
        raw = bundle_of(decision)
        if options["output"]:
            Path(options["output"]).write_bytes(raw)
        else:
            sys.stdout.buffer.write(raw)
