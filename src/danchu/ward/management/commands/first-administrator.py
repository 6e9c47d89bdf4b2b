"""danchu first-administrator: who begins in a new ward, and the link by which they set their password."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from danchu.core.actors import SYSTEM
from danchu.core.models import Ward
from danchu.core.refusals import Refused
from danchu.lib import clock
from danchu.lib.vntext import vn_date
from danchu.ward.actions.accounts import open_first_administrator
from danchu.ward.invitations import invite, site_of


class Command(BaseCommand):
    help = "Mở tài khoản quản trị đầu tiên của một phường, xã và in đường dẫn đặt mật khẩu."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--ward", required=True, metavar="CODE", help="mã của phường, xã, ví dụ 05528")
        parser.add_argument("--name", required=True, help="họ và tên")
        parser.add_argument("--username", required=True, help="tên đăng nhập, ví dụ nguyen.van.an")

    def handle(self, *args: Any, **options: Any) -> None:
        ward = Ward.objects.filter(code=options["ward"]).first()
        if ward is None:
            raise CommandError(f"Chưa có phường, xã mã {options['ward']}. Hãy chạy: danchu new-ward {options['ward']}")
        now = clock.now()
        try:
            account = open_first_administrator(
                ward=ward, full_name=options["name"], username=options["username"], by=SYSTEM, at=now
            )
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        invitation = invite(account, site=site_of(ward), at=now)
        self.stdout.write(f"Đã mở tài khoản quản trị “{account.username}” của {ward.name}.")
        self.stdout.write(
            f"Đường dẫn đặt mật khẩu, dùng một lần, đến ngày {vn_date(clock.local_day(invitation.until))}:"
        )
        self.stdout.write(invitation.address)
