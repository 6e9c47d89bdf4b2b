"""Typed reading of the environment, with errors that an administrator can act on."""

import os
import re
import secrets
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

CONSOLE = "danchu.core.messaging.console.EmailBackend"
MAIL, MAIL_FILE = "DANCHU_MAIL_", "DANCHU_MAIL_FILE"
MAIL_PORTS = {"imaps": 993, "imap+tls": 143, "imap": 143}
_YES = {"1", "true", "yes", "on", "co", "có"}
_NO = {"0", "false", "no", "off", "khong", "không"}


def _is_address(text: str) -> bool:
    parts = urlsplit(text)
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def origins_of(*addresses: str) -> list[str]:
    """Scheme, host and port of each of ``addresses`` that is not empty, as a content security policy names them."""
    return ["{0.scheme}://{0.netloc}".format(urlsplit(each)) for each in addresses if each]


class Environment:
    """The variables danchu reads. Each method names one kind of value and raises ``ImproperlyConfigured``."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self._variables = variables

    def text(self, name: str, default: str) -> str:
        return self._variables.get(name, default)

    def words(self, name: str, default: list[str]) -> list[str]:
        """A list separated by commas."""
        if name not in self._variables:
            return default
        return [word.strip() for word in self._variables[name].split(",") if word.strip()]

    def flag(self, name: str, *, default: bool) -> bool:
        value = self._variables.get(name, "").strip().lower()
        if not value:
            return default
        if value in _YES:
            return True
        if value in _NO:
            return False
        raise ImproperlyConfigured(f"{name}={value!r} is neither yes nor no: write 1 or 0.")

    def number(self, name: str, *, default: int) -> int:
        """A whole number, zero or more."""
        value = self._variables.get(name, "").strip()
        if not value:
            return default
        if not value.isdecimal():
            raise ImproperlyConfigured(f"{name}={value!r} is not a whole number: write digits only.")
        return int(value)

    def sign_on_provider(self) -> list[dict[str, Any]]:
        """The OpenID Connect provider that ``DANCHU_OIDC_*`` describe, as allauth takes it; none without an issuer."""
        if not self._variables.get("DANCHU_OIDC_ISSUER"):
            return []
        missing = [name for name in ("DANCHU_OIDC_CLIENT_ID", "DANCHU_OIDC_SECRET") if not self._variables.get(name)]
        if missing:
            raise ImproperlyConfigured(f"DANCHU_OIDC_ISSUER is set, so {' and '.join(missing)} must be too.")
        return [
            {
                "provider_id": "sso",
                "name": self.text("DANCHU_OIDC_NAME", default="tài khoản định danh điện tử"),
                "client_id": self._variables["DANCHU_OIDC_CLIENT_ID"],
                "secret": self._variables["DANCHU_OIDC_SECRET"],
                "settings": {"server_url": self.url("DANCHU_OIDC_ISSUER", default="")},
            }
        ]

    def url(self, name: str, default: str) -> str:
        """An absolute http(s) address without a trailing slash."""
        value = self._variables.get(name, default).rstrip("/")
        if not _is_address(value):
            raise ImproperlyConfigured(f"{name}={value!r} is not an address: write it like https://dan-chu.example.vn.")
        return value

    def tile_url(self, name: str) -> str:
        """The address of a server of map pictures with ``{z}``, ``{x}``, ``{y}`` in it; empty where none is set."""
        value = self._variables.get(name, "").strip()
        if value and not ({"{z}", "{x}", "{y}"} <= set(re.findall(r"\{.\}", value)) and _is_address(value)):
            raise ImproperlyConfigured(
                f"{name}={value!r}: write it like https://tiles.example.vn/{{z}}/{{x}}/{{y}}.png."
            )
        return value

    def home(self) -> Path:
        """The data folder: ``DANCHU_HOME``, else ``var`` in the present folder. It is created when absent."""
        folder = Path(self._variables.get("DANCHU_HOME") or "var").expanduser().resolve()
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise ImproperlyConfigured(
                f"DANCHU_HOME={str(folder)!r} cannot be used ({problem.strerror}): name a folder that may be written."
            ) from problem
        if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
            raise ImproperlyConfigured(f"DANCHU_HOME={str(folder)!r} may not be written: name a folder that may be.")
        return folder

    def keys(self, home: Path) -> Path:
        """The folder of the signing key: ``DANCHU_KEYS``, else ``keys`` in the data folder. It is created when first
        something is signed."""
        return Path(self._variables.get("DANCHU_KEYS") or home / "keys").expanduser().resolve()

    def secret_key(self, home: Path) -> str:
        """``DANCHU_SECRET_KEY``, else a key made once and kept in the data folder, readable by its owner only."""
        if given := self._variables.get("DANCHU_SECRET_KEY"):
            if len(given) < 32:
                raise ImproperlyConfigured("DANCHU_SECRET_KEY is too short: give at least 32 characters.")
            return given
        kept = home / "secret_key"
        if not kept.exists():
            kept.touch(mode=0o600)
            kept.write_text(secrets.token_urlsafe(48))
        return kept.read_text().strip()

    def database(self, home: Path) -> dict[str, Any]:
        """Django's database settings: ``DATABASE_URL``, else SQLite in the data folder."""
        url = self._variables.get("DATABASE_URL") or f"sqlite:///{home / 'danchu.sqlite3'}"
        try:
            with warnings.catch_warnings(action="ignore"):  # they would repeat the password
                config: dict[str, Any] = dict(environ.Env.db_url_config(url))
        except Exception as problem:
            raise ImproperlyConfigured(
                "DATABASE_URL cannot be read: write it like postgres://user:password@host:5432/name."
            ) from problem
        engine = str(config.get("ENGINE", ""))
        if engine.endswith("sqlite3"):
            # Opening SQLite costs a quarter of a page, so each thread keeps its connection; four of them together may
            # keep 12 MB of the file in memory, the rest is the system's.
            config["CONN_MAX_AGE"] = 600
            # What is erased is overwritten at once, however this SQLite was built.
            config["OPTIONS"] = {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-3000; "
                "PRAGMA secure_delete=ON;",
            }
        elif engine.endswith("postgresql"):
            config |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
            # Statements that come again are then prepared on the server.
            config.setdefault("OPTIONS", {}).update(server_side_binding=True, prepare_threshold=5)
        else:
            raise ImproperlyConfigured("DATABASE_URL must name PostgreSQL (postgres://…) or SQLite (sqlite:///…).")
        return config

    def mailer(self) -> dict[str, Any]:
        """Django's mailer from ``EMAIL_URL`` (smtp+tls://user:password@host:587); without it, the console."""
        url = self._variables.get("EMAIL_URL")
        return _mailer("EMAIL_URL", url) if url else {"BACKEND": CONSOLE}

    def mail_accounts(self) -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
        """The accounts of mailboxes, by name: where mail is received, and the mailer that sends (empty where none is
        named). ``DANCHU_MAIL_<NAME>`` holds one: ``imaps://user:password@host/folder smtp+tls://user:password@host``;
        ``DANCHU_MAIL_FILE`` names a file that holds many, a line each: ``<NAME>=…``."""
        lines = {name: value for name, value in self._variables.items() if name.startswith(MAIL) and name != MAIL_FILE}
        lines |= self._mail_file()
        found = {}
        for name, value in lines.items():
            receive, _, send = value.strip().partition(" ")
            found[name.removeprefix(MAIL).lower()] = (
                _mail_source(name, receive),
                _mailer(name, send.strip()) if send else {},
            )
        return found

    def _mail_file(self) -> dict[str, str]:
        place = self._variables.get(MAIL_FILE)
        if not place:
            return {}
        try:
            lines = Path(place).expanduser().read_text().splitlines()
        except (OSError, UnicodeDecodeError) as problem:
            raise ImproperlyConfigured(f"{MAIL_FILE}={place!r} cannot be read: {type(problem).__name__}.") from problem
        written = [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]
        if wrong := [number for number, line in enumerate(written, 1) if "=" not in line]:
            raise ImproperlyConfigured(f"{MAIL_FILE}: entry {wrong[0]} is not NAME=imaps://… smtp+tls://…")
        return {name.strip(): value for name, _, value in (line.partition("=") for line in written)}


