from django.urls import path

from danchu.portal.views import home, search, start, subscriptions

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("to-dan-pho/<str:code>/", home.group, name="group"),
    path("bat-dau/", start.start, name="start"),
    path("tim-kiem/", search.search, name="search"),
    path("dang-ky-nhan-tin/", subscriptions.ask, name="subscribe"),
    path("nhan-tin/<str:key>/xac-nhan/", subscriptions.confirm, name="confirm"),
    path("nhan-tin/<str:key>/thoi-nhan/", subscriptions.leave, name="leave"),
]
