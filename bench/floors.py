"""The floors that figures are compared with: a bare server, and a plain Django view. Run by Granian as WSGI."""

import os

PAGE = b"x" * 16_384


def bare(environ, start_response):
    """16 kB from memory, nothing else."""
    start_response("200 OK", [("Content-Type", "text/html"), ("Content-Length", str(len(PAGE)))])
    return [PAGE]


def plain_django():
    """Django without middleware: one view, three queries, a template of twenty rows, on the site's database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.plain_settings")
    from django.core.wsgi import get_wsgi_application  # noqa: PLC0415 - settings must be named first

    return get_wsgi_application()
