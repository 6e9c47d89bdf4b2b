"""danchu clauses: each clause of the resolution with its figures and the number of records behind them."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from danchu.core.figures import Reading
from danchu.core.models import Ward
from danchu.lib import clock
from danchu.resolution.clauses import Clause, ClauseFigure
from danchu.resolution.queries import in_force, readings


class Command(BaseCommand):
    help = "Liệt kê từng nội dung của Nghị quyết: phần mềm làm ở đâu, số liệu, số hồ sơ đứng sau."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true")
        parser.add_argument("--ward", metavar="CODE", help="code of the ward, where the database holds several")

    def handle(self, *args: Any, **options: Any) -> None:
        ward, today = _ward(options["ward"]), clock.today()
        edition = in_force(today)
        clauses = edition.clauses.entries if edition else ()
        read = readings(clauses, ward, today)
        answer = {each.id: _entry(each, read) for each in clauses}
        if options["json"]:
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2))
            return
        for clause in clauses:
            self.stdout.write(f"{clause.id}  {clause.title}  ({clause.package})")
            for figure in clause.figures:
                self.stdout.write(f"    {_in_words(figure, read.get(figure.key))}")


def _ward(code: str | None) -> Ward:
    found = Ward.objects.filter(code=code) if code else Ward.objects.all()
    wards = list(found[:2])
    if not wards:
        raise CommandError("Chưa có phường nào trong cơ sở dữ liệu. Hãy chạy `danchu demo` hoặc lập phường trước.")
    if len(wards) > 1:
        raise CommandError("Cơ sở dữ liệu có nhiều phường. Hãy chọn một phường bằng --ward và mã của phường.")
    return wards[0]


def _entry(clause: Clause, read: dict[str, Reading]) -> dict[str, Any]:
    figures = [_figure(each, read.get(each.key)) for each in clause.figures]
    main = figures[clause.figures.index(clause.main_figure)]
    return {
        "title": clause.title,
        "package": clause.package,
        "status": clause.status,
        "figure": main["value"],
        "unit": main["unit"],
        "records": main["records"],
        "figures": figures,
    }


def _figure(figure: ClauseFigure, reading: Reading | None) -> dict[str, Any]:
    return {
        "key": figure.key,
        "label": figure.label,
        "status": figure.status,
        "value": reading.value if reading else None,
        "unit": figure.unit,
        "records": reading.records if reading else 0,
    }


def _in_words(figure: ClauseFigure, reading: Reading | None) -> str:
    if reading is None:
        return f"{figure.label}: chưa có trong phần mềm"
    value = "chưa có hồ sơ" if reading.value is None else f"{reading.value} {figure.unit}"
    return f"{figure.label}: {value} ({reading.records} hồ sơ)"
