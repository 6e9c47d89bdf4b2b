from django.urls import path

from danchu.know.views import acts, desk, feeds, files, group, public

app_name = "know"

urlpatterns = [
    path("cong-khai/", public.Disclosures.as_view(), name="disclosures"),
    path("cong-khai/dung-han/", public.Obligations.as_view(), name="obligations"),
    path("cong-khai/tin-moi.atom", feeds.latest, name="feed"),
    path("cong-khai/<key:pk>/", public.disclosure, name="disclosure"),
    path("cong-khai/<key:pk>/ban/<key:number>/", public.version, name="version"),
    path("cong-khai/<key:pk>/noi-niem-yet/", public.places, name="places"),
    path("cong-khai/tep/<key:pk>/<str:name>", files.attachment, name="file"),
    path("ban-lam-viec/cong-khai/", desk.Desk.as_view(), name="desk"),
    path("ban-lam-viec/cong-khai/moi/", desk.new, name="new"),
    path("ban-lam-viec/cong-khai/<key:pk>/", desk.one, name="desk-disclosure"),
    path("ban-lam-viec/cong-khai/<key:pk>/tien-do/", desk.progress, name="progress"),
    path("ban-lam-viec/cong-khai/<key:pk>/sua/", desk.change, name="change"),
    *acts.DISCLOSURES.urls("ban-lam-viec/cong-khai/<key:pk>/"),
    *acts.FORMS.urls("ban-lam-viec/cong-khai/hinh-thuc/<key:pk>/"),
    *acts.POSTINGS.urls("ban-lam-viec/cong-khai/niem-yet/<key:pk>/"),
    *acts.HANDOVERS.urls("ban-lam-viec/cong-khai/to/<key:pk>/"),
    path("ban-lam-viec/cong-khai/niem-yet/<key:pk>/anh/<str:which>/", files.photo, name="photo"),
    path("ban-lam-viec/cong-khai/to/", group.handovers, name="handovers"),
]
