"""What a browser calls itself, and whether somebody has signed in with it before."""

from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("UCBrowser", "UC Browser"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SALT = "satuatap.device"
MOST_ACCOUNTS = 20  # that one browser remembers: a shared computer
YEAR = 365 * 24 * 3600


def describe(user_agent: str) -> str:
    """``Chrome, Android``; "" when the browser does not say."""
    browser = next((words for mark, words in BROWSERS if mark in user_agent), "")
    system = next((words for mark, words in SYSTEMS if mark in user_agent), "")
    return ", ".join(filter(None, (browser, system)))


def is_known(request: HttpRequest, account: Any) -> bool:
    """Whether this browser has opened the account before."""
    return _mark(account) in _marks(request)


def remember(request: HttpRequest, response: HttpResponse, account: Any) -> None:
    """Let the browser carry a signed mark of the account; it names nobody."""
    marks = [_mark(account), *(mark for mark in _marks(request) if mark != _mark(account))][:MOST_ACCOUNTS]
    response.set_cookie(
        _cookie(),
        signing.dumps(marks, salt=SALT),
        max_age=YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _cookie() -> str:
    return f"{settings.SESSION_COOKIE_NAME}_device"


def _mark(account: Any) -> str:
    return salted_hmac(SALT, str(account.pk), algorithm="sha256").hexdigest()[:20]


def _marks(request: HttpRequest) -> list[str]:
    try:
        return list(signing.loads(request.COOKIES.get(_cookie(), ""), salt=SALT, max_age=YEAR))
    except signing.BadSignature:
        return []
