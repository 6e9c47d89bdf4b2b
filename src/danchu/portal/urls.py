from django.urls import path

from danchu.portal.views import choose, home, machines, pages, search, start, subscriptions

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("to-dan-pho/<str:code>/", home.group, name="group"),
    path("to-cua-toi/", choose.choose, name="my-group"),
    path("bat-dau/", start.start, name="start"),
    path("tim-kiem/", search.search, name="search"),
    path("huong-dan/", pages.guide, name="guide"),
    path("kha-nang-tiep-can/", pages.accessibility, name="accessibility"),
    path("dang-ky-nhan-tin/", subscriptions.ask, name="subscribe"),
    path("nhan-tin/<str:key>/xac-nhan/", subscriptions.confirm, name="confirm"),
    path("nhan-tin/<str:key>/thoi-nhan/", subscriptions.leave, name="leave"),
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("favicon.ico", machines.icon, name="icon"),
]
