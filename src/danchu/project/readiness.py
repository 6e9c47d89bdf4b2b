"""What stands against serving the site as it is set up, each with how to mend it."""

import socket
from collections.abc import Iterator

from django.conf import settings

from danchu.core.models import Ward


def obstacles() -> Iterator[str]:
    """Settings that would put people's data at risk. Asked once the tables are there."""
    if settings.DEBUG and not settings.DEMO:
        yield "DANCHU_DEBUG=1 cho người lạ xem mã lỗi và dữ liệu bên trong. Hãy bỏ biến này."
    if "*" in settings.ALLOWED_HOSTS and not settings.DEMO:
        yield "DANCHU_HOSTS=* nhận mọi tên miền. Hãy ghi đúng tên miền của trang, ví dụ DANCHU_HOSTS=dan-chu.example.vn"
    if settings.HTTPS and settings.SITE_URL.startswith("http://") and not _is_local(settings.SITE_URL):
        yield "DANCHU_SITE_URL viết http:// trong khi trang chạy HTTPS. Hãy ghi lại bằng https://"
    key = settings.HOME / "secret_key"
    if key.exists() and key.stat().st_mode & 0o077:
        yield f"Tệp khóa {key} để người khác trên máy đọc được. Hãy chạy: chmod 600 {key}"
    signing = settings.KEYS / "signing"
    if signing.exists() and (signing.stat().st_mode & 0o077 or settings.KEYS.stat().st_mode & 0o077):
        yield f"Khóa ký {signing} để người khác trên máy đọc được. Hãy chạy: chmod -R go= {settings.KEYS}"
    demonstrations = Ward.objects.filter(is_demonstration=True)
    if demonstrations.exists() and not settings.DEMO:
        yield (
            "Cơ sở dữ liệu này là của phường trình diễn, mật khẩu ai cũng biết. Để chạy trình diễn: DANCHU_DEMO=1. "
            "Để chạy thật: dùng thư mục dữ liệu khác (DANCHU_HOME) và danchu new-ward."
        )
    if settings.DEMO and Ward.objects.exists() and not demonstrations.exists():
        yield "DANCHU_DEMO=1 chỉ dùng cho phường trình diễn, mà cơ sở dữ liệu này là của phường thật. Hãy bỏ biến này."


def port_is_free(host: str, port: int) -> bool:
    """Whether nobody listens at ``host``:``port`` yet."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _is_local(address: str) -> bool:
    return address.startswith(("http://localhost", "http://127.0.0.1", "http://[::1]"))
