"""Pages for when something is not possible. None of them may need what has just failed."""

import re
import sys
from functools import cache
from http import HTTPStatus

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.templatetags.static import static
from django.utils.translation import get_language

from satuatap.kernel.errors import Refused

from .http import ENGINE, render, status_of
from .place import known_look

LAST_WORDS = (
    "<!doctype html><html lang='id'><meta charset='utf-8'><title>Gangguan</title>"
    "<h1>Ada gangguan di pihak kami</h1><p>Yang sudah Anda kirim aman. Coba beberapa menit lagi.</p></html>"
)

# Machines of a hall, where nobody sits who goes back: they go by themselves to where their address begins.
MACHINE = re.compile(r"(?:/[a-z]{2,3})?/(?:kios|layar)/[\w-]+", re.ASCII)
SOON, LATER = 10, 60  # seconds: what is our fault passes; what is the address's stays long enough to be read


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    return _page(request, "shared/errors/400.html", HTTPStatus.BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    return _page(request, "shared/errors/403.html", HTTPStatus.FORBIDDEN)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """A form came without its secret: the page stood open too long, or cookies are switched off."""
    return _page(request, "shared/errors/stale.html", HTTPStatus.FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    return _page(request, "shared/errors/404.html", HTTPStatus.NOT_FOUND)


def too_many(request: HttpRequest) -> HttpResponse:
    """Something was tried too often in too short a while."""
    return _page(request, "shared/errors/429.html", HTTPStatus.TOO_MANY_REQUESTS)


def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """A rule said no and the view had no place of its own for the sentence."""
    return _page(request, "shared/errors/refused.html", status_of(refusal), message=refusal.message)


def server_error(request: HttpRequest) -> HttpResponse:
    """Our fault, already logged. A database that does not answer is not an error of the page: that is ``503``."""
    kind = sys.exc_info()[0]
    if kind is not None and issubclass(kind, OperationalError | InterfaceError):
        return unavailable(request)
    page = _still("shared/errors/500.html", get_language() or "id", known_look())
    return _back(request, HttpResponse(page, status=HTTPStatus.INTERNAL_SERVER_ERROR))


def unavailable(request: HttpRequest, seconds: int = 30) -> HttpResponse:
    """We are there but cannot work now; ``seconds`` until another try is worth it."""
    page = _still("shared/errors/503.html", get_language() or "id", known_look())
    wait = {"Retry-After": str(seconds)}
    return _back(request, HttpResponse(page, status=HTTPStatus.SERVICE_UNAVAILABLE, headers=wait))


def _page(request: HttpRequest, template: str, status: int, **context: object) -> HttpResponse:
    return _back(request, render(request, template, context, status=status))


def _back(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """The answer; at a machine of a hall it leads back by itself."""
    if machine := MACHINE.match(request.path):
        seconds = SOON if answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR else LATER
        answer.headers["Refresh"] = f"{seconds}; url={machine[0]}"
    return answer


@cache
def _still(template: str, language: str, look: str) -> str:
    """A page with nothing behind it, neither request nor database; made once a process."""
    try:
        page = engines[ENGINE].env.get_template(template)
        return page.render(lang=language, sheet=static(f"css/portal-{look}.css"), logo=static("img/logo.svg"))
    except Exception:  # whatever else is broken, the person still gets a sentence
        return LAST_WORDS
