"""Mails as people and machines write them, as bytes."""

from email.message import EmailMessage

AN = "an@example.org"


def mail(text: str = "Đèn đường ngõ 12 hỏng từ tuần trước.", **given) -> bytes:
    """A plain mail of An; ``given`` sets or, with None, drops headers, ``html`` and ``files`` add parts."""
    message = EmailMessage()
    html, files = given.pop("html", None), given.pop("files", ())
    heads = {"From": f"Nguyễn Văn An <{AN}>", "To": "to3@bachquang.example", "Subject": "Đèn đường hỏng"}
    for name, value in (heads | {key.replace("_", "-"): each for key, each in given.items()}).items():
        if value is not None:
            message[name] = value
    message.set_content(text)
    if html is not None:
        message.add_alternative(html, subtype="html")
    for name, kind, content in files:
        main, sub = kind.split("/")
        message.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return message.as_bytes()
