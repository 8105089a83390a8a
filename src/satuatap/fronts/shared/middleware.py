"""What a view raises, as an answer."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from satuatap.domain.audit.actions import record
from satuatap.kernel.errors import NotFound, Refused

from . import errors

Answer = Callable[[HttpRequest], HttpResponse]
View = Callable[..., HttpResponse]


class Abilities:
    """Says to the browser which of its abilities our pages use: none but those in ``settings.ABILITIES``."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers["Permissions-Policy"] = settings.ABILITIES
        return response


class Refusals:
    """``NotFound`` becomes a 404 page, ``Refused`` a 422 page with its sentence (409 for a ``Conflict``).

    Anything else goes on to Django, which logs it and answers with ``errors.server_error``. A NUL in an address or a
    form is refused before any view sees it: no person types one, and no column of the database can hold it.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, _args: object, given: dict[str, Any]
    ) -> HttpResponse | None:
        if any("\x00" in str(value) for value in given.values()):
            return errors.not_found(request)
        forms = [request.GET]
        if request.method == "POST" and getattr(view, "audience", "") != "machine":  # programs send no forms
            forms += [request.POST, request.FILES]
        if any(
            "\x00" in name or any("\x00" in str(value) for value in form.getlist(name))
            for form in forms
            for name in form
        ):
            return errors.bad_request(request)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotFound):
            _note_turned_away(request)
            return errors.not_found(request)
        if isinstance(exception, Refused):
            return errors.refused(request, exception)
        return None


def _note_turned_away(request: HttpRequest) -> None:
    """Write down that somebody who works here asked for a thing that is not theirs: which page, and the thing's id.

    Residents and the public are not written down: a mistyped address is no attempt, and anybody could fill the record.
    A page that names no thing is noted when something was sent to it, a search for instance, or another office asked for.
    """
    actor, match = getattr(request, "actor", None), request.resolver_match
    if actor is None or not actor.holdings or match is None:
        return
    if not (match.kwargs or request.method == "POST" or request.GET.get("kantor")):
        return
    asked = {name: value for name, value in match.kwargs.items() if isinstance(value, UUID)}
    things = [str(value) for name, value in asked.items() if name != "party_id"]
    record(
        "turned-away", by=actor, at=request.now, purpose=" ".join([match.view_name, *things])[:200],  # type: ignore[attr-defined]
        party_id=asked.get("party_id"), unit_id=min(actor.unit_ids(), default=None),
    )  # fmt: skip
