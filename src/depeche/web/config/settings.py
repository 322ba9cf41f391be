"""Django settings; every value that differs between installations comes from the environment (docs/operating.md)."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from depeche.web.config.env import ENV

WEB = Path(__file__).resolve().parents[1]

DEMO = ENV.flag("DEPECHE_DEMO", default=False)  # shows the mailbox and the style guide; never on in production
BASE_URL = ENV.text("DEPECHE_BASE_URL").rstrip("/")  # as people see it: links in mails begin with it
if not BASE_URL.startswith(("http://", "https://")):
    raise ImproperlyConfigured(f"DEPECHE_BASE_URL is {BASE_URL!r}; write it with https:// in front.")
if DEMO and urlsplit(BASE_URL).hostname not in {"127.0.0.1", "localhost", "::1"}:
    raise ImproperlyConfigured(
        "DEPECHE_DEMO shows every mail, also codes to sign in; it is for this machine alone. Unset it."
    )
HTTPS = BASE_URL.startswith("https://")
SECRET_KEY = ENV.text("DEPECHE_SECRET_KEY")
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("DEPECHE_SECRET_KEY is shorter than 50 characters; `depeche secret` prints a good one.")
DEBUG = False
ALLOWED_HOSTS = ENV.items("DEPECHE_HOSTS", BASE_URL.split("://", 1)[1].split("/")[0].split(":")[0])
CSRF_TRUSTED_ORIGINS = [BASE_URL]
DATABASES = {"default": ENV.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "depeche.web.demo",
    "depeche.web.reports",
    "depeche.web.analysis",
    "depeche.web.relay",
    "depeche.web.projects",
    "depeche.web.accounts",
    "depeche.web.common",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "django_htmx",
    "csp",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",  # above whitenoise: a drawing that is opened by itself is a document too
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "depeche.web.common.middleware.PrivateResponses",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "depeche.web.common.middleware.PlainText",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "depeche.web.config.urls"
WSGI_APPLICATION = "depeche.web.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "depeche.web.common.context.site",
            ],
        },
    },
]

# People
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "projects:list"
ACCOUNT_ADAPTER = "depeche.web.accounts.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # the code that signs one in proves the address
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600  # seconds
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = 2
ACCOUNT_RATE_LIMITS = {
    "request_login_code": "20/m/ip,3/m/key,15/h/key",  # key: the address a code is asked for
    "try_login_code": "9/10m/key",  # key: the browser's session; see accounts/forms.py
}
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_FORMS = {
    "request_login_code": "depeche.web.accounts.forms.AddressForm",
    "confirm_login_code": "depeche.web.accounts.forms.CodeForm",
}
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # an unknown address gets the same page, and no mail
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"

# Words
LANGUAGE_CODE = "da"
LANGUAGES = [("da", _("Danish")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "sprog"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = HTTPS
TIME_ZONE = "Europe/Copenhagen"
USE_TZ = True

# Mail: the outbox decides when; this says by which server
SMTP_URL = ENV.text("DEPECHE_SMTP_URL", "")  # smtp://user:password@host:587, smtps://… ; empty: nothing is sent
MAIL_FROM = ENV.text("DEPECHE_MAIL_FROM", "Depeche <depeche@localhost>")
BOUNCE_TO = ENV.text("DEPECHE_BOUNCE_TO", "")  # svar@example.dk: bounces come back to svar+…@example.dk
if BOUNCE_TO and ("@" not in BOUNCE_TO or "<" in BOUNCE_TO or "+" in BOUNCE_TO or len(BOUNCE_TO.split("@")[0]) > 27):
    raise ImproperlyConfigured(
        f"DEPECHE_BOUNCE_TO is {BOUNCE_TO!r}; write a bare address with a short name, such as svar@example.dk."
    )
IMAP_URL = ENV.text("DEPECHE_IMAP_URL", "")  # imaps://user:password@host/INBOX, the mailbox of that address
# Embedders a project may switch on; without these there are none and nothing changes
EMBEDDING_MODELS = ENV.text("DEPECHE_EMBEDDING_MODELS", "")
if EMBEDDING_MODELS and not Path(EMBEDDING_MODELS).is_dir():
    raise ImproperlyConfigured(f"DEPECHE_EMBEDDING_MODELS names {EMBEDDING_MODELS}, which is no folder.")
EMBEDDING_ENDPOINT = ENV.text("DEPECHE_EMBEDDING_ENDPOINT", "")
EMBEDDING_ENDPOINT_MODEL = ENV.text("DEPECHE_EMBEDDING_ENDPOINT_MODEL", "")
EMBEDDING_KEY = ENV.text("DEPECHE_EMBEDDING_KEY", "")
if EMBEDDING_ENDPOINT and not (EMBEDDING_ENDPOINT.startswith("https://") and EMBEDDING_ENDPOINT_MODEL):
    raise ImproperlyConfigured(
        "DEPECHE_EMBEDDING_ENDPOINT has to begin with https://, and DEPECHE_EMBEDDING_ENDPOINT_MODEL to name a model."
    )
ACCESSIBILITY_STATEMENT_URL = ENV.text("DEPECHE_WAS_URL", "")

# Static files, served by the application itself with names that hold their content's hash
STATIC_URL = "/static/"
STATICFILES_DIRS = [WEB.parent / "render" / "static"]  # the style sheet of a report, the same in and outside the site
STATIC_ROOT = ENV.text("DEPECHE_STATIC_DIR", str(WEB.parents[2] / "var" / "static"))
WHITENOISE_USE_FINDERS = DEMO
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # uploads are read, never kept
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEMO
        else "whitenoise.storage.CompressedManifestStaticFilesStorage",
    },
}

# Safety
SESSION_COOKIE_NAME = "__Host-depeche" if HTTPS else "depeche"
LINK_COOKIE_NAME = "__Host-link" if HTTPS else "link"  # a personal link, from opening it to pressing Continue
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # a cookie would carry names about
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "depeche.web.common.views.csrf_failure"
SECURE_SSL_REDIRECT = False  # the proxy in front does it; see docs/operating.md
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if ENV.flag("DEPECHE_BEHIND_PROXY", default=False) else None
)
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 2**20
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]  # never a file on the disk
FILE_UPLOAD_MAX_MEMORY_SIZE = 64 * 2**20  # the forms say what is too large; beyond this nothing is read
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    },
}
CACHES = {
    # counts attempts to sign in, and those must be counted across all processes of the web server; so not local
    # memory, and no further service only for that
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"},
    # pages and charts of published reports: they never change, and each process may make its own
    "rendered": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "rendered",
        "OPTIONS": {"MAX_ENTRIES": 100},
    },
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if SECURE_PROXY_SSL_HEADER else 0  # whose word on the visitor's address counts
SILENCED_SYSTEM_CHECKS = [
    "security.W008",  # the proxy in front redirects to https
    "security.W021",  # preloading binds a whole domain; whoever owns it decides
]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "depeche.web.common.logs.Line"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"depeche": {"level": "INFO"}},
}
