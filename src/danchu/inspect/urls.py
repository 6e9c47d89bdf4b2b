from django.urls import path

from danchu.inspect.urls_mail import mail_pages
from danchu.inspect.urls_moves import case_pages
from danchu.inspect.urls_public import open311_pages, public_pages
from danchu.inspect.urls_reception import reception_pages
from danchu.inspect.urls_sending import resident_pages
from danchu.inspect.views import acts_desk, bulk, desk, load, registering, seals, topics

app_name = "inspect"
DESK = "ban-lam-viec/don-thu"

desk_pages = [
    path(f"{DESK}/", desk.Cases.as_view(), name="desk"),
    path(f"{DESK}/tinh-hinh/", load.Loads.as_view(), name="load"),
    path(f"{DESK}/giao/", bulk.HAND_OVER.as_view(), name="hand-over"),
    path(f"{DESK}/in-phieu/", bulk.print_sheets, name="print-sheets"),
    path(f"{DESK}/ghi/", registering.choose_kind, name="register"),
    path(f"{DESK}/ghi/<slug:kind>/", registering.register, name="register-kind"),
    path(f"{DESK}/ghi/niem-phong/<slug:kind>/", registering.register_sealed, name="register-sealed"),
    path(f"{DESK}/<key:pk>/bien-nhan/", registering.receipt, name="receipt"),
    path(f"{DESK}/<key:pk>/bien-nhan.pdf", registering.receipt_pdf, name="receipt-pdf"),
]

topic_pages = [
    path(f"{DESK}/linh-vuc/", topics.topics, name="topics"),
    *acts_desk.TOPICS.new_urls(f"{DESK}/linh-vuc/"),
    *acts_desk.TOPICS.urls(f"{DESK}/linh-vuc/<key:pk>/"),
]

seal_pages = [
    path(f"{DESK}/khoa/", seals.keys, name="keys"),
    path(f"{DESK}/niem-phong/", seals.Openings.as_view(), name="openings"),
    path(f"{DESK}/<key:pk>/niem-phong/", seals.opened, name="seal"),
    path(f"{DESK}/<key:pk>/niem-phong/trao/", seals.give, name="give-share"),
    path(f"{DESK}/<key:pk>/niem-phong/ghi/", seals.note, name="seal-note"),
    path(f"{DESK}/<key:pk>/to-cao/", seals.into_seal, name="into-seal"),
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
