"""What a person at the terminal is told when a command cannot go on: a sentence that says how to mend it."""

import sys
from getpass import getpass

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection

from danchu.core.upgrading import waiting_steps


def explained(error: Exception) -> str:
    """What to tell of ``error``; empty where it is a fault of the software, whose stack must be seen."""
    if isinstance(error, ImproperlyConfigured):
        return str(error)
    return _of_database() if isinstance(error, DatabaseError) else ""


def ask_secretly(prompt: str) -> str:
    """What somebody types without its being shown; from a script, the next line of its input."""
    return getpass(prompt) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")


def _of_database() -> str:
    """What is wrong with the database itself: it cannot be opened, or it lacks tables."""
    try:
        connection.close()
        present = connection.introspection.table_names()
        waiting = waiting_steps()
    except DatabaseError as closed:
        reason = " ".join(str(closed).split())
        return (
            f"Không mở được cơ sở dữ liệu ({_where()}): {reason}. Hãy xem lại DATABASE_URL, DANCHU_HOME và quyền ghi."
        )
    if not present:
        return (
            f"Cơ sở dữ liệu ({_where()}) chưa có gì. Để xem thử, hãy chạy: danchu demo. "
            "Để lập phường: danchu new-ward MÃ. Nếu dữ liệu nằm chỗ khác, hãy đặt DANCHU_HOME hoặc DATABASE_URL."
        )
    if waiting:
        return (
            f"Cơ sở dữ liệu ({_where()}) là của bản phần mềm cũ hơn (còn {len(waiting)} bước nâng cấp). "
            "Hãy sao lưu bằng danchu backup, rồi chạy danchu migrate."
        )
    return ""


def _where() -> str:
    """Where the database is, without user and password."""
    place = connection.settings_dict
    if connection.vendor == "sqlite":
        return str(place["NAME"])
    return f"{place['NAME']}, máy {place['HOST'] or settings.HOME}"
