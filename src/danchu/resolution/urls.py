from django.urls import path

from danchu.resolution.views import public

app_name = "resolution"

urlpatterns = [
    path("nghi-quyet/", public.page, name="page"),
    path("nghi-quyet/<str:slug>/", public.clause, name="clause"),
]
