"""How the log is written: an administrator reads it, so it says what went wrong and where, and nothing of persons."""

import logging
from traceback import format_tb
from typing import Any

from danchu.lib.errors import chain, code_of


class RequestsWithoutPersons(logging.Filter):
    """Of a request the log keeps the method and the pattern of its address: the address itself may hold a code, a
    search or a name. A failure of the software has its number (``core.ui.failures``) and its stack; anything else is
    one line."""

    def filter(self, record: logging.LogRecord) -> bool:
        request, status = getattr(record, "request", None), getattr(record, "status_code", None)
        if request is None or status is None:
            return True
        match = getattr(request, "resolver_match", None)
        pattern = f"/{match.route}" if match else "(an address that no page has)"
        record.msg, record.args = "%s %s %s", (status, request.method, pattern)
        if number := getattr(request, "failure_number", ""):
            record.msg = f"error {number}: {record.msg}"
        else:
            record.exc_info = record.exc_text = None
        return True


class StackWithoutValues(logging.Formatter):
    """A stack is written with places in the code and kinds of errors, without the errors' own words: these repeat what
    was typed or what is in a row."""

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the name is the library's
        return "\n".join(_told(each) for each in chain(ei[1]))


def _told(error: BaseException) -> str:
    kind, code = type(error), code_of(error)
    name = f"{kind.__module__}.{kind.__qualname__}" + (f" ({code})" if code else "")
    return f"{name}\n" + "".join(format_tb(error.__traceback__)).rstrip()
