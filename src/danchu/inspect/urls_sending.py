"""The addresses at which residents send something and follow it."""

from django.urls import path

from danchu.inspect.views import denouncing, following, own, sending

resident_pages = [
    path("gui/", sending.start, name="send"),
    path("gui/phan-anh/", sending.remark, name="send-remark"),
    path("gui/phan-anh/<key:pk>/cung-phan-anh/", sending.join, name="send-join"),
    path("gui/phan-anh/<key:pk>/da-cung-phan-anh/", sending.joined, name="send-joined"),
    path("gui/khieu-nai/", sending.complaint, name="send-complaint"),
    path("gui/thong-tin/", sending.information, name="send-information"),
    path("gui/to-cao/", denouncing.denunciation, name="send-denunciation"),
    path("theo-doi/", following.follow, name="follow"),
    path("theo-doi/bo-sung/", following.add, name="follow-add"),
    path("theo-doi/bo-sung-niem-phong/", denouncing.add, name="follow-add-sealed"),
    path("theo-doi/danh-gia/", following.rate, name="follow-rate"),
    path("theo-doi/xem-lai/", following.reopen, name="follow-reopen"),
    path("theo-doi/rut/", following.withdraw, name="follow-withdraw"),
    path("theo-doi/tep/<str:key>/", following.file, name="follow-file"),
    path("viec-toi-da-gui/", own.Own.as_view(), name="mine"),
    path("viec-toi-da-gui/<key:pk>/", own.own, name="own"),
]
