"""From the bytes of a mail to what it says. Never raises: what cannot be read is left out, and said."""

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses
from typing import cast

import nh3
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from danchu.lib.vntext import clean

LONGEST_TEXT = 20_000
MOST_PARTS = 100
MOST_FILES = 10
LARGEST_MAIL = 40_000_000
"""Bytes. Of a larger mail only the beginning is fetched: its words, not its files."""
BEGINNING = 300_000
CUT = "Thư quá lớn nên chỉ nhận được phần chữ ở đầu; tệp kèm không nhận được. Hãy gửi từng tệp nhỏ hơn 25 MB."

_IDS = re.compile(r"<[^<>\s]{1,240}>")
_BLOCKS = re.compile(r"(?i)<\s*(?:br|/p|/div|/li|/tr|/h[1-6])\b[^>]*>")
_HIDDEN = re.compile(r"(?is)<(style|script|head|title)\b.*?</\1\s*>")
_MANY_BREAKS = re.compile(r"\n{3,}")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_QUOTING = re.compile(
    r"(?i)^(vào .{4,120} đã viết|on .{4,120} wrote|-{3,}.*(original message|thư gốc).*-{3,})\s*:?\s*$"
)
_DENOUNCING = re.compile(r"(?i)\b(tố cáo|tố giác|to cao|to giac)\b")
_NO_REPLY = re.compile(r"(?i)^(no-?reply|do-?not-?reply|mailer-daemon|postmaster|bounces?|.*-bounces?|.*\+bounces?)\b")
_AUTOMATIC_SUBJECT = re.compile(
    r"(?i)^\s*(auto(matic)?[- ]?(reply|response)|out of (the )?office|undeliver|delivery status|trả lời tự động)"
)
_AUTOMATIC_HEADERS = (
    "x-autoreply",
    "x-autorespond",
    "list-id",
    "list-unsubscribe",
    "x-failed-recipients",
)
_LEFT_OUT = {
    "text/calendar": "Lời mời họp trong thư không được nhận.",
    "application/ms-tnef": "Tệp winmail.dat không mở được. Hãy gửi lại thư ở dạng thường (HTML hoặc chữ).",
    "message/rfc822": "Thư chuyển kèm không được nhận. Hãy chép nội dung vào thư.",
}
_SILENT = {"application/pkcs7-signature", "application/pgp-signature", "message/delivery-status", "text/rfc822-headers"}


@dataclass(frozen=True)
class Enclosed:
    """A file that came with a mail, not checked yet."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Letter:
    """What a mail says. ``automatic``: a machine wrote it, nobody is answered. ``denounces``: it may be
    a denunciation, which nothing may turn into an open case by itself. ``notes``: what was left out."""

    sender: str = ""
    sender_name: str = ""
    subject: str = ""
    text: str = ""
    message_id: str = ""
    references: tuple[str, ...] = ()
    files: tuple[Enclosed, ...] = ()
    notes: tuple[str, ...] = ()
    size: int = 0
    automatic: bool = False
    spam: bool = False
    denounces: bool = False
    broken: bool = False

    def __str__(self) -> str:
        """What the audit trail keeps of it as an argument: nothing that it says."""
        return f"{self.size} byte, {len(self.files)} tệp"


def read(raw: bytes, *, size: int | None = None) -> Letter:
    """The letter in ``raw``; ``size`` is that of the whole mail, where only its beginning was fetched."""
    try:
        return _read(raw, size if size is not None else len(raw))
    except Exception:
        return Letter(size=size or len(raw), broken=True, notes=("Thư viết sai chuẩn nên không đọc được.",))


def _read(raw: bytes, size: int) -> Letter:
    message = message_from_bytes(raw, policy=policy.default)
    heads = _heads(message)
    name, sender = _sender(heads.get("from", ""))
    parts = list(_parts(message))
    notes = [CUT] if size > len(raw) else []
    files: list[Enclosed] = []
    for part in parts:
        kind, is_file = _kind(part), _is_file(part)
        if kind in _LEFT_OUT:
            notes.append(_LEFT_OUT[kind])
        elif is_file and kind not in _SILENT and size == len(raw):
            files.append(Enclosed(_file_name(part), _content(part)))
    if len(files) > MOST_FILES:
        notes.append(f"Chỉ nhận {MOST_FILES} tệp đầu trong {len(files)} tệp.")
    text = _MANY_BREAKS.sub("\n\n", without_quotes(_words(parts))).strip()
    if len(text) > LONGEST_TEXT:
        text = text[:LONGEST_TEXT] + "…"
        notes.append("Thư rất dài nên chỉ giữ phần đầu.")
    return Letter(
        sender=sender,
        sender_name=name,
        subject=clean(heads.get("subject", ""))[:250],
        text=text,
        message_id=next(iter(_IDS.findall(heads.get("message-id", ""))), ""),
        references=tuple(_IDS.findall(f"{heads.get('in-reply-to', '')} {heads.get('references', '')[-4000:]}")),
        files=tuple(files[:MOST_FILES]),
        notes=tuple(dict.fromkeys(notes)),
        size=size,
        automatic=_is_automatic(heads, sender, _kind(message)),
        denounces=_DENOUNCING.search(f"{heads.get('subject', '')} {text}") is not None,
        spam=heads.get("x-spam-flag", "").strip().lower().startswith("yes"),
    )


def _heads(message: Message) -> dict[str, str]:
    """The first of each header, decoded with patience; the library's own decoding raises on some that are broken."""
    found: dict[str, str] = {}
    for name, value in message.raw_items():
        found.setdefault(name.lower(), _decoded(str(value)))
    return found


