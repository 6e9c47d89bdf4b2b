from django.urls import path

from danchu.inspect.views import acts_desk, after, case, moves, replies, steps

DESK = "ban-lam-viec/don-thu"

case_pages = [
    path(f"{DESK}/mau-tra-loi/", replies.Replies.as_view(), name="replies"),
    *acts_desk.REPLIES.new_urls(f"{DESK}/mau-tra-loi/"),
    *acts_desk.REPLIES.urls(f"{DESK}/mau-tra-loi/<key:pk>/"),
    path(f"{DESK}/xac-minh/<key:pk>/", steps.record, name="record-step"),
    path(f"{DESK}/xac-minh/<key:pk>/bo/", steps.drop, name="drop-step"),
    path(f"{DESK}/<key:pk>/", case.case, name="case"),
    path(f"{DESK}/<key:pk>/tep/<key:file>/", case.file, name="case-file"),
    path(f"{DESK}/<key:pk>/xac-minh/", steps.plan, name="plan-step"),
    path(f"{DESK}/<key:pk>/cong-khai/", after.publish, name="case-publish"),
    path(f"{DESK}/<key:pk>/nhap/", after.merge, name="case-merge"),
    path(f"{DESK}/<key:pk>/lan-hai/", after.second, name="case-second"),
    path(f"{DESK}/<key:pk>/sau/<slug:what>/", after.follow_up, name="case-follow-up"),
    path(f"{DESK}/<key:pk>/viec/<slug:slug>/", moves.deed, name="case-deed"),
]
