from django.urls import path

from danchu.inspect.views import acts_desk, after, case, moves, replies, steps

DESK = "ban-lam-viec/don-thu"

case_pages = [
    path(f"{DESK}/mau-tra-loi/", replies.Replies.as_view(), name="replies"),
    *acts_desk.REPLIES.new_urls(f"{DESK}/mau-tra-loi/"),
    *acts_desk.REPLIES.urls(f"{DESK}/mau-tra-loi/<int:pk>/"),
    path(f"{DESK}/xac-minh/<int:pk>/", steps.record, name="record-step"),
    path(f"{DESK}/xac-minh/<int:pk>/bo/", steps.drop, name="drop-step"),
    path(f"{DESK}/<int:pk>/", case.case, name="case"),
    path(f"{DESK}/<int:pk>/tep/<int:file>/", case.file, name="case-file"),
    path(f"{DESK}/<int:pk>/xac-minh/", steps.plan, name="plan-step"),
    path(f"{DESK}/<int:pk>/cong-khai/", after.publish, name="case-publish"),
    path(f"{DESK}/<int:pk>/nhap/", after.merge, name="case-merge"),
    path(f"{DESK}/<int:pk>/lan-hai/", after.second, name="case-second"),
    path(f"{DESK}/<int:pk>/sau/<slug:what>/", after.follow_up, name="case-follow-up"),
    path(f"{DESK}/<int:pk>/viec/<slug:slug>/", moves.deed, name="case-deed"),
]
