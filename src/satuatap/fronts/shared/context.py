"""What every template knows without being told."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from satuatap.domain.cases import queries as cases
from satuatap.kernel.actors import NOBODY

from . import formats, tongues
from .languages import twins
from .place import place

THEME_COOKIE = "tema"
KEYS_COOKIE = "pintasan"
CARRIES_COOKIE = "luring"  # this browser keeps a village desk's outbox: signing out must not clear it
COUNTER_COOKIE = "loket"  # this browser shows the screen of an open counter: other pages lead back to it


def common(request: HttpRequest) -> dict[str, Any]:
    """actor, now, lang, place, languages, theme, keys, at_counter, and for staff what is down where they work; ``request``,
    ``csrf_input`` come from Django."""
    actor = getattr(request, "actor", NOBODY)
    return {
        "actor": actor,
        "outages_here": cases.running_around(actor),
        "now": getattr(request, "now", None) or timezone.now(),
        "lang": tongues.code() or formats.lang(),
        "place": place(),
        "languages": twins(request),
        "theme": "dark" if request.COOKIES.get(THEME_COOKIE) == "dark" else "light",
        "at_counter": actor.is_staff and bool(request.COOKIES.get(COUNTER_COOKIE)),
        "keys": request.COOKIES.get(KEYS_COOKIE) != "off",
    }
