"""The ward, the decisions and the hands under measurement of ``bench.votes``."""

import hashlib
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from threading import Lock
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection, connections, transaction
from django.urls import reverse

from bench import load
from danchu.core import bulk
from danchu.core.actors import SYSTEM
from danchu.core.models import User, Ward
from danchu.discuss import bundle, exporting, polling, queries
from danchu.discuss.actions.closing import close_decision
from danchu.discuss.actions.preparing import Plan, open_decision, prepare_decision
from danchu.discuss.actions.voting import change_voice
from danchu.discuss.forms_online import sending
from danchu.discuss.models import Decision, Elector
from danchu.discuss.states import WrittenAs
from danchu.lib import clock
from danchu.ward.models import Household, ResidentialGroup
from statute.decisions import online_conditions


def ward_with(households: int) -> ResidentialGroup:
    """A group of a new ward with so many households, each with an account."""
    ward = Ward.objects.create(code="1", name="phường Một", province="tỉnh Một")
    group = ResidentialGroup.objects.create(ward=ward, code="T1", name="Tổ dân phố 1")
    kind = User.Kind.HOUSEHOLD
    accounts = User.objects.bulk_create(
        (User(ward=ward, kind=kind, username=f"h{each}", display_name=f"Hộ {each}") for each in range(households)),
        batch_size=500,
    )
    rows = [
        Household(ward=ward, group=group, code=f"H{each:05d}", head_name="Nguyễn Văn A", account=account)
        for each, account in enumerate(accounts)
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


def opening(group: ResidentialGroup) -> dict[str, float]:
    """Seconds to open a decision of the group, and to insert as many plain rows."""
    decision = prepared(group)
    started = time.perf_counter()
    open_decision(decision=decision, by=SYSTEM, at=clock.now())
    opened = time.perf_counter() - started
    other = prepared(group)
    rows = Elector.objects.filter(decision=decision)
    roll = list(rows.values_list("number", "household_id", "group_id", "code", "name", "search_text"))
    columns = ("ward_id", "decision_id", "number", "household_id", "group_id", "code", "name", "search_text")
    started = time.perf_counter()
    with transaction.atomic():
        bulk.insert(Elector, columns, [(other.ward_id, other.pk, *row) for row in roll])
    return {"opening": opened, "insert": time.perf_counter() - started}


def raw(at_once: int) -> list[Callable[[], Any]]:
    """So many hands that each commit one new row and a change of another, without anything else."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS bench_raw (hand integer, said text)")
        cursor.execute("CREATE TABLE IF NOT EXISTS bench_count (hand integer PRIMARY KEY, number integer)")
        cursor.execute("DELETE FROM bench_count")
        cursor.executemany("INSERT INTO bench_count VALUES (%s, 0)", [[each] for each in range(at_once)])

    def hand(number: int) -> Callable[[], Any]:
        def commit() -> None:
            with transaction.atomic(), connections["default"].cursor() as cursor:
                cursor.execute("INSERT INTO bench_raw (hand, said) VALUES (%s, %s)", [number, "x" * 100])
                cursor.execute("UPDATE bench_count SET number = number + 1 WHERE hand = %s", [number])

        return commit

    return [hand(number) for number in range(at_once)]


def sendings(group: ResidentialGroup) -> Iterator[bytes]:
    """The forms that one household after the other sends on an open decision, each in its own session."""
    decision = open_decision(decision=prepared(group), by=SYSTEM, at=clock.now())
    rows = Elector.objects.filter(decision=decision).select_related("household__account").order_by("number")
    electors = list(rows)
    store, secret = SessionStore(), "a" * 32
    sessions = [
        Session(
            session_key=f"bench{each.number:027d}",
            session_data=store.encode(
                {
                    SESSION_KEY: str(each.household.account.pk),
                    BACKEND_SESSION_KEY: "danchu.ward.accounts_backend.AccountBackend",
                    HASH_SESSION_KEY: each.household.account.get_session_auth_hash(),
                }
            ),
            expire_date=clock.now() + timedelta(days=1),
        )
        for each in electors
    ]
    Session.objects.bulk_create(sessions, batch_size=500)
    path = reverse("discuss:vote", args=[decision.pk])
    for elector, session in zip(electors, sessions, strict=True):
        form = {"choices": "1", "step": "send", "sending": sending(elector), "csrfmiddlewaretoken": secret}
        cookies = f"Cookie: sessionid={session.session_key}; csrftoken={secret}\r\n"
        yield load.post(path, urlencode(form), cookies)


def votes(at_once: int, group: ResidentialGroup, method: str) -> list[Callable[[], Any]]:
    """So many hands that each let the next household vote, as its page does."""
    decision = open_decision(decision=prepared(group, method=method), by=SYSTEM, at=clock.now())
    waiting = iter(Elector.objects.filter(decision=decision).select_related("household__account").order_by("number"))
    lock = Lock()

    def vote() -> None:
        with lock:
            elector = next(waiting)
        about = Decision(pk=decision.pk, ward_id=decision.ward_id)
        polling.vote(decision=about, elector=elector, choices=(1,), by=elector.household.account, at=clock.now())

    return [vote] * at_once


def counting(group: ResidentialGroup, ballots: int) -> dict[str, float]:
    """Seconds to count so many open ballots (some households change their mind), walk their chain, write the bundle
    and check it; and to hash its bytes."""
    decision = open_decision(decision=prepared(group, is_changeable=True), by=SYSTEM, at=clock.now())
    roll = list(Elector.objects.filter(decision=decision).select_related("household__account").order_by("number"))
    with transaction.atomic():
        for elector in roll:
            told = {"decision": decision, "elector": elector, "by": elector.household.account, "at": clock.now()}
            polling.vote(**told, choices=(1 + elector.number % 3,))
            if elector.number <= ballots - len(roll):
                change_voice(**told, choices=(1 + (elector.number + 1) % 3,))
    close_decision(decision=decision, written_as=WrittenAs.RESOLUTION, by=SYSTEM, at=clock.now())
    started = time.perf_counter()
    queries.outcome_now(decision)
    written = exporting.bundle_of(decision)
    report = bundle.check(written)
    taken = time.perf_counter() - started
    if not report.ok or decision.chain_length != ballots:
        raise RuntimeError(report.faults)
    started = time.perf_counter()
    hashlib.sha256(written).hexdigest()
    return {"count": taken, "hash": time.perf_counter() - started}
