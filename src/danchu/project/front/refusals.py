"""What the front says when it cannot take a request: in plain words, before Django is asked."""

from danchu.project.front.asked import Asked

_PAGE = """<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
</head>
<body>
<main>
<h1>{title}</h1>
<p>{words}</p>
</main>
</body>
</html>
"""
KEPT_WORDS = "Những gì ông/bà đã ghi vẫn còn trong trang trước: hãy bấm nút Quay lại của trình duyệt."


class Refusal(Exception):
    """A request that is not taken: the status of HTTP, a title and a sentence that says how to go on."""

    def __init__(self, status: int, title: str, words: str, *, after: int = 0) -> None:
        super().__init__(title)
        self.status = status
        self.title = title
        self.words = words
        self.after = after
        """In how many seconds to try again; 0 where waiting does not help."""

    def headers_and_body(self, asked: Asked) -> tuple[list[tuple[str, str]], bytes]:
        """A small page for a browser, a line of text for a program."""
        kind, text = "text/plain", f"{self.title}. {self.words}\n"
        if asked.wants_a_page:
            kind, text = "text/html", _PAGE.format(title=self.title, words=self.words)
        body = text.encode()
        headers = [
            ("Content-Type", f"{kind}; charset=utf-8"),
            ("Content-Length", str(len(body))),
            ("Content-Security-Policy", "default-src 'none'"),
            ("X-Content-Type-Options", "nosniff"),
            ("Cache-Control", "no-store"),
        ]
        return [*headers, ("Retry-After", str(self.after))] if self.after else headers, body


def too_slow() -> Refusal:
    return Refusal(408, "Gửi quá lâu", f"Đường truyền quá chậm nên trang chưa nhận được gì. {KEPT_WORDS}")


def too_large(most: int) -> Refusal:
    size = f"{most // 1_000_000} MB"
    return Refusal(413, "Gửi quá nhiều một lần", f"Mỗi lần chỉ gửi được {size}. Hãy bớt tệp rồi gửi lại. {KEPT_WORDS}")


def too_many_senders() -> Refusal:
    words = f"Đang có quá nhiều người cùng gửi. Hãy đợi một phút rồi gửi lại. {KEPT_WORDS}"
    return Refusal(503, "Trang đang bận", words, after=60)


def too_many_waiting() -> Refusal:
    words = f"Đang có quá nhiều người cùng dùng trang. Hãy đợi một phút rồi thử lại. {KEPT_WORDS}"
    return Refusal(503, "Trang đang đông người", words, after=30)


def no_room() -> Refusal:
    return Refusal(507, "Máy chủ đã hết chỗ chứa", f"Trang chưa nhận được gì. Hãy báo cho phường. {KEPT_WORDS}")
