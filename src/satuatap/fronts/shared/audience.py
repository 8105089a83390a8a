"""Who a page is for. Every view says so, and a test walks all addresses to see that none forgot."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Literal
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils.cache import patch_cache_control

from satuatap.kernel.actors import NOBODY, Actor
from satuatap.kernel.errors import NotFound

from . import proof
from .http import is_part

Audience = Literal["public", "resident", "staff", "machine"]
View = Callable[..., HttpResponse]


def open_to(audience: Audience) -> Callable[[View], View]:
    """Name the audience of a view, and keep everybody else out.

    ``public`` anybody; ``resident`` anybody signed in; ``staff`` who holds a role today, for others the page does not
    exist; ``machine`` a program that proves itself inside the view. Answers to whoever is signed in are never kept by a
    browser, also those of public pages: many sit at a shared computer, and the button back must show nothing of them.
    """

    def name(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            actor: Actor = getattr(request, "actor", NOBODY)
            if audience in {"resident", "staff"}:
                if not actor.is_known:
                    return to_sign_in(request)
                if audience == "staff" and not actor.is_staff:
                    raise NotFound
            response = view(request, *args, **kwargs)
            if audience in {"resident", "staff"} or (audience == "public" and actor.is_known):
                patch_cache_control(response, private=True, no_store=True)
            return response

        guarded.audience = audience  # type: ignore[attr-defined]
        return guarded

    return name


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send the person to the sign-in page and back again. What was posted when a session was over is offered again there;
    where it cannot be, back means the page it was posted from."""
    back = request.get_full_path() if request.method in {"GET", "HEAD"} else request.path
    if proof.keep_posted(request):
        back = reverse("account_resume")
    address = f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': back})}"
    if is_part(request):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)
