"""What was sent in: the work list and a search among many cases, and how many come in. ``DATABASE_URL`` says where."""

import statistics
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from danchu.core.actors import VISITOR
from danchu.core.models import User, Ward
from danchu.core.ui.registers import MOST_FOUND
from danchu.inspect import queries, queries_desk
from danchu.inspect.actions.intake import Contact, receive_case
from danchu.inspect.models import Case, Sender
from danchu.inspect.states import Channel, Kind, State
from danchu.lib import clock, codes
from danchu.ward.states import Office

ROWS = 200_000
FOUND, ABSENT = ("den duong ngo 12", "rac nha van hoa"), ("khong co tu nay", "tau vu tru")
WORDS = ("Đèn đường ngõ {} hỏng", "Rác ở nhà văn hóa tổ {}", "Nước đọng đầu ngõ {}", "Chó thả rông ở ngách {}")
REST = " Đề nghị phường kiểm tra, xử lý sớm, vì người dân đã phản ánh nhiều lần mà chưa được giải quyết." * 3
OPEN = 100
"""One case in so many has not ended."""
INTAKE, COMMITS = 200, 400
BATCH = 2000


def measure() -> dict[str, float]:
    """Intake as a share of raw commits; the rest in seconds, each the median of several tries."""
    ward = Ward.objects.get()
    found = {"intake": _intake(ward) / _commits()}
    _fill(ward)
    officer = User.objects.filter(ward=ward, person__mandates__office=Office.CIVIL_SERVANT).first()
    rows = queries.visible_to(officer, ward)
    found["work list"] = _median([lambda: list(queries_desk.still_open(rows)[:20])])
    for name, asked in (("search with match", FOUND), ("search without match", ABSENT)):
        found[name] = _median([lambda each=each: _searched(rows, each) for each in asked])
    return found


def _searched(rows: QuerySet[Case], text: str) -> None:
    """A page of what answers, and how many there are as far as they are counted."""
    found = queries_desk.answering(rows, text, by_sender=True, proposed=queries_desk.proposals(text))
    found = found.order_by("-received_at", "-pk")
    list(found[:20])
    found[: MOST_FOUND + 1].count()


def _median(tries: list[Callable[[], Any]]) -> float:
    times = []
    for act in tries * 5:
        started = time.perf_counter()
        act()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def _intake(ward: Ward) -> float:
    """Remarks a second, one after another, each in its own transaction."""
    started = time.perf_counter()
    for number in range(INTAKE):
        receive_case(
            ward=ward,
            kind=Kind.REMARK,
            channel=Channel.WEB,
            text=WORDS[number % len(WORDS)].format(number),
            contact=Contact(name="Trần Thị Đo", phone="0912345678"),
            by=VISITOR,
            at=clock.now(),
        )
    return INTAKE / (time.perf_counter() - started)


def _commits() -> float:
    """Transactions a second that insert one row by plain SQL."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_commit (number integer NOT NULL)")
        started = time.perf_counter()
        for number in range(COMMITS):
            with transaction.atomic():
                cursor.execute("INSERT INTO bench_commit VALUES (%s)", [number])
        passed = time.perf_counter() - started
        cursor.execute("DROP TABLE bench_commit")
    return COMMITS / passed


def _fill(ward: Ward) -> None:
    last = Case.objects.filter(ward=ward, kind=Kind.REMARK).count() + 10_000
    missing = ROWS - Case.objects.filter(ward=ward).count()

    def made(place: int) -> Case:
        day = clock.today() - timedelta(days=1 + place % (5 * 365))
        text = WORDS[place % len(WORDS)].format(place % 300)
        case = Case(
            ward=ward,
            kind=Kind.REMARK,
            number=last + place,
            year=day.year,
            symbol=f"PA-{last + place}/{day.year}",
            code=codes.new_code(12),
            channel=Channel.WEB,
            title=text,
            text=text + REST,
            rule={"on": day.isoformat()},
            received_at=clock.moment_on(day, 9),
            received_on=day,
            counted_from=day,
            stage_on=day,
            due_on=day + timedelta(days=14),
        )
        if place % OPEN:
            case.state, case.ended_at, case.ended_on = State.ANSWERED, clock.moment_on(day, 16), day
        case.derive()
        return case

    for start in range(0, missing, BATCH):
        cases = Case.objects.bulk_create([made(place) for place in range(start, min(start + BATCH, missing))])
        senders = [Sender(ward=ward, case=case, name="Trần Thị Đo", phone="0912345678") for case in cases]
        for sender in senders:
            sender.derive()
        Sender.objects.bulk_create(senders)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
