from django.urls import path

from danchu.duties.views import acts, assignments, today, work

app_name = "duties"

urlpatterns = [
    path("hom-nay/", today.today, name="today"),
    path("viec-phai-lam/", work.Duties.as_view(), name="duties"),
    path("viec-phai-lam/<key:pk>/", work.duty, name="duty"),
    *acts.DUTIES.urls("viec-phai-lam/<key:pk>/"),
    path("tien-do/", work.Units.as_view(), name="units"),
    path("tien-do/to-dan-pho/", work.Groups.as_view(), name="groups"),
    path("phan-cong/", assignments.Assignments.as_view(), name="assignments"),
    path("phan-cong/<str:clause>/", assignments.clause, name="clause"),
    path("phan-cong/<str:clause>/giao/", assignments.assign, name="assign"),
]
