"""The floors that figures are compared with: a bare server, and a plain Django view. Run by Granian as WSGI."""

MARK = "X-Plain"
"""The header by which the bench knows that it is the plain view that answers."""
PAGE = b"x" * 16_384


def bare(environ, start_response):
    """16 kB from memory, nothing else."""
    start_response("200 OK", [("Content-Type", "text/html"), ("Content-Length", str(len(PAGE)))])
    return [PAGE]


def plain_django():
    """Django with ``bench.plain_settings``, which ``servers.plain`` names."""
    from django.core.wsgi import get_wsgi_application  # noqa: PLC0415 - only this floor needs Django

    return get_wsgi_application()
