"""Settings of the plain Django floor: the site's database and models, no middleware, one view."""

from danchu.project.settings import *  # noqa: F403

MIDDLEWARE = []
ROOT_URLCONF = "bench.plain_urls"
ALLOWED_HOSTS = ["*"]
