"""Not collected by itself: the writer of the table, run inside a test database."""

from tests.permissions import test_routes
from tests.permissions import world as worlds


def test_write(walker):
    rows = test_routes.walked(walker, worlds.routes())
    lines = [test_routes.HEAD, *(f"{name} | {row}" for name, row in rows.items())]
    test_routes.TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")
