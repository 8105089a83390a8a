"""Pages for when something is not possible. None of them may need what has just failed."""

import sys
from functools import cache
from http import HTTPStatus

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.templatetags.static import static
from django.utils.translation import get_language

from satuatap.kernel.errors import Conflict, Refused

from .http import ENGINE, render
from .place import known_look

LAST_WORDS = (
    "<!doctype html><html lang='id'><meta charset='utf-8'><title>Gangguan</title>"
    "<h1>Ada gangguan di pihak kami</h1><p>Yang sudah Anda kirim aman. Coba lagi beberapa menit lagi.</p></html>"
)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    return _page(request, "400", HTTPStatus.BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    return _page(request, "403", HTTPStatus.FORBIDDEN)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """A form came without its secret: the page stood open too long, or cookies are switched off."""
    return _page(request, "stale", HTTPStatus.FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    return _page(request, "404", HTTPStatus.NOT_FOUND)


def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """A rule said no and the view had no place of its own for the sentence."""
    status = HTTPStatus.CONFLICT if isinstance(refusal, Conflict) else HTTPStatus.UNPROCESSABLE_ENTITY
    return _page(request, "refused", status, message=refusal.message)


def server_error(request: HttpRequest) -> HttpResponse:
    """Our fault, already logged. A database that does not answer is not an error of the page: that is ``503``."""
    kind = sys.exc_info()[0]
    if kind is not None and issubclass(kind, OperationalError | InterfaceError):
        return unavailable(request)
    return HttpResponse(_still("500", get_language() or "id", known_look()), status=HTTPStatus.INTERNAL_SERVER_ERROR)


def unavailable(request: HttpRequest, seconds: int = 30) -> HttpResponse:  # noqa: ARG001
    """We are there but cannot work now; ``seconds`` until another try is worth it."""
    page = _still("503", get_language() or "id", known_look())
    return HttpResponse(page, status=HTTPStatus.SERVICE_UNAVAILABLE, headers={"Retry-After": str(seconds)})


def _page(request: HttpRequest, name: str, status: HTTPStatus, **context: object) -> HttpResponse:
    return render(request, f"shared/errors/{name}.html", context, status=status)


@cache
def _still(name: str, language: str, look: str) -> str:
    """A page with nothing behind it, neither request nor database; made once a process."""
    try:
        page = engines[ENGINE].env.get_template(f"shared/errors/{name}.html")
        return page.render(lang=language, sheet=static(f"css/portal-{look}.css"), logo=static("img/logo.svg"))
    except Exception:  # whatever else is broken, the person still gets a sentence
        return LAST_WORDS