def _mail_source(name: str, url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        port = -1
    if parts.scheme not in MAIL_PORTS or not parts.hostname or port == -1 or not parts.username:
        raise ImproperlyConfigured(f"{name} cannot be read: write it like imaps://user:password@host/INBOX.")
    return {
        "host": parts.hostname,
        "port": port or MAIL_PORTS[parts.scheme],
        "security": parts.scheme,
        "username": unquote(parts.username),
        "password": unquote(parts.password or ""),
        "folder": unquote(parts.path.strip("/")) or "INBOX",
    }


def _mailer(name: str, url: str) -> dict[str, Any]:
    try:
        found = environ.Env.email_url_config(url)
    except Exception as problem:
        raise ImproperlyConfigured(
            f"{name} cannot be read: write the sending part like smtp+tls://user:password@host:587."
        ) from problem
    options = {
        "host": found.get("EMAIL_HOST") or "localhost",
        "port": int(found.get("EMAIL_PORT") or 25),
        "username": found.get("EMAIL_HOST_USER") or "",
        "password": found.get("EMAIL_HOST_PASSWORD") or "",
        "use_tls": bool(found.get("EMAIL_USE_TLS", False)),
        "use_ssl": bool(found.get("EMAIL_USE_SSL", False)),
        "timeout": 30,
    }
    return {"BACKEND": str(found["EMAIL_BACKEND"]), "OPTIONS": options}
