from django.urls import path

from danchu.inspect.views import desk

app_name = "inspect"
DESK = "ban-lam-viec/don-thu"

desk_pages = [
    path(f"{DESK}/", desk.Cases.as_view(), name="desk"),
    path(f"{DESK}/<int:pk>/", desk.case, name="case"),
]

urlpatterns = [*desk_pages]
