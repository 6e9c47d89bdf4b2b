"""danchu restore: put a backup into an empty data folder, or in the place of what is there."""

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from danchu.core.actions.audit import report_restore
from danchu.core.actors import SYSTEM
from danchu.core.models import Ward
from danchu.core.trust import beginning
from danchu.core.trust import keys as signing
from danchu.lib import clock
from danchu.lib.vntext import vn_date, vn_number
from danchu.project.backup import keys
from danchu.project.backup.contents import Manifest
from danchu.project.backup.failures import Failed
from danchu.project.backup.restoring import Restored, present, restore
from danchu.project.running import AlreadyRunning, hold, release
from danchu.project.terminal import ask_secretly

MOST_NAMED = 5
YES = "CO"


class Command(BaseCommand):
    help = "Khôi phục bản sao lưu TỆP vào thư mục dữ liệu còn trống, rồi kiểm tra nhật ký."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="TỆP", help="bản sao lưu do danchu backup lập")
        parser.add_argument("--key", type=Path, metavar="TỆP_KHÓA", required=True, help="tệp do danchu backup-key lập")
        parser.add_argument("--replace", action="store_true", help="thay dữ liệu đang có (sẽ hỏi lại)")
        parser.add_argument("--no-input", action="store_true", help="không hỏi lại")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            hold(settings.HOME, "khôi phục bản sao lưu")
            opening = keys.read(options["key"], lambda: ask_secretly("Câu mật khẩu của tệp khóa: "))
            restored = restore(options["file"], opening, self._agreement(options))
        except AlreadyRunning as other:
            raise CommandError(f"Thư mục dữ liệu đang được dùng để {other}. Hãy dừng việc ấy trước.") from other
        except Failed as failed:
            raise CommandError(str(failed)) from failed
        finally:
            release()
        keys.Kept(settings.HOME).begin_with(str(opening.identity.to_public()), opening.secret_key)
        self._tell(restored, opening)
        self._trust_again(restored.manifest)
        try:
            call_command("verify", stdout=self.stdout)
        except CommandError as broken:
            raise CommandError(f"Đã khôi phục đúng như lúc sao lưu, nhưng lúc ấy nhật ký đã sai: {broken}") from broken
        for ward in Ward.objects.order_by("pk"):
            report_restore(ward=ward, made_at=restored.manifest.made_at, by=SYSTEM, at=clock.now())
        self.stdout.write("Xong. Hãy chạy lại trang web: danchu serve")

    def _agreement(self, options: dict[str, Any]) -> Callable[[Manifest], None]:
        """Says what is in the backup; what is there already is replaced only when somebody says so twice."""

        def agree(manifest: Manifest) -> None:
            made = manifest.made_at.astimezone(clock.VIETNAM)
            whose = ", ".join(manifest.wards) or "trang chưa có phường"
            self.stdout.write(f"Bản sao lưu của {whose}, lập lúc {made:%H:%M} ngày {vn_date(made.date())}.")
            there = present()
            if not there:
                return
            if not options["replace"]:
                raise Failed(
                    f"Thư mục dữ liệu {settings.HOME} đang có {', '.join(there)}. Hãy khôi phục vào thư mục trống "
                    "(DANCHU_HOME khác), hoặc thêm --replace để thay dữ liệu đang có."
                )
            if not options["no_input"] and not self._says_yes(there):
                raise Failed("Đã dừng; chưa thay đổi gì.")

        return agree

    def _says_yes(self, there: list[str]) -> bool:
        lost = "bị xóa hẳn" if connection.vendor == "postgresql" else "được dời sang một bên"
        self.stdout.write(f"Đang có: {', '.join(there)}. Cơ sở dữ liệu này sẽ {lost}.")
        return input(f"Gõ {YES} để thay: ").strip().upper() in {YES, "CÓ"}

    def _trust_again(self, manifest: Manifest) -> None:
        """Keys of before are trusted where this machine has none; what was published later no longer holds."""
        fresh = not signing.folder().ring().roots
        for key in signing.folder().adopt(signing.Ring.of(manifest.keys).roots) if fresh else ():
            self.stdout.write(f"Tin lại khóa ký {key.fingerprint} ghi trong bản sao lưu; hãy so với dấu khóa đã in.")
        for each in beginning.restored():
            self.stdout.write(f"Bản đối chiếu ngày {each.day:%d/%m/%Y} là của dữ liệu đã thay; không còn khớp.")

    def _tell(self, restored: Restored, opening: keys.Opening) -> None:
        self.stdout.write(f"Đã khôi phục cơ sở dữ liệu và {vn_number(restored.files)} tệp.")
        if restored.aside:
            self.stdout.write(f"Dữ liệu trước đó nằm ở {restored.aside}; hãy xóa khi chắc chắn không cần nữa.")
        if not opening.secret_key:
            self.stdout.write("Tệp khóa không có secret_key: hãy chép secret_key đã cất riêng vào thư mục dữ liệu.")
        elif not settings.SECRET_KEY_IN_HOME and opening.secret_key != settings.SECRET_KEY:
            self.stdout.write("DANCHU_SECRET_KEY đang đặt khác với lúc sao lưu; hãy đặt lại cho đúng.")
        if restored.missing:
            named = ", ".join(restored.missing[:MOST_NAMED])
            self.stdout.write(f"{len(restored.missing)} tệp có trong sổ mà không có trong bản sao lưu: {named}")
