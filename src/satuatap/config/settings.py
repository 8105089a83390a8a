"""Settings of one installation. Machines differ by environment variables, places by packs, never by this file."""

import os
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

ROOT = Path(__file__).resolve().parents[3]
HOME = Path(os.environ.get("SATUATAP_HOME", ROOT / "var")).resolve()
PORT = int(os.environ.get("PORT", "8000"))
PRODUCTION = os.environ.get("SATUATAP_PRODUCTION") == "1"
SITE_URL = os.environ.get("SATUATAP_URL", f"http://localhost:{PORT}")

SECRET_KEY = os.environ.get("SATUATAP_SECRET_KEY", "only-for-tests-and-first-start")
DEBUG = False
ALLOWED_HOSTS = os.environ.get("SATUATAP_HOSTS", "localhost 127.0.0.1 [::1]").split()
ROOT_URLCONF = "satuatap.config.urls"
WSGI_APPLICATION = "satuatap.config.wsgi.application"
AUTH_USER_MODEL = "identity.Account"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

ROOMS = [
    "audit", "files", "notifications", "regions", "agencies", "identity",
    "catalog", "residents", "documents", "payments", "cases", "packs",
]  # fmt: skip
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
    *(f"satuatap.domain.{room}" for room in ROOMS),
    "satuatap.fronts.shared",
    "satuatap.fronts.portal",
    "satuatap.fronts.desk",
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
        "OPTIONS": {**query},
        "CONN_MAX_AGE": None,
        "ATOMIC_REQUESTS": False,
    }


DATABASES = {"default": database(os.environ.get("DATABASE_URL", f"postgres://satuatap@/satuatap?host={HOME}/run"))}

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [ROOT / "src/satuatap/locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Jakarta"
STATIC_URL = "/static/"

# The order matters: the page store answers before anything else is asked.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "satuatap.fronts.shared.middleware.Refusals",
]
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "pages"},
}

# Pages: Jinja2 only. Templates lie with their front.
FRONTS = ROOT / "src/satuatap/fronts"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [FRONTS / "shared/templates", FRONTS / "portal/templates", FRONTS / "desk/templates"],
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
