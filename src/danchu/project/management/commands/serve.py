"""danchu serve: prepare the data, then serve the site with its background worker."""

import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from danchu.core.models import Ward


class Command(BaseCommand):
    help = "Cập nhật cơ sở dữ liệu rồi chạy trang web cùng tiến trình nền (dừng bằng Ctrl-C)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=1, help="number of web processes")
        parser.add_argument("--demo", action="store_true", help="make the demonstration ward where there is none")

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        call_command("collectstatic", verbosity=0, interactive=False)
        if options["demo"] and not Ward.objects.exists():
            call_command("demo")
        self.stdout.write(f"\nTrang web: http://{options['host']}:{options['port']}/  (Ctrl-C để dừng)")
        if settings.DEMO:
            call_command("demo", "--sign-ins", stdout=self.stdout)
        self.stdout.flush()
        wanted = [options["host"], str(options["port"]), str(options["workers"])]
        os.execv(sys.executable, [sys.executable, "-m", "danchu.project.supervisor", *wanted])  # noqa: S606 - our own module
