"""Connections to the database, which threads keep from one request to the next: nothing that a request left open stays
open after it."""

from time import monotonic
from typing import Any

from django.core.signals import got_request_exception, request_finished
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper


def tend() -> None:
    """Look after the connections at the end of every request, from now on."""
    got_request_exception.connect(_let_go, dispatch_uid=__name__)
    request_finished.connect(_close_unfinished, dispatch_uid=__name__)


def _let_go(**_: Any) -> None:
    """A request in which the software failed may have left a half-read query, which would show this thread the database
    as it was then: its connections are closed when it ends."""
    for each in connections.all(initialized_only=True):
        each.close_at = monotonic()


def _close_unfinished(**_: Any) -> None:
    for each in connections.all(initialized_only=True):
        if each.connection is not None and not each.in_atomic_block and _is_in_transaction(each):
            each.close()


def _is_in_transaction(connection: BaseDatabaseWrapper) -> bool:
    if connection.vendor == "sqlite":
        return bool(connection.connection.in_transaction)
    return bool(connection.connection.info.transaction_status)  # 0 is idle
