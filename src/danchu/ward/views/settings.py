"""What the ward says of itself."""

from copy import copy
from typing import Any

from django.http import HttpResponseBase
from django.urls import reverse

from danchu.core.ui.access import allowed
from danchu.core.ui.pages import form_page, sent
from danchu.core.ui.request import Request
from danchu.lib import clock
from danchu.ward import forms
from danchu.ward.actions.settings import change_ward


@allowed("ward.change_ward")
def settings(request: Request) -> HttpResponseBase:
    """Name, address and abbreviation of the ward, as pages and documents show them."""
    ward = copy(request.ward)  # the page around the form keeps the name that is in force while the act is refused

    def act(data: dict[str, Any]) -> str:
        change_ward(ward=ward, **data, by=request.user, at=clock.now())
        return reverse("ward:settings")

    return form_page(
        request,
        forms.WardSettingsForm(*sent(request), initial=forms.known(ward, forms.WardSettingsForm)),
        title="Thông tin của phường",
        intro="Hiện ở chân mọi trang và trên văn bản.",
        act=act,
        done="Đã lưu.",
    )
