"""The paper with the link by which an officer sets a password: handed over, never sent."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from danchu.core import squares
from danchu.core.models import User
from danchu.core.ui.request import Request
from danchu.lib import clock
from danchu.ward.invitations import invite


def paper(request: Request, account: User) -> HttpResponse:
    """The paper for ``account``, in this answer only."""
    invitation = invite(account, site=f"{request.scheme}://{request.get_host()}", at=clock.now())
    square = squares.svg_data_uri(invitation.address)
    response = render(request, "ward/accounts/paper.html", {"invitation": invitation, "square": square})
    add_never_cache_headers(response)
    return response
