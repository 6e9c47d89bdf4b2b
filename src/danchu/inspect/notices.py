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

MAIL_RECEIVED = declare(
    "inspect.mail-received",
    template="inspect/notices/mail_received.txt",
    variables={"symbol", "code", "due_on", "notes", "title", "address"},
)

MAIL_WRITTEN = declare(
    "inspect.mail-written",
    template="inspect/notices/mail_written.txt",
    variables={"symbol", "code", "text", "title", "address"},
)
