from django.urls import path

from danchu.matters.views import acts, desk, public

app_name = "matters"

urlpatterns = [
    path("viec-chung/", public.Matters.as_view(), name="matters"),
    path("viec-chung/<key:pk>/", public.matter, name="matter"),
    path("ban-lam-viec/viec-chung/", desk.Desk.as_view(), name="desk"),
    path("ban-lam-viec/viec-chung/<key:pk>/", desk.one, name="desk-matter"),
    *acts.MATTERS.new_urls("ban-lam-viec/viec-chung/"),
    *acts.MATTERS.urls("ban-lam-viec/viec-chung/<key:pk>/"),
]
