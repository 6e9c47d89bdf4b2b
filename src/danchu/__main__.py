"""``python -m danchu`` is the ``danchu`` command."""

from danchu.cli import main

main()
