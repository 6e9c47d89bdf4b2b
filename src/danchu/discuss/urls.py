from django.urls import path

from danchu.discuss.views import public

app_name = "discuss"

urlpatterns = [
    path("dan-ban/", public.Decisions.as_view(), name="decisions"),
    path("dan-ban/<int:pk>/", public.decision, name="decision"),
]
