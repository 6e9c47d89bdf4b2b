"""danchu rotate-key: another key seals from now on; the old one vouches for it and is forgotten."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from danchu.core.actions.heads import report_new_key
from danchu.core.actors import SYSTEM
from danchu.core.models import Ward
from danchu.core.trust import archive, keys
from danchu.lib import clock


class Command(BaseCommand):
    help = "Đổi khóa ký: khóa cũ ký xác nhận khóa mới rồi bị xóa. Bản đối chiếu kế tiếp nói rõ việc đổi khóa."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--show", action="store_true", help="chỉ in dấu khóa đang dùng, không đổi gì")
        parser.add_argument(
            "--lost",
            action="store_true",
            help="khóa cũ đã mất: tin lại khóa công khai ghi trong các bản đối chiếu cũ, sau khi so với dấu khóa đã in",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder = keys.folder()
        was = folder.current()
        if options["show"]:
            for each in folder.ring().roots:
                state = "đang dùng" if each == was else "đã thay"
                self.stdout.write(f"{each.fingerprint} ({state})")
            return
        if options["lost"]:
            for each in archive.adopt_keys_of_statements():
                self.stdout.write(f"Tin lại khóa {each.fingerprint}. Hãy so với dấu khóa in trên biên bản cũ.")
            return
        new = folder.rotate()
        for ward in Ward.objects.order_by("pk"):
            report_new_key(ward=ward, key_before=was.fingerprint, key_after=new.fingerprint, by=SYSTEM, at=clock.now())
        self.stdout.write(f"Khóa mới: {new.fingerprint}. Khóa cũ {was.fingerprint} đã ký xác nhận và đã xóa.")
