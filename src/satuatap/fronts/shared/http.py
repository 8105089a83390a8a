"""What a view gets and how it answers."""

from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import reverse

from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import Conflict, NotFound, Refused

ENGINE = "jinja2"
LONGEST_NUMBER = 9  # digits; fits every column


class Request(HttpRequest):
    """A request after the middleware: who asks, and when. Views read no other clock."""

    actor: Actor
    now: datetime


def render(
    request: HttpRequest, template: str, context: Mapping[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """The page as an answer. ``template`` is a path such as ``portal/home.html``."""
    page = engines[ENGINE].get_template(template)
    return HttpResponse(page.render(dict(context or {}), request), status=status)


def status_of(refusal: Refused | None) -> int:
    """What a page answers that shows a refusal: 409 when somebody or something else came first, else 422."""
    if refusal is None:
        return HTTPStatus.OK
    return HTTPStatus.CONFLICT if isinstance(refusal, Conflict) else HTTPStatus.UNPROCESSABLE_ENTITY


def prefix(name: str, *, uuid: bool = False) -> str:
    """The address of a page about one thing, up to the thing's code (``uuid``: its id): ``prefix("portal:service") +
    code``.

    For lists: the address is looked up once, not once a row.
    """
    sample = str(UUID(int=0)) if uuid else "0"
    return reverse(name, args=[sample]).removesuffix(sample)


def uuid_of(text: str) -> UUID:
    """An id or a key that came with a form. Raises ``NotFound`` for what is none."""
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None


def whole(text: str) -> int | None:
    """A small number that came with a request, such as a page or a version; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER else None


def is_part(request: HttpRequest) -> bool:
    """Whether the page asks for a fragment of itself (an improvement; the whole page works as well)."""
    return request.headers.get("HX-Request") == "true"
