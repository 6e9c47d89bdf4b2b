from django.urls import path

from danchu.matters.views import desk, public

app_name = "matters"

urlpatterns = [
    path("viec-chung/", public.Matters.as_view(), name="matters"),
    path("viec-chung/<int:pk>/", public.matter, name="matter"),
    path("ban-lam-viec/viec-chung/", desk.Desk.as_view(), name="desk"),
    path("ban-lam-viec/viec-chung/moi/", desk.new, name="new"),
    path("ban-lam-viec/viec-chung/<int:pk>/", desk.one, name="desk-matter"),
    path("ban-lam-viec/viec-chung/<int:pk>/sua/", desk.describe, name="describe"),
    path("ban-lam-viec/viec-chung/<int:pk>/ket-thuc/", desk.close, name="close"),
    path("ban-lam-viec/viec-chung/<int:pk>/thu-hoi/", desk.withdraw, name="withdraw"),
    path("ban-lam-viec/viec-chung/<int:pk>/mo-lai/", desk.reopen, name="reopen"),
]