def _decoded(value: str) -> str:
    unfolded = re.sub(r"\r?\n(?=[ \t])", "", value)
    raw = unfolded.encode("ascii", "surrogateescape") if not _has_letters(unfolded) else unfolded.encode()
    try:
        pieces = decode_header(_readable(raw, ""))
        written = "".join(each if isinstance(each, str) else _readable(each, charset or "") for each, charset in pieces)
    except Exception:
        written = _readable(raw, "")
    return _tidy(written)


def _has_letters(text: str) -> bool:
    return any(ord(sign) > 127 and not 0xDC80 <= ord(sign) <= 0xDCFF for sign in text)


def _readable(raw: bytes, charset: str) -> str:
    """``raw`` in ``charset`` where it is said truly; else UTF-8, else as Windows wrote Vietnamese."""
    for each in (charset, "utf-8", "cp1258"):
        try:
            return raw.decode(each)
        except (LookupError, ValueError):
            continue
    return raw.decode("latin-1")


def _tidy(text: str) -> str:
    """``text`` without what no database keeps: control signs and halves of letters; marks are put on their letters."""
    bare = _CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    return unicodedata.normalize("NFC", bare.encode("utf-8", "ignore").decode())


def _sender(value: str) -> tuple[str, str]:
    found = getaddresses([value.replace("\n", " ")], strict=False)
    name, address = found[0] if found else ("", "")
    address = address.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        address = ""
    name = clean(name)[:150]
    return ("" if name.lower() == address else name), address if len(address) <= 254 else ""


def _parts(message: Message, depth: int = 0) -> Iterator[Message]:
    """The parts that hold something, of nested ones too; a mail within the mail is one part."""
    # What is no multipart is not asked for its payload here: that decodes, and trips over a broken charset.
    if depth < 8 and message.is_multipart() and _kind(message).startswith("multipart/"):
        for part in cast(list[Message], message.get_payload())[:MOST_PARTS]:
            yield from _parts(part, depth + 1)
    else:
        yield message


def _kind(part: Message) -> str:
    try:
        return str(part.get_content_type())
    except Exception:
        return "text/plain"


def _is_file(part: Message) -> bool:
    return bool(_name_of(part)) or not _kind(part).startswith("text/") or _disposition(part) == "attachment"


def _disposition(part: Message) -> str:
    try:
        return part.get_content_disposition() or ""
    except Exception:
        return ""


def _name_of(part: Message) -> str:
    try:
        return _decoded(part.get_filename() or "")
    except Exception:
        return ""


def _file_name(part: Message) -> str:
    return clean(_name_of(part))[:150] or "tệp kèm thư"


def _content(part: Message) -> bytes:
    try:
        content = part.get_payload(decode=True)
    except Exception:
        return b""
    return content if isinstance(content, bytes) else b""


def _words(parts: list[Message]) -> str:
    """The plain text; where there is none, the text of the HTML."""
    plain = [_text(each) for each in parts if _kind(each) == "text/plain" and not _is_file(each)]
    if written := "\n\n".join(each.strip() for each in plain if each.strip()):
        return written
    marked = [_text(each) for each in parts if _kind(each) == "text/html" and not _is_file(each)]
    return "\n\n".join(_unmarked(each) for each in marked).strip()


def _text(part: Message) -> str:
    try:
        charset = str(part.get_content_charset() or "")
    except Exception:
        charset = ""
    return _tidy(_readable(_content(part)[: LONGEST_TEXT * 20], charset))


def _unmarked(marked: str) -> str:
    broken = _BLOCKS.sub("\n", _HIDDEN.sub(" ", marked))
    bare = html.unescape(nh3.clean(broken, tags=set())).replace("\xa0", " ")
    return _tidy("\n".join(" ".join(line.split()) for line in bare.splitlines()))


def without_quotes(text: str) -> str:
    """``text`` without the letter that it answers, quoted below it."""
    lines = text.splitlines()
    for place, line in enumerate(lines):
        rest = [each for each in lines[place + 1 :] if each.strip()]
        if place and _QUOTING.match(line.strip()) and (not rest or rest[0].startswith(">") or line.startswith("-")):
            lines = lines[:place]
            break
    while lines and (not lines[-1].strip() or lines[-1].startswith(">")):
        lines.pop()
    return "\n".join(lines) or text


def _is_automatic(heads: dict[str, str], sender: str, kind: str) -> bool:
    """Whether a machine wrote it (RFC 3834) or it went to a list: nothing is opened from it, nobody is answered."""
    submitted = heads.get("auto-submitted", "no").split(";")[0].strip().lower()
    return (
        submitted not in {"", "no"}
        or heads.get("precedence", "").strip().lower() in {"bulk", "list", "junk", "auto_reply"}
        or heads.get("return-path", "").strip() == "<>"
        or any(name in heads for name in _AUTOMATIC_HEADERS)
        or kind == "multipart/report"
        or _NO_REPLY.match(sender) is not None
        or _AUTOMATIC_SUBJECT.match(heads.get("subject", "")) is not None
    )
