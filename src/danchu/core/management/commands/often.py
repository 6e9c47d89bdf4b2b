"""danchu often: the round that is made every few minutes; ``danchu serve`` calls it by itself."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from danchu.core.daily import make_frequent_round


class Command(BaseCommand):
    help = "Làm các việc cứ vài phút một lần: nhận thư, gửi lại thư chưa đi. Chạy lại vô hại."

    def handle(self, *args: Any, **options: Any) -> None:
        if failed := make_frequent_round():
            raise CommandError(f"{failed} việc bị lỗi; xem nhật ký phía trên.")
