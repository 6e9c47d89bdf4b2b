"""The words of the room's e-mails."""

from danchu.core.messaging.notices import declare

CASE_MOVED = declare(
    "inspect.case-moved",
    template="inspect/notices/case_moved.txt",
    variables={"symbol", "state", "text", "code", "due_on", "address"},
)
CASE_RECEIVED = declare(
    "inspect.case-received",
    template="inspect/notices/case_received.txt",
    variables={"symbol", "label", "code", "due_on", "address"},
)
RECEPTION_CANCELLED = declare(
    "inspect.reception-cancelled",
    template="inspect/notices/reception_cancelled.txt",
    variables={"day", "hours", "reason", "address"},
)
