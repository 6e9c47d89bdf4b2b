"""Bring the home in ``DANCHU_HOME`` up to date, and print as JSON what this version then reads in it.

python -m tests.homes.reading
"""

import json
from collections.abc import Iterator
from io import StringIO

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - Django must be set up first
from django.test import Client  # noqa: E402

from danchu.core.models import User  # noqa: E402
from danchu.discuss import bundle  # noqa: E402
from danchu.discuss.exporting import bundle_of  # noqa: E402
from danchu.discuss.models import Decision  # noqa: E402
from danchu.inspect.models import Case  # noqa: E402
from danchu.inspect.opening import open_seal  # noqa: E402
from danchu.inspect.states import Kind, Part  # noqa: E402
from danchu.lib import clock  # noqa: E402
from tests.homes.people import WORDS  # noqa: E402

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
    }
    print(json.dumps(found))  # noqa: T201 - what it is for


def under_the_seals() -> Iterator[str]:
    """Who wrote each denunciation, read with the words of the chair."""
    chair = User.objects.get(username="chutich")
    for case in Case.objects.filter(kind=Kind.DENUNCIATION).order_by("pk"):
        opened = open_seal(case=case, words=WORDS, reason="Xác minh", by=chair, at=clock.now())
        yield opened.letter(case.sealed.get(kind=Part.LETTER)).name


if __name__ == "__main__":
    main()
