"""What a view raises, as an answer."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from satuatap.kernel.errors import NotFound, Refused

from . import errors

Answer = Callable[[HttpRequest], HttpResponse]


class Refusals:
    """``NotFound`` becomes a 404 page, ``Refused`` a 422 page with its sentence (409 for a ``Conflict``).

    Anything else goes on to Django, which logs it and answers with ``errors.server_error``.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotFound):
            return errors.not_found(request)
        if isinstance(exception, Refused):
            return errors.refused(request, exception)
        return None
