"""Bring the home in ``DANCHU_HOME`` up to date, and print as JSON what this version then reads in it.

python -m tests.homes.reading
"""

import json
from collections.abc import Iterator
from importlib import import_module
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import django

django.setup()

from django.apps import apps  # noqa: E402
from django.core.management import call_command  # noqa: E402 - Django must be set up first
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from danchu.core.models import AuditEntry, User  # noqa: E402
from danchu.discuss import bundle  # noqa: E402
from danchu.discuss.exporting import bundle_of  # noqa: E402
from danchu.discuss.models import Decision  # noqa: E402
from danchu.inspect.models import Case  # noqa: E402
from danchu.inspect.opening import open_seal  # noqa: E402
from danchu.inspect.states import Kind, Part  # noqa: E402
from danchu.lib import clock  # noqa: E402
from danchu.lib.vntext import fold  # noqa: E402
from tests.homes.people import HOUSEHOLDER, RESIDENT, WORDS  # noqa: E402

SEALED = "3"
"""The key of the remark that was put under a seal."""
GONE = ("phong bì ở quán Gió", "Bà Tám bán nước")
"""What the home had under a seal when it was kept."""
PAGES = ("/", "/phan-anh/", "/cong-khai/", "/dan-ban/", "/nghi-quyet/", "/huong-dan/")


def main() -> None:
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    books = StringIO()
    call_command("verify", "--json", stdout=books)
    closed, under_way = Decision.objects.order_by("pk")
    found = {
        **json.loads(books.getvalue()),
        "pages": {address: Client().get(address).status_code for address in PAGES},
        "faults of the bundle": bundle.check(bundle_of(closed), closed.bundle_digest).faults,
        "open votes": under_way.voices.count(),
        "under the seals": list(under_the_seals()),
        "named in the trail": list(named_in_the_trail()),
        "rewritten": [[each.book.name, each.payload["content"]["arguments"]["rewritten"]] for each in explaining()],
        "second run": second_run(),
        "left in the file": [each for each in GONE if each.encode() in contents()],
    }
    print(json.dumps(found))  # noqa: T201 - what it is for


def named_in_the_trail() -> Iterator[str]:
    """Entries, and values apart, that name who sent something while the roll alone may."""
    for entry in AuditEntry.objects.filter(book__name__in=("inspect", "duties", "core")).prefetch_related("secrets"):
        told = f"{entry.actor_name} {entry.search_text} {entry.target_name} {entry.payload}"
        told += "".join(str(each.value) for each in entry.secrets.all() if entry.target_id == SEALED)
        yield from (name for name in (HOUSEHOLDER, fold(HOUSEHOLDER), RESIDENT, fold(RESIDENT)) if name in told)


def explaining() -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(action="core.unname_senders").select_related("book"))


def second_run() -> int:
    """How many entries the step adds when it is taken once more."""
    before = AuditEntry.objects.count()
    step = import_module("danchu.inspect.migrations.0004_unnamed_senders")
    step.unname(apps, SimpleNamespace(connection=connection))
    return AuditEntry.objects.count() - before


def contents() -> bytes:
    """The whole database as it lies on the disk."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return Path(connection.settings_dict["NAME"]).read_bytes()


def under_the_seals() -> Iterator[str]:
    """Who wrote each denunciation, read with the words of the chair."""
    chair = User.objects.get(username="chutich")
    for case in Case.objects.filter(kind=Kind.DENUNCIATION).order_by("pk"):
        opened = open_seal(case=case, words=WORDS, reason="Xác minh", by=chair, at=clock.now())
        yield opened.letter(case.sealed.get(kind=Part.LETTER)).name


if __name__ == "__main__":
    main()
