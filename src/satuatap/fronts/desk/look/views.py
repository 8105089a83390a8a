"""Theme and keys: kept in a cookie of this browser, because screens differ more than people."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.context import KEYS_COOKIE, THEME_COOKIE
from satuatap.fronts.shared.http import Request
from satuatap.fronts.shared.onward import onward

A_YEAR = 365 * 24 * 3600


@open_to("staff")
@require_POST
def theme(request: Request) -> HttpResponse:
    """Light or dark."""
    chosen = "dark" if request.POST.get("theme") == "dark" else "light"
    return _remember(request, THEME_COOKIE, chosen)


@open_to("staff")
@require_POST
def keys(request: Request) -> HttpResponse:
    """Single keys on or off; somebody who dictates or uses a switch presses letters without meaning them."""
    chosen = "off" if request.POST.get("keys") == "off" else "on"
    return _remember(request, KEYS_COOKIE, chosen)


def _remember(request: Request, cookie: str, value: str) -> HttpResponse:
    answer = redirect(onward(request, reverse("desk:inbox")))
    answer.set_cookie(cookie, value, max_age=A_YEAR, httponly=True, samesite="Lax", secure=request.is_secure())
    return answer
