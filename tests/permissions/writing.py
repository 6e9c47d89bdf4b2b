"""Not collected by itself: the writer of the table, run inside a test database."""

import pytest

from tests.permissions import test_routes, world


@pytest.mark.django_db
@pytest.mark.usefixtures("quiet_refusals")
def test_write():
    rows = test_routes.walked(world.build())
    lines = [test_routes.HEAD, *(f"{name} | {row}" for name, row in rows.items())]
    test_routes.TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")
