"""danchu new-ward: a ward of the national list begins to keep its records here."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from danchu.core.actors import SYSTEM
from danchu.core.refusals import Refused
from danchu.core.upgrading import make_tables
from danchu.lib import clock
from danchu.ward.actions.wards import open_ward


class Command(BaseCommand):
    help = "Thêm một phường, xã theo mã trong danh mục đơn vị hành chính năm 2025."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", help="mã 5 chữ số, ví dụ 05528")
        parser.add_argument("--host", default="", help="tên miền riêng, ví dụ dan-chu.bach-quang.example")

    def handle(self, *args: Any, **options: Any) -> None:
        make_tables()
        try:
            ward = open_ward(code=options["code"], host=options["host"].strip().lower(), by=SYSTEM, at=clock.now())
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"Đã thêm {ward.name}, {ward.province} (mã {ward.code}).")
        self.stdout.write(
            f'Việc tiếp theo: danchu first-administrator --ward {ward.code} --name "Họ và tên" --username ten.dang.nhap'
        )
