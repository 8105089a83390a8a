"""What every template knows without being told."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from satuatap.kernel.actors import NOBODY

from . import formats
from .languages import twins
from .place import place

THEME_COOKIE = "tema"
KEYS_COOKIE = "pintasan"


def common(request: HttpRequest) -> dict[str, Any]:
    """actor, now, lang, place, languages, theme and keys; ``request``, ``csrf_input`` come from Django."""
    return {
        "actor": getattr(request, "actor", NOBODY),
        "now": getattr(request, "now", None) or timezone.now(),
        "lang": formats.lang(),
        "place": place(),
        "languages": twins(request),
        "theme": "dark" if request.COOKIES.get(THEME_COOKIE) == "dark" else "light",
        "keys": request.COOKIES.get(KEYS_COOKIE) != "off",
    }
