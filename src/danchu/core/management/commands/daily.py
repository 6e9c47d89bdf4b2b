"""danchu daily: the round that is made once a day; ``danchu serve`` calls it by itself."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from danchu.core.daily import make_round
from danchu.lib import clock


class Command(BaseCommand):
    help = "Làm các việc của ngày hôm nay: phát sinh nhiệm vụ theo luật, nhắc việc đến hạn. Chạy lại vô hại."

    def handle(self, *args: Any, **options: Any) -> None:
        if failed := make_round(clock.today()):
            raise CommandError(f"{failed} việc trong ngày bị lỗi; xem nhật ký phía trên.")
