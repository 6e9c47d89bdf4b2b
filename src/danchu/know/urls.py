from django.urls import path

from danchu.know.views import desk, feeds, files, group, public

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
    path("ban-lam-viec/cong-khai/<int:pk>/cong-khai/", desk.publish, name="publish"),
    path("ban-lam-viec/cong-khai/<int:pk>/dinh-chinh/", desk.correct, name="correct"),
    path("ban-lam-viec/cong-khai/<int:pk>/thu-hoi/", desk.withdraw, name="withdraw"),
    path("ban-lam-viec/cong-khai/hinh-thuc/<int:pk>/", desk.record, name="record-form"),
    path("ban-lam-viec/cong-khai/niem-yet/<int:pk>/", group.post, name="post"),
    path("ban-lam-viec/cong-khai/niem-yet/<int:pk>/go/", group.take_down, name="take-down"),
    path("ban-lam-viec/cong-khai/niem-yet/<int:pk>/anh/<str:which>/", files.photo, name="photo"),
    path("ban-lam-viec/cong-khai/to/", group.handovers, name="handovers"),
    path("ban-lam-viec/cong-khai/to/<int:pk>/", group.tell, name="tell"),
]
