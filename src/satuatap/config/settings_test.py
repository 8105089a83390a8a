"""Settings for the test suite: the real ones, with a cheaper password hash and a home of their own."""

import atexit
import os
import tempfile
from pathlib import Path

os.environ.setdefault("SATUATAP_HOME", tempfile.mkdtemp(prefix="satuatap-test-"))

if not os.environ.get("DATABASE_URL"):
    from .postgres import temporary

    _server = temporary()
    os.environ["DATABASE_URL"] = _server.__enter__()  # workers started from here use the same server
    atexit.register(_server.__exit__, None, None, None)

from .settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["*"]
HOME_PATH = Path(os.environ["SATUATAP_HOME"])
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]  # noqa: F405 (nothing is collected in tests)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "pages": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}
