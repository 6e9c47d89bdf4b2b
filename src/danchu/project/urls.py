"""Every address of the site. Addresses are Vietnamese words without tone marks."""

from django.urls import URLPattern, URLResolver, include, path

handler500 = "danchu.core.ui.failures.failed"
urlpatterns: list[URLPattern | URLResolver] = [
    path("tai-khoan/", include("danchu.ward.account_urls")),
    path("", include("danchu.core.urls")),
    path("", include("danchu.ward.urls")),
    path("", include("danchu.matters.urls")),
    path("", include("danchu.duties.urls")),
    path("", include("danchu.know.urls")),
    path("", include("danchu.discuss.urls")),
    path("", include("danchu.inspect.urls")),
    path("", include("danchu.resolution.urls")),
    path("", include("danchu.portal.urls")),
]
