from django.urls import path

from danchu.inspect.urls_mail import mail_pages
from danchu.inspect.urls_moves import case_pages
from danchu.inspect.urls_public import open311_pages, public_pages
from danchu.inspect.urls_reception import reception_pages
from danchu.inspect.urls_sending import resident_pages
from danchu.inspect.views import bulk, desk, load, registering, seals, topics

app_name = "inspect"
DESK = "ban-lam-viec/don-thu"

desk_pages = [
    path(f"{DESK}/", desk.Cases.as_view(), name="desk"),
    path(f"{DESK}/tinh-hinh/", load.Loads.as_view(), name="load"),
    path(f"{DESK}/giao/", bulk.hand_over, name="hand-over"),
    path(f"{DESK}/in-phieu/", bulk.print_sheets, name="print-sheets"),
    path(f"{DESK}/ghi/", registering.choose_kind, name="register"),
    path(f"{DESK}/ghi/<slug:kind>/", registering.register, name="register-kind"),
    path(f"{DESK}/ghi/niem-phong/<slug:kind>/", registering.register_sealed, name="register-sealed"),
    path(f"{DESK}/<int:pk>/bien-nhan/", registering.receipt, name="receipt"),
    path(f"{DESK}/<int:pk>/bien-nhan.pdf", registering.receipt_pdf, name="receipt-pdf"),
]

topic_pages = [
    path(f"{DESK}/linh-vuc/", topics.topics, name="topics"),
    path(f"{DESK}/linh-vuc/moi/", topics.new, name="new-topic"),
    path(f"{DESK}/linh-vuc/mau/", topics.defaults, name="default-topics"),
    path(f"{DESK}/linh-vuc/<int:pk>/", topics.change, name="change-topic"),
    path(f"{DESK}/linh-vuc/<int:pk>/thu-tu/", topics.place, name="place-topic"),
    path(f"{DESK}/linh-vuc/<int:pk>/thoi-dung/", topics.retire, name="retire-topic"),
    path(f"{DESK}/linh-vuc/<int:pk>/dung-lai/", topics.restore, name="restore-topic"),
]

seal_pages = [
    path(f"{DESK}/khoa/", seals.keys, name="keys"),
    path(f"{DESK}/niem-phong/", seals.Openings.as_view(), name="openings"),
    path(f"{DESK}/<int:pk>/niem-phong/", seals.opened, name="seal"),
    path(f"{DESK}/<int:pk>/niem-phong/trao/", seals.give, name="give-share"),
    path(f"{DESK}/<int:pk>/niem-phong/ghi/", seals.note, name="seal-note"),
    path(f"{DESK}/<int:pk>/to-cao/", seals.into_seal, name="into-seal"),
]

urlpatterns = [
    *public_pages,
    *open311_pages,
    *desk_pages,
    *case_pages,
    *topic_pages,
    *resident_pages,
    *reception_pages,
    *seal_pages,
    *mail_pages,
]
