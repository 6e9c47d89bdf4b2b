"""danchu backup: database and files of this moment in one encrypted file, while the site goes on."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.template.defaultfilters import filesizeformat

from danchu.lib.vntext import vn_number
from danchu.project.backup import keys
from danchu.project.backup.failures import Failed
from danchu.project.backup.making import make

MOST_NAMED = 5


class Command(BaseCommand):
    help = "Sao lưu cơ sở dữ liệu và tệp vào một TỆP mới, được mã hóa; trang web vẫn chạy. Mở bằng danchu restore."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="TỆP", help="tệp mới, nên nằm trên ổ đĩa hoặc máy khác")
        parser.add_argument("--recipient", metavar="age1…", help="khóa công khai khác với khóa của danchu backup-key")

    def handle(self, *args: Any, **options: Any) -> None:
        kept = keys.Kept(settings.HOME)
        try:
            recipient = keys.recipient_of(options["recipient"]) if options["recipient"] else kept.read()[0]
            made = make(options["file"], recipient)
        except Failed as failed:
            raise CommandError(str(failed)) from failed
        self.stdout.write(
            f"Đã sao lưu vào {options['file']}: {filesizeformat(made.size)}, {vn_number(made.files)} tệp; đã đọc lại.\n"
            f"SHA-256: {made.digest}"
        )
        if not options["recipient"] and not kept.is_of(settings.SECRET_KEY):
            self.stderr.write("secret_key đã đổi từ khi lập khóa sao lưu. Hãy lập khóa mới: danchu backup-key TỆP")
        if made.spoilt:
            named = ", ".join(made.spoilt[:MOST_NAMED])
            raise CommandError(
                f"{len(made.spoilt)} tệp trong kho không còn đúng nội dung lúc gửi lên (ổ đĩa hỏng?): {named}. "
                "Bản sao lưu vẫn dùng được; hãy lấy lại các tệp này từ bản sao lưu cũ hơn."
            )
