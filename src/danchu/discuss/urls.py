from django.urls import path

from danchu.discuss.views import closing, codes, online, public, verify

app_name = "discuss"
DESK = "ban-lam-viec/dan-ban"

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

urlpatterns += [
    path(f"{DESK}/ket-qua/", closing.Results.as_view(), name="results"),
    path(f"{DESK}/<int:pk>/ket-thuc/", closing.close, name="close"),
    path(f"{DESK}/<int:pk>/gui/", closing.send, name="send"),
    path(f"{DESK}/<int:pk>/cong-nhan/", closing.recognise, name="recognise"),
    path(f"{DESK}/<int:pk>/cong-khai/", closing.publish, name="publish"),
    path(f"{DESK}/<int:pk>/bao-cac-ho/", closing.tell, name="tell"),
    path(f"{DESK}/<int:pk>/thu/<int:group>.pdf", closing.letters_of_group, name="letters"),
    path(f"{DESK}/<int:pk>/bao-cao/", closing.report, name="report"),
    path(f"{DESK}/<int:pk>/kiem-phieu-lai/", closing.recount, name="recount"),
    path(f"{DESK}/<int:pk>/bieu-quyet-lai/", closing.runoff, name="runoff"),
    path(f"{DESK}/cho-thoi/", closing.release, name="release"),
    path("dan-ban/huong-uoc/", codes.Codes.as_view(), name="codes"),
    path("dan-ban/huong-uoc/<int:pk>/", codes.code, name="code"),
    path(f"{DESK}/<int:pk>/niem-yet-du-thao/", codes.draft, name="code-draft"),
    path(f"{DESK}/huong-uoc/<int:pk>/ra-soat/", codes.review, name="review-code"),
]
