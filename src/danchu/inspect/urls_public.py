"""Addresses of what everyone may read, and of the interface for other programs."""

from django.urls import path

from danchu.inspect.views import feeds, open311, overview, public

PUBLIC = "phan-anh"

public_pages = [
    path(f"{PUBLIC}/", public.Published.as_view(), name="published"),
    path(f"{PUBLIC}/ban-do/", overview.group_map, name="map"),
    path(f"{PUBLIC}/thong-ke/", overview.statistics, name="statistics"),
    path(f"{PUBLIC}/tin-moi.atom", feeds.latest, name="feed"),
    path(f"{PUBLIC}/<key:pk>/", public.case, name="public-case"),
    path(f"{PUBLIC}/<key:pk>/cung-phan-anh/", public.join, name="join"),
    path(f"{PUBLIC}/tep/<key:pk>/<str:name>", public.file, name="public-file"),
]

OPEN311 = "open311/v2"

open311_pages = [
    path("open311/discovery.<str:form>", open311.discovery, name="open311-discovery"),
    path(f"{OPEN311}/discovery.<str:form>", open311.discovery, name="open311-v2-discovery"),
    path(f"{OPEN311}/services.<str:form>", open311.services, name="open311-services"),
    path(f"{OPEN311}/services/<str:code>.<str:form>", open311.service, name="open311-service"),
    path(f"{OPEN311}/requests.<str:form>", open311.requests, name="open311-requests"),
    path(f"{OPEN311}/requests/<str:number>.<str:form>", open311.one_request, name="open311-request"),
    path(f"{OPEN311}/tokens/<str:code>.<str:form>", open311.token, name="open311-token"),
]
