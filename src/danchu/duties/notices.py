"""The words of the room's e-mails."""

from danchu.core.messaging.notices import declare

REMINDER = declare(
    "duties.reminder", template="duties/notices/reminder.txt", variables={"today", "late", "due", "more", "address"}
)
