from django.urls import path

from danchu.know.views import acts, desk, feeds, files, group, public

app_name = "know"

urlpatterns = [
    path("cong-khai/", public.Disclosures.as_view(), name="disclosures"),
    path("cong-khai/dung-han/", public.Obligations.as_view(), name="obligations"),
    path("cong-khai/tin-moi.atom", feeds.latest, name="feed"),
    path("cong-khai/<int:pk>/", public.disclosure, name="disclosure"),
    path("cong-khai/<int:pk>/ban/<int:number>/", public.version, name="version"),
    path("cong-khai/<int:pk>/noi-niem-yet/", public.places, name="places"),
    path("cong-khai/tep/<int:pk>/<str:name>", files.attachment, name="file"),
    path("ban-lam-viec/cong-khai/", desk.Desk.as_view(), name="desk"),
    path("ban-lam-viec/cong-khai/moi/", desk.new, name="new"),
    path("ban-lam-viec/cong-khai/<int:pk>/", desk.one, name="desk-disclosure"),
    path("ban-lam-viec/cong-khai/<int:pk>/tien-do/", desk.progress, name="progress"),
    path("ban-lam-viec/cong-khai/<int:pk>/sua/", desk.change, name="change"),
    *acts.DISCLOSURES.urls("ban-lam-viec/cong-khai/<int:pk>/"),
    *acts.FORMS.urls("ban-lam-viec/cong-khai/hinh-thuc/<int:pk>/"),
    *acts.POSTINGS.urls("ban-lam-viec/cong-khai/niem-yet/<int:pk>/"),
    *acts.HANDOVERS.urls("ban-lam-viec/cong-khai/to/<int:pk>/"),
    path("ban-lam-viec/cong-khai/niem-yet/<int:pk>/anh/<str:which>/", files.photo, name="photo"),
    path("ban-lam-viec/cong-khai/to/", group.handovers, name="handovers"),
]
