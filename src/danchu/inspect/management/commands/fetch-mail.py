"""danchu fetch-mail: read the mailboxes now, and say how it went."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from danchu.core.models import Ward
from danchu.inspect import queries_mail
from danchu.inspect.fetching import fetch


class Command(BaseCommand):
    help = "Nhận thư mới của các hòm thư ngay bây giờ. Trang web tự làm việc này vài phút một lần."

    def handle(self, *args: Any, **options: Any) -> None:
        failed = 0
        for ward in Ward.objects.order_by("pk"):
            for mailbox in queries_mail.to_fetch(ward):
                taken = fetch(mailbox)
                mailbox.refresh_from_db()
                failed += bool(mailbox.last_error)
                self.stdout.write(f"{mailbox.address}: {taken} thư. {mailbox.last_error}".strip())
        if failed:
            raise CommandError(f"{failed} hòm thư không nhận được thư.")
