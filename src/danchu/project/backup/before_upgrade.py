"""Before the tables of a site in use are changed, what is there is copied, or the administrator is told otherwise."""

from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.template.defaultfilters import filesizeformat

from danchu.core.models import Ward
from danchu.core.upgrading import waiting_steps
from danchu.lib import clock
from danchu.project.backup import sqlite
from danchu.project.backup.failures import Failed
from danchu.project.backup.making import last

KEPT_DAYS = 14
"""A copy lies in the data folder in the clear, so it also keeps what was sealed or erased since: not for long."""
FRESH = timedelta(days=1)
_FOLDER = "before-upgrade"


def precaution() -> str:
    """Take care of a site that is about to be brought up to date, and say in words what was done or should have been;
    empty where nothing is about to change or there is nothing to lose. Never stands in the way."""
    if not waiting_steps() or not _is_in_use():
        return ""
    if connection.vendor == "sqlite":
        return _copied()
    made = last()
    if made is not None and clock.now() - made < FRESH:
        return ""
    return (
        "Sắp nâng cấp cơ sở dữ liệu mà một ngày qua chưa có bản sao lưu nào. "
        "Lần sau hãy chạy danchu backup trước khi cài bản mới."
    )


def _is_in_use() -> bool:
    if Ward._meta.db_table not in connection.introspection.table_names():
        return False
    with connection.cursor() as cursor:  # by SQL: the model may already have columns that the table still lacks
        cursor.execute(f'SELECT 1 FROM "{Ward._meta.db_table}" WHERE NOT is_demonstration LIMIT 1')  # noqa: S608
        return cursor.fetchone() is not None


def _copied() -> str:
    folder = settings.HOME / _FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    target = folder / f"{clock.now().astimezone(clock.VIETNAM):%Y%m%d-%H%M%S}.sqlite3"
    try:
        sqlite.copy(target)
    except Failed as failed:
        return f"Chưa chép được cơ sở dữ liệu trước khi nâng cấp: {failed} Việc nâng cấp vẫn tiếp tục."
    for other in _copies():
        if other != target:
            other.unlink()
    return (
        f"Đã chép cơ sở dữ liệu trước khi nâng cấp vào {target} ({filesizeformat(target.stat().st_size)}); "
        f"bản chép tự xóa sau {KEPT_DAYS} ngày."
    )


def _copies() -> list[Path]:
    return sorted((settings.HOME / _FOLDER).glob("*.sqlite3"))


def forget_copies(today: date) -> None:
    """Delete copies whose days are over."""
    for copy in _copies():
        if today - date.fromisoformat(copy.name[:8]) > timedelta(days=KEPT_DAYS):
            copy.unlink(missing_ok=True)
