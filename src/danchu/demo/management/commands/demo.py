"""danchu demo: the demonstration ward, and who may sign in to it."""

import time
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from danchu.core.models import Ward
from danchu.core.served import address
from danchu.core.upgrading import make_tables
from danchu.demo.building import build
from danchu.demo.sign_ins import listed
from danchu.lib.vntext import vn_number
from danchu.ward.models import Household, Person


class Command(BaseCommand):
    help = "Tạo phường trình diễn Bách Quang: người, hộ, tổ chức và một năm hoạt động, tất cả đều hư cấu."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--scale", type=float, default=1, help="cỡ so với phường thật: 1 là 40 tổ, 9.000 hộ")
        parser.add_argument("--seed", type=int, default=2025, help="số mầm: cùng số thì cùng người")
        parser.add_argument("--host", help="tên miền của phường trình diễn, bắt buộc khi đã có phường khác")
        parser.add_argument("--sign-ins", action="store_true", help="chỉ in danh sách tài khoản dùng thử")
        parser.add_argument("--site", help="địa chỉ trang web ghi trong danh sách (mặc định: nơi chạy gần nhất)")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["sign_ins"]:
            make_tables()
        present = Ward.objects.filter(is_demonstration=True).order_by("pk").first()
        if options["sign_ins"]:
            if present is None:
                raise CommandError("Chưa có phường trình diễn. Hãy chạy: danchu demo")
            self.stdout.write(listed(present, (options["site"] or address()).rstrip("/")))
        elif present is not None:
            self.stdout.write(f"Đã có phường trình diễn ({present}); giữ nguyên.")
        else:
            self._build(options)

    def _build(self, options: dict[str, Any]) -> None:
        if options["scale"] <= 0:
            raise CommandError("--scale phải lớn hơn 0.")
        real = Ward.objects.first()
        if real is not None and not options["host"]:
            raise CommandError(
                f"Cơ sở dữ liệu này đang giữ dữ liệu thật của {real}, nên không tạo phường trình diễn vào đó. "
                "Hãy dùng thư mục dữ liệu khác (DANCHU_HOME), hoặc cho phường trình diễn tên miền riêng bằng --host."
            )
        self._say("Đang tạo phường trình diễn: lập sổ hộ, rồi diễn lại từng tháng:")
        started = time.perf_counter()
        ward = build(scale=options["scale"], seed=options["seed"], host=options["host"], tell=self._months())
        self.stdout.write("")
        households = Household.objects.filter(ward=ward).count()
        people = Person.objects.filter(ward=ward).count()
        self.stdout.write(
            f"Đã tạo {ward}: {vn_number(households)} hộ, {vn_number(people)} người "
            f"({time.perf_counter() - started:.0f} giây)."
        )
        if not settings.DEMO:
            self.stdout.write("Để mở trang web: DANCHU_DEMO=1 danchu serve")

    def _months(self) -> Callable[[date], None]:
        """Tells of each month once, on one line."""
        told: set[tuple[int, int]] = set()

        def tell(day: date) -> None:
            if (month := (day.month, day.year)) not in told:
                told.add(month)
                self._say(f" {day.month}/{day.year}")

        return tell

    def _say(self, words: str) -> None:
        self.stdout.write(words, ending="")
        self.stdout.flush()
