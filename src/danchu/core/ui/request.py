"""The request as every view gets it: Django's, with the ward."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from danchu.core.models import User, Ward


class Request(HttpRequest):
    """For annotations only: ``WardMiddleware`` sets ``ward``; ``user`` is an account of that ward or anonymous."""

    ward: Ward
    user: User | AnonymousUser
