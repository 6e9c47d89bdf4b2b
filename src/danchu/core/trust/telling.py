"""Who outside the ward's administration gets the statement of each day, and what is wrong when nobody does."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from django.db.models import Count, Subquery

from danchu.core.messaging.notices import declare, letters
from danchu.core.models import HeadStatement, Notice, Ward
from danchu.core.sites import full_address
from danchu.core.trust import archive, keys
from danchu.core.trust.statements import Statement
from danchu.lib import clock
from danchu.lib.vntext import vn_date

type Recipients = Callable[[Ward], Iterator[tuple[str, str]]]
"""Gives (e-mail address, address to leave by) of each."""

STATEMENT = declare(
    "core.statement",
    template="core/notices/statement.txt",
    variables={"day", "digest", "fingerprint", "address", "notes", "text"},
)
LATE_AFTER = timedelta(hours=26)
LOOKED_BACK = timedelta(days=7)
_RECIPIENTS: list[Recipients] = []


def enter(recipients: Recipients) -> None:
    """Called when Django starts, by the rooms that know whom to tell."""
    _RECIPIENTS.append(recipients)


def letters_of(row: HeadStatement, statement: Statement) -> list[Notice]:
    """The letters that carry the statement, one to an address, not yet in the outbox."""
    to = {address: leave for provider in _RECIPIENTS for address, leave in provider(row.ward)}
    return letters(
        STATEMENT,
        ward=row.ward,
        to=sorted(to.items()),
        at=row.at,
        day=vn_date(row.day),
        digest=keys.grouped(row.digest),
        fingerprint=keys.folder().current().fingerprint,
        address=full_address(row.ward, row.get_absolute_url()),
        notes=notes_of(statement),
        text=statement.text,
    )


def notes_of(statement: Statement) -> list[str]:
    """What the statement says besides the heads, in sentences."""
    words = {
        "rotated": "Khóa ký đã đổi; khóa trước đã ký xác nhận khóa mới. Dấu khóa trước: {was}.",
        "new-root": "Khóa ký đã đổi mà khóa trước không ký xác nhận, vì đã mất. Dấu khóa trước: {was}.",
        "restored": "Dữ liệu đã được khôi phục từ bản sao lưu lập lúc {made_at}; những gì ghi sau lúc ấy không còn. "
        "Bản đối chiếu của các ngày sau lúc ấy vì vậy không còn khớp.",
        "missed": "Không có bản đối chiếu của {days} ngày trước đó.",
    }
    known = [each for each in statement.content["notes"] if each.get("kind") in words]
    return [words[each["kind"]].format_map(each) for each in known]


def line_of(ward: Ward) -> str:
    """The line on printed minutes: what was last published, and the key."""
    mark, last = keys.folder().current().fingerprint, archive.latest(ward)
    if last is None:
        return f"Dấu khóa ký của phần mềm: {mark}."
    return f"Mã đối chiếu sổ ngày {vn_date(last.day)}: {keys.grouped(last.digest)}. Dấu khóa ký: {mark}."


def troubles(ward: Ward, now: datetime) -> Iterator[str]:
    """Why the statements do not reach anybody outside, in sentences; nothing while they do."""
    unsent = Notice.objects.filter(
        ward=ward, sent_at=None, kind=STATEMENT.key, queued_at__range=(now - LOOKED_BACK, now - LATE_AFTER)
    ).order_by()
    counted = Subquery(unsent.values("kind").annotate(number=Count("pk")).values("number"))
    last = HeadStatement.objects.filter(ward=ward).annotate(waiting=counted).order_by("-number").first()
    if last is None or now - last.at > LATE_AFTER:
        since = f"từ ngày {vn_date(clock.local_day(last.at))}" if last else "lần nào"
        yield f"Bản đối chiếu sổ nhật ký chưa được công bố {since}. Hãy xem máy chủ có chạy việc hằng ngày không."
    if last is not None and not last.told:
        yield "Bản đối chiếu không gửi cho ai ngoài Ủy ban: Mặt trận, Ban Thanh tra nhân dân chưa có thư điện tử."
    if last is not None and last.waiting:
        yield f"{last.waiting} thư mang bản đối chiếu chưa gửi được. Hãy xem cài đặt gửi thư."
