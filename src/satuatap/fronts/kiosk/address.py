"""The address of a kiosk: its secret and, after a tilde, the language of the region in which its pages are read.

So every link, the button back and a reload keep the language, as they do under ``/en/``; and nobody has to remember it:
the start of the next visitor is simply the address without it.
"""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation

from satuatap.fronts.shared import tongues
from satuatap.fronts.shared.languages import Twin, twins

MARK = "~"


def secret_of(kiosk: str) -> str:
    return kiosk.partition(MARK)[0]


def tongue_of(kiosk: str) -> str:
    """The language an address names, whether anybody offers it or not."""
    return kiosk.partition(MARK)[2]


def in_tongue(kiosk: str, tongue: str) -> str:
    """The same kiosk in a language of the region, or without one."""
    return secret_of(kiosk) + (MARK + tongue if tongue else "")


def start(kiosk: str) -> str:
    """Where the next visitor begins: the start page in the language of the installation."""
    with translation.override(settings.LANGUAGE_CODE):
        return reverse("kiosk:home", args=[secret_of(kiosk)])


def choices(request: HttpRequest) -> tuple[Twin, ...]:
    """This page in every language in which it can be read here."""
    spoken, kiosk = tongues.code(), request.resolver_match.kwargs["kiosk"]  # type: ignore[union-attr]

    def href(twin: Twin, tongue: str) -> str:
        return twin.href.replace(f"/{kiosk}", f"/{in_tongue(kiosk, tongue)}", 1)

    own = twins(request)
    below = next(twin for twin in own if twin.code == settings.LANGUAGE_CODE)
    everywhere = (Twin(one.code, one.name, href(one, ""), one.is_current and not spoken) for one in own)
    here = (Twin(one.code, one.name, href(below, one.code), one.code == spoken) for one in tongues.offered())
    return (*everywhere, *here)
