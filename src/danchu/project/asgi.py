"""The door of the site, for a server that speaks ASGI."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "danchu.project.settings")
django_application = get_wsgi_application()

from django.conf import settings  # noqa: E402 - Django must have been set up

from danchu.core import full_disk  # noqa: E402
from danchu.core.ui.in_memory import keeps_in_memory  # noqa: E402
from danchu.project.front.door import Door  # noqa: E402

_held = full_disk.keep_readable()
application = Door(django_application, settings.HOME / "revisions", off_disk=keeps_in_memory)
