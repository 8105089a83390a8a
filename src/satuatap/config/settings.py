"""Settings of one installation. Machines differ by environment variables, places by packs, never by this file."""

import os
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from satuatap.kernel.secrets import secret

from . import logs
from .overload import AT_WORK
from .postgres import cluster
from .signin import *  # noqa: F403
from .signin import OUTSIDE_PAGES, SIGN_IN_APPS

ROOT = Path(__file__).resolve().parents[3]
HOME = Path(os.environ.get("SATUATAP_HOME") or ROOT / "var").absolute()
PORT = int(os.environ.get("PORT") or 8000)
PRODUCTION = os.environ.get("SATUATAP_PRODUCTION") == "1"
SITE_URL = (os.environ.get("SATUATAP_URL") or f"http://localhost:{PORT}").rstrip("/")
STREAM_URL = (os.environ.get("SATUATAP_STREAM_URL") or f"http://localhost:{PORT + 1}").rstrip("/")
STREAM_HEALTH_URL = os.environ.get("SATUATAP_STREAM_HEALTH_URL") or f"http://127.0.0.1:{PORT + 1}/healthz"
IS_HTTPS = SITE_URL.startswith("https://")
CLAMD = os.environ.get("SATUATAP_CLAMD", "")  # socket of a virus scanner, where there is one
ROLE = os.environ.get(
    "SATUATAP_ROLE", ""
)  # "site" where this copy is the node of a site, see docs/how-to/run-a-site-node.md
PROCESS = os.environ.get("SATUATAP_PROCESS", "")  # "web" in the processes that serve pages

SECRET_KEY = os.environ.get("SATUATAP_SECRET_KEY") or secret("django", home=HOME).hex()
DEBUG = False
ALLOWED_HOSTS = [
    *(os.environ.get("SATUATAP_HOSTS") or "localhost 127.0.0.1 [::1]").split(),
    str(urlsplit(SITE_URL).hostname),
]
ROOT_URLCONF = "satuatap.config.urls"
WSGI_APPLICATION = "satuatap.config.wsgi.application"
AUTH_USER_MODEL = "identity.Account"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

ROOMS = [
    "audit", "consents", "retention", "files", "notifications", "regions", "agencies", "identity",
    "catalog", "residents", "documents", "correspondence", "payments", "books", "cases", "outboxes", "appointments", "visits", "nodes", "packs",
]  # fmt: skip
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
    *SIGN_IN_APPS,
    *(f"satuatap.domain.{room}" for room in ROOMS),
    "satuatap.fronts.shared",
    "satuatap.fronts.portal",
    "satuatap.fronts.desk",
    "satuatap.fronts.display",
    "satuatap.fronts.kiosk",
    "satuatap.fronts.hooks",
    "satuatap.config",
]


def database(url: str) -> dict[str, object]:
    """Django's settings for ``postgres://user:password@host:port/name?host=/socket/folder``."""
    parts = urlsplit(url)
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    host = query.pop("host", parts.hostname or "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        # The server keeps the plan of what is asked again and again: half of its work is planning.
        "OPTIONS": {"server_side_binding": True, "prepare_threshold": 5, **query},
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,  # after the database was restarted the next request finds it again
        "ATOMIC_REQUESTS": False,
    }


OWNS_TABLES = os.environ.get("SATUATAP_DATABASE_ROLE") == "owner"
DATABASES = {
    "default": database(
        os.environ.get("DATABASE_URL") or cluster.url(HOME, cluster.OWNER if OWNS_TABLES else cluster.APP)
    )
}
if PROCESS == "web":
    # As many connections as requests may work at once, however many threads wait to turn people away.
    DATABASES["default"] |= {"CONN_MAX_AGE": 0}
    DATABASES["default"]["OPTIONS"] |= {  # type: ignore[operator]
        "pool": {"min_size": 1, "max_size": AT_WORK + 2, "timeout": 5},
        "options": "-c statement_timeout=20s -c lock_timeout=8s",
    }
