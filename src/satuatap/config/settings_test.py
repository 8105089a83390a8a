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

from .settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["*"]
REMEMBER_SECONDS = 0  # the next test has other hours and other names
HOME_PATH = Path(os.environ["SATUATAP_HOME"])
# Nothing is collected in tests, and every page is made anew: the store has tests of its own.
MIDDLEWARE = [name for name in MIDDLEWARE if not name.endswith(("WhiteNoiseMiddleware", "PageStore"))]  # noqa: F405
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CACHES = CACHES | {"pages": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}  # noqa: F405
