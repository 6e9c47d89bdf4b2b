"""Addresses of mailboxes and letters."""

from django.urls import path

from danchu.inspect.views import acts_desk, mail, mailboxes

DESK = "ban-lam-viec/don-thu"

mail_pages = [
    path("hom-thu/", mailboxes.addresses, name="mail-addresses"),
    path(f"{DESK}/hom-thu/", mailboxes.Mailboxes.as_view(), name="mailboxes"),
    path(f"{DESK}/hom-thu/moi/", mailboxes.new, name="new-mailbox"),
    path(f"{DESK}/hom-thu/<key:pk>/", mailboxes.mailbox, name="mailbox"),
    *acts_desk.MAILBOXES.urls(f"{DESK}/hom-thu/<key:pk>/"),
    path(f"{DESK}/hom-thu/<key:pk>/thu-ket-noi/", mailboxes.check, name="check-mailbox"),
    path(f"{DESK}/thu/", mail.Mails.as_view(), name="mails"),
    path(f"{DESK}/thu/<key:pk>/", mail.mail, name="mail"),
    path(f"{DESK}/thu/<key:pk>/mo/", mail.open_case, name="open-from-mail"),
    path(f"{DESK}/thu/<key:pk>/ghi/", mail.attach, name="attach-mail"),
    path(f"{DESK}/thu/<key:pk>/niem-phong/", mail.put_under_seal, name="seal-mail"),
    path(f"{DESK}/thu/<key:pk>/bo/", mail.drop, name="drop-mail"),
    path(f"{DESK}/thu/<key:pk>/gui-lai/", mail.send_again, name="send-mail-again"),
    path(f"{DESK}/<key:pk>/gui-thu/", mail.write, name="write-to-sender"),
]
