from django.urls import path

from danchu.discuss.views import online, public, verify

app_name = "discuss"

urlpatterns = [
    path("dan-ban/", public.Decisions.as_view(), name="decisions"),
    path("dan-ban/<int:pk>/", public.decision, name="decision"),
    path("dan-ban/cua-toi/", online.mine, name="mine"),
    path("dan-ban/<int:pk>/bieu-quyet/", online.vote, name="vote"),
    path("dan-ban/<int:pk>/bien-nhan/", verify.receipt, name="receipt"),
    path("dan-ban/<int:pk>/goi.json", verify.bundle, name="bundle"),
    path("dan-ban/<int:pk>/y-kien/", verify.Voices.as_view(), name="voices"),
    path("dan-ban/kiem-chung/", verify.how, name="verify"),
]
