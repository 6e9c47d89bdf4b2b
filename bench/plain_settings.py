"""Settings of the plain Django floor: nothing but Django and the database of the site, opened as the site opens it. No
applications, no middleware, one view."""

import os

from danchu.project.environment import Environment

_env = Environment(os.environ)

SECRET_KEY = "only-a-floor-of-measurements-signs-with-this-key"  # noqa: S105 - it signs nothing
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS: list[str] = []
MIDDLEWARE: list[str] = []
ROOT_URLCONF = "bench.plain_urls"
DATABASES = {"default": _env.database(_env.home())}
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates"}]
USE_TZ = True
