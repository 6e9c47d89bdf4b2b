"""danchu serve: prepare the data, then serve the site with its background worker."""

import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from danchu.core.models import Ward
from danchu.core.served import remember
from danchu.project.backup.before_upgrade import precaution
from danchu.project.backup.making import reminder
from danchu.project.readiness import obstacles, port_is_free
from danchu.project.running import AlreadyRunning, hold


class Command(BaseCommand):
    help = "Cập nhật cơ sở dữ liệu rồi chạy trang web cùng tiến trình nền (dừng bằng Ctrl-C)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="địa chỉ mạng để nghe")
        parser.add_argument("--port", type=int, default=8000, help="cổng")
        parser.add_argument("--workers", type=int, default=1, help="số tiến trình web")
        parser.add_argument("--demo", action="store_true", help="tạo phường trình diễn nếu chưa có phường nào")

    def handle(self, *args: Any, **options: Any) -> None:
        host, port, workers = options["host"], options["port"], options["workers"]
        site = f"http://{host}:{port}"
        _hold(site)
        if not port_is_free(host, port):
            raise CommandError(
                f"Cổng {port} đang có chương trình khác dùng. Hãy chọn cổng khác: "
                f"danchu serve --port {port + 1}, hoặc make run PORT={port + 1}."
            )
        self._prepare(options)
        if settings.DEMO:
            site = os.environ.setdefault("DANCHU_SITE_URL", site)  # what is begun from here names it in letters
            remember(site)
        wanted = [host, str(port), str(workers), *self._greeting(site)]
        os.execv(sys.executable, [sys.executable, "-m", "danchu.project.supervisor", *wanted])  # noqa: S606 - our own module

    def _prepare(self, options: dict[str, Any]) -> None:
        self._tell(precaution())
        call_command("migrate", verbosity=0, interactive=False, prepared=True)
        call_command("collectstatic", verbosity=0, interactive=False)
        if options["demo"] and not Ward.objects.exists():
            call_command("demo")
        if found := list(obstacles()):
            raise CommandError("Chưa chạy được trang web:\n- " + "\n- ".join(found))
        if not settings.DEMO and Ward.objects.exists():
            self._tell(reminder())

    def _greeting(self, site: str) -> list[str]:
        """Says where the site is; returns the command that shows who may sign in, for a demonstration."""
        shows_sign_ins = settings.DEMO and Ward.objects.filter(is_demonstration=True).exists()
        after = "sau ít giây là danh sách đăng nhập; " if shows_sign_ins else ""
        self._tell(f"\nTrang web: {site}/  ({after}Ctrl-C để dừng)")
        return ["demo", "--sign-ins", "--site", site] if shows_sign_ins else []

    def _tell(self, words: str) -> None:
        if words:
            self.stdout.write(words)
            self.stdout.flush()


def _hold(site: str) -> None:
    try:
        hold(settings.HOME, f"chạy trang web ở {site}/")
    except AlreadyRunning as other:
        raise CommandError(
            f"Thư mục dữ liệu {settings.HOME} đang được dùng để {other}. Hãy dùng cửa sổ đó, hoặc dừng nó bằng Ctrl-C "
            "rồi chạy lại. Muốn chạy thêm một trang khác, hãy đặt DANCHU_HOME là thư mục khác."
        ) from other
