"""danchu backup-key: the key that opens the backups of this site, made once and kept apart."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from danchu.project.backup import keys
from danchu.project.backup.failures import Failed
from danchu.project.terminal import ask_secretly


class Command(BaseCommand):
    help = "Lập khóa mở các bản sao lưu và ghi vào TỆP. Tệp ấy phải cất riêng; máy chủ chỉ giữ nửa dùng để khóa lại."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="TỆP", help="tệp mới, nên nằm trên một USB cất riêng")
        parser.add_argument("--passphrase", action="store_true", help="khóa chính tệp ấy bằng một câu mật khẩu")

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        if file.resolve().is_relative_to(settings.HOME):
            raise CommandError("Tệp khóa không được nằm trong thư mục dữ liệu. Hãy ghi vào một USB cất riêng.")
        if file.exists():
            raise CommandError(f"{file} đã có. Hãy đặt tên khác: tệp khóa cũ vẫn cần cho các bản sao lưu cũ.")
        words = _new_words() if options["passphrase"] else ""
        try:
            recipient = keys.make(file, settings.SECRET_KEY, words)
        except Failed as failed:
            raise CommandError(str(failed)) from failed
        keys.Kept(settings.HOME).write(recipient, settings.SECRET_KEY)
        self.stdout.write(
            f"Đã ghi khóa vào {file}. Hãy chép tệp này ra hai nơi cất riêng (USB trong két, bản in), rồi xóa ở đây.\n"
            "Từ nay bản sao lưu mở bằng khóa này. Khóa lập trước đây (nếu có) vẫn cần cho các bản sao lưu cũ."
        )


def _new_words() -> str:
    words = ask_secretly("Câu mật khẩu mới (ít nhất 12 ký tự): ")
    if len(words) < 12:
        raise CommandError("Câu mật khẩu quá ngắn: cần ít nhất 12 ký tự, nên là bốn, năm từ không liên quan nhau.")
    if ask_secretly("Gõ lại câu ấy: ") != words:
        raise CommandError("Hai lần gõ không giống nhau. Hãy làm lại.")
    return words
