"""One visitor's stay at a kiosk: from the start page to the next time somebody stands before it.

A stay is nobody's account session. Its cookie is a random name; what is known of the visitor lies in the cache, at the
server, for some minutes. The start page ends a stay and begins the next, so that neither a page of the stay before nor a
form typed in it opens anything: the button back leads to the start.
"""

import hashlib
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.http import HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

from satuatap.fronts.shared.http import Request
from satuatap.kernel.ids import token

COOKIE = f"{settings.SESSION_COOKIE_NAME}_anjungan"
MARK = "kunjungan"  # field of every form, and parameter of pages of one visitor
LIFE_SECONDS = 15 * 60
LONGEST = 64


class Stay:
    """What is known of the visitor who stands here now; read once a request, and only when somebody asks."""

    def __init__(self, name: str) -> None:
        self.is_new = not name
        self.name = name or token()
        self._known: dict[str, Any] | None = {} if self.is_new else None

    @property
    def known(self) -> dict[str, Any]:
        if self._known is None:
            self._known = caches["default"].get(self._key) or {}
        return self._known

    def keep(self, **facts: Any) -> None:
        """Remember something until the stay ends, at most a quarter of an hour from now."""
        self._known = self.known | facts
        caches["default"].set(self._key, self._known, LIFE_SECONDS)

    def end(self) -> None:
        """Forget everything at once."""
        if not self.is_new:
            caches["default"].delete(self._key)
        self._known = {}

    @property
    def mark(self) -> str:
        """What forms and addresses of this stay carry: it tells nothing, and fits no other stay."""
        return salted_hmac("satuatap.kiosk", self.name, algorithm="sha256").hexdigest()[:24]

    def is_marked(self, text: str) -> bool:
        """Whether a form or an address comes from this stay; a browser without cookies has but one."""
        return self.is_new or constant_time_compare(text, self.mark)

    @property
    def _key(self) -> str:
        return f"stay:{hashlib.sha256(self.name.encode()).hexdigest()}"


def stay_of(request: Request) -> Stay:
    return Stay(request.COOKIES.get(COOKIE, "")[:LONGEST])


def tell(response: HttpResponse, stay: Stay) -> None:
    """Give the browser the name of its stay, until it is closed."""
    response.set_cookie(
        COOKIE, stay.name, httponly=True, samesite="Strict", secure=settings.SESSION_COOKIE_SECURE, path="/"
    )


def is_young(since: float, now: datetime, seconds: int = LIFE_SECONDS) -> bool:
    return 0 <= now.timestamp() - since <= seconds
