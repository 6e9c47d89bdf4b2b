"""The law's periods as a person counts them on a wall calendar, day by day. It shares nothing with what it checks but
the days off."""

from datetime import date, timedelta

from statute.calendars import Calendar

OFF = Calendar()
DAYS, WORKING = "ngày", "ngày làm việc"


SINCE = date(2026, 7, 1)
"""Law 136/2025/QH15 and Decrees 154, 155, 156/2026."""


def periods(
    kind: str, state: str, began_on: date, *, complex_: bool, remote: bool, places: bool, second: bool
) -> list[tuple[int, str]]:
    """The periods of the running stage, in the words of the laws; of several the earliest end decides."""
    match kind, state:
        case "remark", _:
            return [(10, WORKING)]  # Luật Tiếp công dân 2013, Điều 28
        case "complaint", "received":  # Luật Khiếu nại 2011, Điều 27; Nghị định 155/2026, Điều 10
            return [(10, DAYS), (7, WORKING)] if began_on >= SINCE else [(10, DAYS)]
        case "complaint", "settling" if second:  # Điều 37
            return [({(0, 0): 45, (1, 0): 60, (0, 1): 60, (1, 1): 70}[complex_, remote], DAYS)]
        case "complaint", "settling":  # Điều 28
            return [({(0, 0): 30, (1, 0): 45, (0, 1): 45, (1, 1): 60}[complex_, remote], DAYS)]
        case "denunciation", "received":
            return [(10 if places else 7, WORKING)]  # Luật Tố cáo 2018, Điều 24
        case "denunciation", "settling":
            return [(30, DAYS)]  # Điều 30
        case "information", _:
            return [(15 if complex_ else 10, WORKING)]  # Luật Tiếp cận thông tin 2016, Điều 29, 30
    raise AssertionError(f"the law has no period for {kind}, {state}")


def last_day(start: date, days: int, unit: str, pauses: list[tuple[date, date | None]]) -> date | None:
    """Cross off day after day from the one after ``start``, but no days of a pause. A period that had run out when it
    was paused ends on the first day after the pause; one that ends on a day off, on the next working day."""
    if any(until is None for _, until in pauses):
        return None
    left, day = days, start
    for since, until in [*sorted(pauses), (date.max, None)]:
        while day + timedelta(days=1) < since and left > 0:
            day += timedelta(days=1)
            left -= unit == DAYS or OFF.is_working_day(day)
        if until is not None:
            day, left = until, max(left, 1)
    while not OFF.is_working_day(day):
        day += timedelta(days=1)
    return day


MOVES = {
    "remark": {
        "received": {"accept", "answer", "forward", "refuse", "withdraw", "merge"},
        "settling": {"answer", "forward", "withdraw", "merge"},
        "answered": {"reopen"},
    },
    "complaint": {
        "received": {"accept", "refuse", "forward", "withdraw", "merge"},
        "settling": {"answer", "withdraw"},
    },
    "denunciation": {
        "received": {"accept", "refuse", "forward", "withdraw"},
        "settling": {"pause", "stop", "answer"},
        "paused": {"resume", "stop"},
    },
    "information": {
        "received": {"accept", "pause", "answer", "refuse", "forward", "withdraw"},
        "settling": {"pause", "answer", "refuse", "withdraw"},
        "paused": {"resume", "withdraw"},
    },
}
SINCE_JULY = {"settling": {"answer", "withdraw", "pause", "stop"}, "paused": {"resume", "stop", "withdraw"}}
"""Of a complaint that came in under Law 136/2025/QH15."""


def may(kind: str, state: str, move: str, began_on: date) -> bool:
    """Whether the law knows the step."""
    table = MOVES[kind]
    if kind == "complaint" and began_on >= SINCE:
        table = {**table, **SINCE_JULY}
    return move in table.get(state, set())