REMEMBER_SECONDS = 5  # how old hours, names of areas and the like may be: see kernel/remembered.py
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""  # jobs are named in wiring.py; pages must not load what jobs need

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [ROOT / "src/satuatap/locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Jakarta"
STATIC_URL = "/static/"

# The order matters: what everybody gets first, then who is asking, then what a page may refuse.
MIDDLEWARE = [
    "satuatap.fronts.portal.cache.PageStore",  # a page that is ready asks nothing
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "satuatap.fronts.shared.middleware.Abilities",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "satuatap.config.middleware.ActorMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "satuatap.fronts.shared.middleware.Refusals",
]
CACHES = {
    # Throttles and codes: shared by all processes, lost in a power cut without harm (an unlogged table).
    "default": {
        "BACKEND": "satuatap.fronts.shared.throttle.CountingCache",
        "LOCATION": "satuatap_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
    "pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "pages"},
}

# Trust. Cookies carry the port, because two copies on one machine share the name "localhost".
_SUFFIX = "" if PRODUCTION else f"_{PORT}"
SESSION_COOKIE_NAME = f"satuatap{_SUFFIX}"
CSRF_COOKIE_NAME = f"satuatap_form{_SUFFIX}"
LANGUAGE_COOKIE_NAME = f"satuatap_lang{_SUFFIX}"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_SAVE_EVERY_REQUEST = False
CSRF_TRUSTED_ORIGINS = [SITE_URL]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if PRODUCTION and IS_HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
X_FRAME_OPTIONS = "DENY"
ABILITIES = "camera=(), microphone=(), geolocation=(self), payment=(), usb=(), browsing-topics=()"
PASSWORD_HASHERS = ["satuatap.config.hashers.Argon2"]
# Systems of others, each with its sandbox on a port of ours while nobody names the real one.
OUTSIDE = {
    "payment": (os.environ.get("SATUATAP_PAYMENT_URL") or f"http://localhost:{PORT + 2}").rstrip("/"),
    "messaging": (os.environ.get("SATUATAP_MESSAGING_URL") or f"http://localhost:{PORT + 3}").rstrip("/"),
    "register": (os.environ.get("SATUATAP_REGISTER_URL") or f"http://localhost:{PORT + 4}").rstrip("/"),
    "biller": (os.environ.get("SATUATAP_BILLER_URL") or f"http://localhost:{PORT + 4}").rstrip("/"),
}
# The national signing service: in production only where an operator names it ("user:password" in the access).
BSRE_URL = (os.environ.get("SATUATAP_BSRE_URL") or ("" if PRODUCTION else f"http://localhost:{PORT + 5}")).rstrip("/")
BSRE_ACCESS = os.environ.get("SATUATAP_BSRE_ACCESS", "")
# Printers are entered by whoever runs a hall; outside production the sandbox's may be one of them.
PRINTER_SANDBOX = "" if PRODUCTION else f"127.0.0.1:{PORT + 6}"
# Browsers name their own push service, one of the known ones; in demonstrations the sandbox's too.
PUSH_SANDBOX = "" if PRODUCTION else f"http://localhost:{PORT + 8}"
# Who vouches for a QR of the digital identity: in production only where an operator names it. Readers of identity cards are
# entered by whoever runs a hall, and speak with us where there is a secret between us.
IDENTITY_URL = (
    os.environ.get("SATUATAP_IDENTITY_URL") or ("" if PRODUCTION else f"http://localhost:{PORT + 9}")
).rstrip("/")
READER_SANDBOX = "" if PRODUCTION else f"127.0.0.1:{PORT + 9}"
# The secrets we share with them; "" is the sandbox's, made in the home.
OUTSIDE_SECRETS = {
    "payment": os.environ.get("SATUATAP_PAYMENT_SECRET", ""),
    "messaging": os.environ.get("SATUATAP_MESSAGING_SECRET", ""),
    "register": os.environ.get("SATUATAP_REGISTER_SECRET", ""),
    "biller": os.environ.get("SATUATAP_BILLER_SECRET", ""),
    "identity": os.environ.get("SATUATAP_IDENTITY_SECRET", ""),
    "reader": os.environ.get("SATUATAP_READER_SECRET", ""),
}
# Where a payer is sent: a form that ends there must be allowed to.
PAYMENT_PAGES = (os.environ.get("SATUATAP_PAYMENT_PAGES") or OUTSIDE["payment"]).split()
if not PRODUCTION and "SATUATAP_PAYMENT_URL" not in os.environ:
    PAYMENT_PAGES.append(f"http://{urlsplit(SITE_URL).hostname}:{PORT + 2}")  # the sandbox, from another machine
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "connect-src": ["'self'", STREAM_URL, *([PUSH_SANDBOX] if PUSH_SANDBOX else [])],
        "form-action": ["'self'", *PAYMENT_PAGES, *OUTSIDE_PAGES],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
    }
}
# Uploads stay in memory until they are encrypted: papers of residents never lie open in a temporary folder.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 25 * 1024 * 1024  # of the whole form; each file has its own, smaller limit
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

LOGGING_CONFIG = None
logs.configure()

EMAIL_HOST = os.environ.get("SATUATAP_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("SATUATAP_SMTP_PORT") or 587)
EMAIL_HOST_USER = os.environ.get("SATUATAP_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("SATUATAP_SMTP_PASSWORD", "")
EMAIL_USE_TLS = True
EMAIL_TIMEOUT = 20
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
DEFAULT_FROM_EMAIL = os.environ.get("SATUATAP_EMAIL_FROM", "SatuAtap <tidak-dibalas@localhost>")

# Pages: Jinja2 only. Templates lie with their front.
FRONTS = ROOT / "src/satuatap/fronts"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [FRONTS / front / "templates" for front in ("shared", "portal", "desk", "display", "kiosk")],
        "OPTIONS": {
            "environment": "satuatap.fronts.shared.environment.environment",
            "context_processors": ["satuatap.fronts.shared.context.common"],
        },
    }
]
CSRF_FAILURE_VIEW = "satuatap.fronts.shared.errors.stale_form"

# Static files: joined per front by our finder, named by their hash when they are collected.
STATIC_ROOT = HOME / "static"
STATICFILES_FINDERS = ["satuatap.fronts.shared.statics.Finder"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
