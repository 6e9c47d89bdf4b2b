"""From the bytes of a mail to what it says. Never raises, but for want of memory: what cannot be read
is left out, and said."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from email import message_from_bytes
from email.header import decode_header
from email.message import EmailMessage, Message
from email.policy import EmailPolicy
from email.utils import getaddresses
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO, Self, cast

from danchu.inspect.mail_markup import words_of
from danchu.lib.vntext import clean, composed

if TYPE_CHECKING:
    from danchu.core.files.checks import CheckedFile

LONGEST_TEXT = 20_000
MOST_PARTS = 100
LONGEST_HEAD = 2_000
MOST_HEADS = 10_000
MOST_MADE = 500
MOST_FILES = 10
LARGEST_MAIL = 40_000_000
"""Bytes. Of a larger mail only the beginning is fetched: its words, not its files."""
BEGINNING = 300_000
CUT = "Thư quá lớn nên chỉ nhận được phần chữ ở đầu; tệp kèm không nhận được. Hãy gửi từng tệp nhỏ hơn 25 MB."

# What Django takes for an address too; Django itself is not loaded where a mail is read (``answer``).
_ADDRESS = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{}|~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{}|~-]+)*"
    r"@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9]{1,59})"
)
_IDS = re.compile(r"<[^<>\s]{1,240}>")
_MANY_BREAKS = re.compile(r"\n{3,}")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_QUOTING = re.compile(
    r"(?i)(vào .{4,120} đã viết|on .{4,120} wrote|---+[^-]{0,60}(original message|thư gốc)[^-]{0,60}---+) ?:?"
)
_LONGEST_QUOTING = 200
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
    """A file that came with a mail; ``found`` is what the check made of it, or why it refused it, once it was asked."""

    name: str
    content: bytes = field(repr=False)
    found: "CheckedFile | str | None" = field(default=None, repr=False)


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

    @classmethod
    def of(cls, said: Mapping[str, Any], contents: Sequence[bytes]) -> Self:
        """The letter that ``answer`` read."""
        files = (Enclosed(name, content) for name, content in zip(said["files"], contents, strict=True))
        lists = {"references": tuple(said["references"]), "notes": tuple(said["notes"]), "files": tuple(files)}
        return cls(**{**said, **lists})

    def __str__(self) -> str:
        """What the audit trail keeps of it as an argument: nothing that it says."""
        return f"{self.size} byte, {len(self.files)} tệp"


def read(raw: bytes, *, size: int | None = None) -> Letter:
    """The letter in ``raw``; ``size`` is that of the whole mail, where only its beginning was fetched."""
    try:
        return _read(raw, size if size is not None else len(raw))
    except MemoryError:
        raise  # not the mail's fault to say, but that of whoever set the bounds
    except Exception:
        return Letter(size=size or len(raw), broken=True, notes=("Thư viết sai chuẩn nên không đọc được.",))


def answer(file: BinaryIO, given: Mapping[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
    """``read`` in a process of its own (``core.files.confined``), from which ``Letter.of`` takes it."""
    letter = read(file.read(), size=given["size"])
    said = {each.name: getattr(letter, each.name) for each in fields(letter)}
    return {**said, "files": [each.name for each in letter.files]}, [each.content for each in letter.files]


def _read(raw: bytes, size: int) -> Letter:
    message = _parsed(raw)
    heads = _heads(message)
    name, sender = _sender(heads.get("from", ""))
    parts = [_Part.of(each) for each in islice(_parts(message), MOST_PARTS)]
    notes = [CUT] if size > len(raw) else []
    files: list[Enclosed] = []
    for part in parts:
        if part.kind in _LEFT_OUT:
            notes.append(_LEFT_OUT[part.kind])
        elif part.is_file and part.kind not in _SILENT and size == len(raw):
            files.append(Enclosed(part.name, _content(part.message)))
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


class _Bounded(EmailPolicy):
    """The library reads a head of a megabyte for hours; what stands beyond a page of it is cut off (of the thread, the
    beginning). A mail of very many heads or parts is not read."""

    heads_left: Iterator[int] = iter(())

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        next(self.heads_left)
        name, value = super().header_source_parse(sourcelines)
        return name, value[-LONGEST_HEAD:] if name.lower() == "references" else value[:LONGEST_HEAD]


def _parsed(raw: bytes) -> Message:
    parts_left = iter(range(MOST_MADE))

    def part(*, policy: Any) -> Message:
        next(parts_left)
        return EmailMessage(policy)

    return message_from_bytes(raw, policy=cast(Any, _Bounded)(message_factory=part, heads_left=iter(range(MOST_HEADS))))


@dataclass(frozen=True)
class _Part:
    """A part with what its heads say of it, which the library works out anew each time that it is asked."""

    message: Message
    kind: str
    name: str
    is_file: bool

    @classmethod
    def of(cls, message: Message) -> Self:
        kind, name = _kind(message), _name_of(message)
        is_file = bool(name) or not kind.startswith("text/") or _disposition(message) == "attachment"
        return cls(message, kind, clean(name)[:150] or "tệp kèm thư", is_file)


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
    return composed(bare.encode("utf-8", "ignore").decode())


def _sender(value: str) -> tuple[str, str]:
    try:
        name, address = getaddresses([value.replace("\n", " ")], strict=False)[0]
    except (IndexError, RecursionError):  # the latter for a thousand brackets
        name, address = "", ""
    address = address.strip().lower()
    if len(address) > 254 or not _ADDRESS.fullmatch(address):
        address = ""
    name = clean(name)[:150]
    return ("" if name.lower() == address else name), address


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


def _content(part: Message) -> bytes:
    try:
        content = part.get_payload(decode=True)
    except Exception:
        return b""
    return content if isinstance(content, bytes) else b""


def _words(parts: list[_Part]) -> str:
    """The plain text; where there is none, the text of the HTML."""
    plain = [_text(each.message) for each in parts if each.kind == "text/plain" and not each.is_file]
    if written := "\n\n".join(each.strip() for each in plain if each.strip()):
        return written
    marked = [_text(each.message) for each in parts if each.kind == "text/html" and not each.is_file]
    return "\n\n".join(_unmarked(each) for each in marked).strip()


def _text(part: Message) -> str:
    try:
        charset = str(part.get_content_charset() or "")
    except Exception:
        charset = ""
    return _tidy(_readable(_content(part)[: LONGEST_TEXT * 20], charset))


def _unmarked(marked: str) -> str:
    return _tidy("\n".join(" ".join(line.split()) for line in words_of(marked).splitlines()))


def without_quotes(text: str) -> str:
    """``text`` without the letter that it answers, quoted below it."""
    lines = text.splitlines()
    for place, line in enumerate(lines):
        if place and _says_that_a_quote_follows(line):
            below = next((lines[each] for each in range(place + 1, len(lines)) if lines[each].strip()), ">")
            if below.startswith(">") or line.startswith("-"):
                lines = lines[:place]
                break
    while lines and (not lines[-1].strip() or lines[-1].startswith(">")):
        lines.pop()
    return "\n".join(lines) or text


def _says_that_a_quote_follows(line: str) -> bool:
    return len(line) <= _LONGEST_QUOTING and _QUOTING.fullmatch(" ".join(line.split())) is not None


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
