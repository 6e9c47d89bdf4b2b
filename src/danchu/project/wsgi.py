"""The WSGI door of the site."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "danchu.project.settings")
django_application = get_wsgi_application()

from django.conf import settings  # noqa: E402 - Django must have been set up

from danchu.project.front import Front  # noqa: E402

application = Front(django_application, settings.HOME / "revisions")
