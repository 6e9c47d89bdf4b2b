"""Messages that leave by the terminal, a line each: to whom, what about, and what the reader needs to go on."""

import re
import sys
from textwrap import shorten

from django.core.mail import EmailMessage
from django.core.mail.backends.console import EmailBackend as ConsoleBackend

from danchu.lib.codes import SIGNS

MOST_LETTERS = 100
_NEEDED = re.compile(rf"\b[{SIGNS}]{{4}}(?:-[{SIGNS}]{{4}})+\b|https?://\S+")
"""A code as it is printed, or an address to open."""


class EmailBackend(ConsoleBackend):
    """Django's console, with a line for each letter instead of its parts and encodings."""

    def write_message(self, message: EmailMessage) -> None:
        subject = shorten(str(message.subject), MOST_LETTERS, placeholder="…")
        needed = _NEEDED.search(str(message.body))
        self.stream.write(f"Thư tới {', '.join(message.to)}: {subject} {needed[0] if needed else ''}".rstrip() + "\n")


def show_text_message(to: str, text: str) -> None:
    """Show a text message to ``to`` (a number of which little can be read)."""
    sys.stdout.write(f"Tin nhắn tới {to}: {' '.join(text.split())}\n")
    sys.stdout.flush()
