"""How the check of a file says no."""

from danchu.core.refusals import Refused


class FileRefused(Refused):
    """The file cannot be taken. ``message`` says in Vietnamese what is wrong and how to mend it."""

    def __init__(self, message: str) -> None:
        self.message = message
        super().__init__(message)
