"""Public pages kept ready: a visitor without cookies gets the bytes another visitor got, until something changes.

What may be kept says so with ``@kept``. Such a page is the same for everybody who has no cookie: it carries no form
that writes, no session, no name. Every two seconds we ask whether the catalogue or the region has changed, and if so
throw everything away; at midnight and after five minutes a page is made anew as well, for the opening hours on it.
A page that tells how a hall stands says with ``@kept_for`` for how few seconds that may be told.
"""

import gzip
import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

import brotli
from django.core.exceptions import DisallowedHost
from django.db import Error as DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from satuatap.domain.agencies import queries as agencies
from satuatap.domain.catalog import queries as catalog
from satuatap.fronts.shared.place import place
from satuatap.kernel.remembered import forget_all

View = Callable[..., HttpResponse]
Key = tuple[str, str, str]

ASK_SECONDS = 2
KEEP_SECONDS = 300
MOST_PAGES = 2000  # some ten megabytes; more addresses than that are not pages of ours
ASKED_FOR_HIMSELF = ("HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_HX_REQUEST")
OWN_HEADERS = {"Content-Length", "ETag", "Vary", "Cache-Control"}


def kept_for(seconds: int) -> Callable[[View], View]:
    """Mark a page as the same for everybody without cookies, until the catalogue changes or it is that old."""

    def marked(view: View) -> View:
        @wraps(view)
        def keeping(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            response = view(request, *args, **kwargs)
            response.kept_for = seconds  # type: ignore[attr-defined]
            return response

        return keeping

    return marked


kept = kept_for(KEEP_SECONDS)


@dataclass(frozen=True, slots=True)
class Kept:
    """A page in the three forms in which browsers take it."""

    bodies: dict[str, bytes]
    headers: tuple[tuple[str, str], ...]
    tag: str
    until: float


class PageStore:
    """The outermost middleware: a page that is ready is answered before anything else is asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.pages: dict[Key, Kept] = {}
        self.stamp = ""
        self.asked_at = -float(ASK_SECONDS)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = self._key(request)
        if key is None:
            return self.get_response(request)
        now = time.monotonic()
        self._look_again(now)
        page = self.pages.get(key)
        if page is None or page.until < now:
            stamp = self.stamp
            response = self.get_response(request)
            if not self._may_keep(response):
                return response
            page = _pack(response, now + response.kept_for)  # type: ignore[attr-defined]
            if stamp == self.stamp:  # nothing changed while it was made
                self.pages[key] = page
        return _answer(request, page)

    def _key(self, request: HttpRequest) -> Key | None:
        """What the page depends on, or None when this visitor must be asked who he is."""
        if request.method not in {"GET", "HEAD"} or request.META.get("QUERY_STRING"):
            return None
        if any(request.META.get(name) for name in ASKED_FOR_HIMSELF):
            return None
        try:
            return request.scheme or "", request.get_host(), request.path
        except DisallowedHost:
            return None

    def _look_again(self, now: float) -> None:
        if now - self.asked_at < ASK_SECONDS:
            return
        self.asked_at = now
        try:
            stamp = f"{catalog.stamp()} {timezone.localdate()} {place()} {agencies.running_outages()} {agencies.hall_outages()}"
        except DatabaseError:
            return  # what is kept still stands, and is all we have
        if stamp != self.stamp:
            forget_all()  # a page made anew must not be made of what was remembered before the change
        if stamp != self.stamp or len(self.pages) > MOST_PAGES:
            self.pages = {}
            self.stamp = stamp

    def _may_keep(self, response: HttpResponse) -> bool:
        return bool(getattr(response, "kept_for", 0) and response.status_code == 200 and not response.cookies)


def _pack(response: HttpResponse, until: float) -> Kept:
    body = response.content
    return Kept(
        bodies={"": body, "gzip": gzip.compress(body, 6, mtime=0), "br": brotli.compress(body, quality=5)},
        headers=tuple((name, value) for name, value in response.items() if name not in OWN_HEADERS),
        tag=hashlib.sha256(body).hexdigest()[:20],
        until=until,
    )


def _answer(request: HttpRequest, page: Kept) -> HttpResponse:
    accepted = request.META.get("HTTP_ACCEPT_ENCODING", "")
    form = "br" if "br" in accepted else "gzip" if "gzip" in accepted else ""
    tag = f'"{page.tag}-{form}"' if form else f'"{page.tag}"'
    if tag in request.META.get("HTTP_IF_NONE_MATCH", ""):
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(page.bodies[form])
        for name, value in page.headers:
            response.headers[name] = value
        response.headers["Content-Length"] = str(len(page.bodies[form]))
        if form:
            response.headers["Content-Encoding"] = form
    response.headers["ETag"] = tag
    response.headers["Vary"] = "Accept-Encoding, Cookie"
    response.headers["Cache-Control"] = "no-cache"
    return response
