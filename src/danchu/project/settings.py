"""Settings, read from the environment. A wrong value stops the start with a sentence that says how to mend it.

``DANCHU_HOME`` is the data folder (database, uploads, keys); ``DATABASE_URL`` names another database.
"""

import os
from pathlib import Path

from django.utils.csp import CSP

from danchu.project.environment import CONSOLE, Environment, origins_of

env = Environment(os.environ)

HOME: Path = env.home()
DEBUG = env.flag("DANCHU_DEBUG", default=False)
DEMO = env.flag("DANCHU_DEMO", default=False)
SECRET_KEY = env.secret_key(HOME)
SECRET_KEY_IN_HOME = not env.text("DANCHU_SECRET_KEY", default="")
ALLOWED_HOSTS = env.words("DANCHU_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
HTTPS = env.flag("DANCHU_HTTPS", default=not DEMO)
KEYS: Path = env.keys(HOME)
SITE_URL = env.url("DANCHU_SITE_URL", default="http://localhost:8000")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django_linear_migrations",
    "django_tasks_db",
    "rules",
    "danchu.core",
    "danchu.ward",
    "danchu.matters",
    "danchu.duties",
    "danchu.know",
    "danchu.discuss",
    "danchu.inspect",
    "danchu.resolution",
    "danchu.portal",
    "danchu.demo",
    "danchu.project",
    # After the rooms, so that the pages of the ward stand before those that come with allauth.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

MIDDLEWARE = [
    "danchu.core.ui.packing.PackingMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "danchu.core.ui.in_memory.InMemoryMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "danchu.core.ui.middleware.WardMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "danchu.ward.second_factor.SecondFactorMiddleware",
]

ROOT_URLCONF = "danchu.project.urls"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "core.User"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "danchu.core.ui.context.shell",
            ],
            "builtins": ["danchu.core.templatetags.danchu", "danchu.core.templatetags.acts"],
        },
    }
]
FORM_RENDERER = "danchu.core.ui.forms.Renderer"

DATABASES = {"default": env.database(HOME)}
# In the database, since what allauth counts here must hold for all processes.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}
TASKS = {"default": {"BACKEND": env.text("DANCHU_TASKS", default="django_tasks_db.DatabaseBackend")}}

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = ["danchu.project.formats"]

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
MEDIA_ROOT = HOME / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "danchu.core.static_store.StaticStore"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600

_MAIL_ACCOUNTS = env.mail_accounts()
MAILERS = {
    "default": env.mailer(),
    "console": {"BACKEND": CONSOLE},
    **{f"mail-{name}": sends for name, (_, sends) in _MAIL_ACCOUNTS.items() if sends},
}
MAILBOXES = {name: receives for name, (receives, _) in _MAIL_ACCOUNTS.items()}
DEFAULT_FROM_EMAIL = env.text("DANCHU_EMAIL_FROM", default="danchu@localhost")
# Whoever sends remarks through Open311 names one of these; without any, anyone may send, within narrow limits.
OPEN311_KEYS = env.words("DANCHU_OPEN311_KEYS", default=[])
SMS_GATEWAY_URL = env.text("DANCHU_SMS_GATEWAY", default="")

AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "danchu.ward.accounts_backend.AccountBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "danchu.ward.password_rules.UnlikeTheirName",
        "OPTIONS": {"user_attributes": ("username", "display_name")},
    },
    {"NAME": "danchu.ward.password_rules.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "danchu.ward.password_rules.Uncommon"},
    {"NAME": "danchu.ward.password_rules.NotOnlyDigits"},
]

