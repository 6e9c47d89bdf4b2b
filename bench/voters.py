"""The ward, the decisions and the hands under measurement of ``bench.votes``."""

import hashlib
import time
from collections.abc import Callable
from datetime import timedelta
from itertools import count
from threading import Lock
from typing import Any

from django.db import connection, connections, transaction

from danchu.core import bulk
from danchu.core.actors import SYSTEM
from danchu.core.models import User, Ward
from danchu.discuss import bundle, exporting, queries
from danchu.discuss.actions.closing import close_decision
from danchu.discuss.actions.preparing import Plan, open_decision, prepare_decision
from danchu.discuss.actions.voting import vote_online
from danchu.discuss.models import Decision, Elector
from danchu.lib import clock
from danchu.lib.vntext import fold
from danchu.ward.models import Household, ResidentialGroup
from statute.decisions import online_conditions

_wards = count(1)
MOST_VOTES = 12_000


def ward_with(households: int) -> ResidentialGroup:
    """A group of a new ward with so many households, each with an account."""
    number = next(_wards)
    ward = Ward.objects.create(
        code=f"{number:05d}", name=f"phường {number}", province="tỉnh Một", host=f"{number}.example"
    )
    group = ResidentialGroup.objects.create(ward=ward, code="T1", name="Tổ dân phố 1")
    accounts = User.objects.bulk_create(
        [
            User(ward=ward, kind=User.Kind.HOUSEHOLD, username=f"h{number}-{each}", display_name=f"Hộ {each}")
            for each in range(households)
        ],
        batch_size=500,
    )
    rows = [
        Household(ward=ward, group=group, code=f"H{n:05d}", head_name="Nguyễn Văn A", account=each)
        for n, each in enumerate(accounts)
    ]
    for row in rows:
        row.derive()
    Household.objects.bulk_create(rows, batch_size=500)
    return group


def prepared(group: ResidentialGroup, **given: Any) -> Decision:
    """A decision of the group that can be opened, online."""
    now = clock.now()
    plan = Plan(
        kind="other",
        title="Lịch tổng vệ sinh",
        proposal="Sáng Chủ nhật đầu tháng.",
        forms=("online",),
        online_conditions={each.key: "đã ghi" for each in online_conditions()},
        closes_at=now + timedelta(days=1),
        groups=(group,),
        **given,
    )
    return prepare_decision(ward=group.ward, plan=plan, by=SYSTEM, at=now)


def opening(households: int) -> dict[str, float]:
    """Seconds to open a decision of so many households, and to insert as many plain rows."""
    decision = prepared(ward_with(households))
    started = time.perf_counter()
    open_decision(decision=decision, by=SYSTEM, at=clock.now())
    opened = time.perf_counter() - started
    other = prepared(ResidentialGroup.objects.get(pk=decision.groups.get().group_id))
    roll = list(
        Elector.objects.filter(decision=decision).values_list("number", "household_id", "group_id", "code", "name")
    )
    columns = ("ward_id", "decision_id", "number", "household_id", "group_id", "code", "name", "search_text")
    started = time.perf_counter()
    with transaction.atomic():
        bulk.insert(Elector, columns, [(other.ward_id, other.pk, *row, fold(row[4])) for row in roll])
    return {"opening": opened, "insert": time.perf_counter() - started}


def raw(at_once: int) -> list[Callable[[], Any]]:
    """So many hands that each commit one row, without anything else."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS bench_raw (hand integer, said text)")

    def hand(number: int) -> Callable[[], Any]:
        def commit() -> None:
            with transaction.atomic(), connections["default"].cursor() as cursor:
                cursor.execute("INSERT INTO bench_raw (hand, said) VALUES (%s, %s)", [number, "x" * 100])

        return commit

    return [hand(number) for number in range(at_once)]


def votes(at_once: int, method: str) -> list[Callable[[], Any]]:
    """So many hands that each let the next household vote, as its page does."""
    decision = open_decision(decision=prepared(ward_with(MOST_VOTES), method=method), by=SYSTEM, at=clock.now())
    waiting = iter(Elector.objects.filter(decision=decision).select_related("household__account").order_by("number"))
    lock = Lock()

    def vote() -> None:
        with lock:
            elector = next(waiting)
        about = Decision(pk=decision.pk, ward_id=decision.ward_id)
        vote_online(decision=about, elector=elector, choices=(1,), by=elector.household.account, at=clock.now())

    return [vote] * at_once


def counting(ballots: int) -> dict[str, float]:
    """Seconds to count so many open ballots, walk their chain and write the bundle; and to hash its bytes."""
    decision = open_decision(decision=prepared(ward_with(ballots)), by=SYSTEM, at=clock.now())
    for elector in Elector.objects.filter(decision=decision).select_related("household__account"):
        vote_online(
            decision=decision,
            elector=elector,
            choices=(1 + elector.number % 3,),
            by=elector.household.account,
            at=clock.now(),
        )
    close_decision(decision=decision, by=SYSTEM, at=clock.now())
    started = time.perf_counter()
    queries.outcome_now(decision)
    written = exporting.bundle_of(decision)
    report = bundle.check(written)
    taken = time.perf_counter() - started
    if not report.ok:
        raise RuntimeError(report.faults)
    started = time.perf_counter()
    hashlib.sha256(written).hexdigest()
    return {"count": taken, "hash": time.perf_counter() - started}
