"""What programs ask for: where search engines may go, what there is, and the icon."""

from typing import Any

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap as sitemap_of
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse

from danchu.core.models import Ward
from danchu.core.ui.access import keeping, kept
from danchu.core.ui.request import Request
from danchu.inspect import queries as remarks
from danchu.inspect.models import Case
from danchu.know import queries as know
from danchu.know.models import Disclosure
from danchu.ward import queries as ward_queries

PAGES = (
    "portal:home",
    "know:disclosures",
    "know:obligations",
    "inspect:published",
    "inspect:map",
    "inspect:statistics",
    "inspect:send",
    "resolution:page",
    "portal:guide",
)
CLOSED = ("/ban-lam-viec/", "/tai-khoan/", "/nhan-tin/", "/tim-kiem/", "/theo-doi/")


@kept
def robots(request: Request) -> HttpResponse:
    """Search engines are welcome on public pages; not at desks, accounts and endless searches."""
    lines = ["User-agent: *", *(f"Disallow: {each}" for each in CLOSED)]
    lines += ["Disallow: /*?", "", f"Sitemap: {request.build_absolute_uri(reverse('portal:sitemap'))}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


class Pages(Sitemap[str]):
    """The standing pages and those of the residential groups."""

    def __init__(self, ward: Ward) -> None:
        self.ward = ward

    def items(self) -> list[str]:
        groups = ward_queries.groups(self.ward)
        return [*map(reverse, PAGES), *(reverse("portal:group", args=[each.code]) for each in groups)]

    def location(self, item: str) -> str:
        return item


class Disclosures(Sitemap[Disclosure]):
    """Everything disclosed."""

    def __init__(self, ward: Ward) -> None:
        self.ward = ward

    def items(self) -> QuerySet[Disclosure]:
        return know.published(self.ward)

    def lastmod(self, item: Disclosure) -> Any:
        return item.published_at


class Remarks(Sitemap[Case]):
    """Every published remark."""

    def __init__(self, ward: Ward) -> None:
        self.ward = ward

    def items(self) -> QuerySet[Case]:
        return remarks.public(self.ward)

    def location(self, item: Case) -> str:
        return item.public_url

    def lastmod(self, item: Case) -> Any:
        return item.ended_at or item.published_at


@keeping("p")
def sitemap(request: Request) -> HttpResponseBase:
    """The public pages of the ward."""
    ward = request.ward
    parts = {"trang": Pages(ward), "cong-khai": Disclosures(ward), "phan-anh": Remarks(ward)}
    return sitemap_of(request, parts).render()


@kept
def icon(request: Request) -> HttpResponse:
    """Where old browsers look for the icon."""
    return redirect(static("core/mark.svg"))