# Signing in. These are choices of the house, not of the law. A limit is (how many, in how many seconds); what each
# rests on stands in core/limits.py. Of codes to type in, only wrong ones are counted.
PROXIES = env.number("DANCHU_PROXIES", default=1 if HTTPS else 0)
SIGN_IN_CODE_SECONDS = 5 * 60
SIGN_IN_CODE_TRIES = 5
SIGN_IN_RECORD_DAYS = 90
SIGN_IN_LIMITS = {
    "code-phone": (5, 3600),
    "code-network": (200, 3600),
    "code-ward": (5000, 24 * 3600),
    "card-network": (400, 3600),
    "letter-network": (30, 3600),
    "letter-address": (3, 24 * 3600),
    "booking-network": (10, 3600),
    "receipt-network": (400, 3600),
    "seal-words": (10, 900),
    "follow-network": (400, 3600),
    "send-network": (200, 3600),
    "join-network": (50, 24 * 3600),
    "open311-network": (60, 3600),
    "open311-key": (2000, 3600),
    "open311-token": (200, 3600),
    "mail-sender": (10, 3600),
    "mail-mailbox": (300, 3600),
    "mail-acknowledged": (1, 900),
}
# What a guess at the words of a settler's key costs: scrypt with 2 to this power blocks of a kilobyte.
SEAL_WORDS_COST = 17
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600
ACCOUNT_ADAPTER = "danchu.ward.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
# Checking a password costs a tenth of a second of a processor: what one network may ask for is bounded, but widely.
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "login_failed": "5/300s/key"}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
ACCOUNT_FORMS = {
    "login": "danchu.ward.account_forms.LoginForm",
    "reauthenticate": "danchu.ward.account_forms.ReauthenticateForm",
    "change_password": "danchu.ward.account_forms.ChangePasswordForm",
    "set_password": "danchu.ward.account_forms.FirstPasswordForm",
    "reset_password_from_key": "danchu.ward.account_forms.SetPasswordForm",
    "user_token": "danchu.ward.invitations.UserTokenForm",
}
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES
MFA_ADAPTER = "danchu.ward.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_FORMS = {
    "authenticate": "danchu.ward.second_factor_forms.AuthenticateForm",
    "reauthenticate": "danchu.ward.second_factor_forms.ReauthenticateForm",
    "activate_totp": "danchu.ward.second_factor_forms.ActivateTOTPForm",
    "add_webauthn": "danchu.ward.second_factor_forms.AddWebAuthnForm",
    "edit_webauthn": "danchu.ward.second_factor_forms.EditWebAuthnForm",
}
SOCIALACCOUNT_ADAPTER = "danchu.ward.adapters.OutsideAccountAdapter"
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
# By a link: a form that ends at the provider would be stopped by form-action of the content security policy.
SOCIALACCOUNT_LOGIN_ON_GET = True
OIDC_ID_NUMBER_CLAIM = env.text("DANCHU_OIDC_ID_NUMBER_CLAIM", default="")
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": env.sign_on_provider()}}

LOGIN_URL = "ward:sign-in"
LOGIN_REDIRECT_URL = "portal:start"
LOGOUT_REDIRECT_URL = "portal:home"

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "danchu.core.ui.unsent.without_token"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_ENGINE = "danchu.core.session_store"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
# The portals of other sites in which this one may stand as a section. X-Frame-Options cannot name them, and older
# browsers obey it before the policy below; so it goes where there are any.
EMBEDDED_IN = env.words("DANCHU_EMBEDDED_IN", default=[])
X_FRAME_OPTIONS = "SAMEORIGIN"
if EMBEDDED_IN:
    MIDDLEWARE.remove("django.middleware.clickjacking.XFrameOptionsMiddleware")
# Pictures behind the map of positions come from here, with the words that their owner asks for; without it the map is
# drawn on white.
TILE_URL = env.tile_url("DANCHU_TILE_URL")
TILE_CREDIT = env.text("DANCHU_TILE_CREDIT", default="")
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:", *origins_of(TILE_URL)],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.SELF, *EMBEDDED_IN],
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "class": "danchu.project.logs.StackWithoutValues",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "filters": {"without-persons": {"()": "danchu.project.logs.RequestsWithoutPersons"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["without-persons"]},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"danchu": {"level": "INFO"}},
}
