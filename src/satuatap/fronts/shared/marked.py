"""A word of an address, a secret or a token, with the language of the region after a tilde.

So every link, the button back and a reload keep the language, as they do under ``/en/``, and nobody has to remember it.
"""

from django.conf import settings
from django.http import HttpRequest

from . import tongues
from .languages import Twin, twins

MARK = "~"


def bare(given: str) -> str:
    """The word without a language."""
    return given.partition(MARK)[0]


def tongue_of(given: str) -> str:
    """The language an address names, whether anybody offers it or not."""
    return given.partition(MARK)[2]


def in_tongue(given: str, tongue: str) -> str:
    """The same word with a language, or without one."""
    return bare(given) + (MARK + tongue if tongue else "")


def choices(request: HttpRequest, given: str, plain: str = "") -> tuple[Twin, ...]:
    """This page in every language in which it can be read; ``plain`` is what stands after the tilde for Indonesian, where
    the address without one may be read in another language."""
    spoken = tongues.code()

    def href(twin: Twin, tongue: str) -> str:
        return twin.href.replace(f"/{given}", f"/{in_tongue(given, tongue)}", 1)

    own = twins(request)
    below = next(twin for twin in own if twin.code == settings.LANGUAGE_CODE)
    everywhere = (
        Twin(one.code, one.name, href(one, plain if one is below else ""), one.is_current and not spoken) for one in own
    )
    here = (Twin(one.code, one.name, href(below, one.code), one.code == spoken) for one in tongues.offered())
    return (*everywhere, *here)
