"""The office a page is about, where somebody works in several."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from satuatap.fronts.shared.http import Request
from satuatap.kernel.errors import NotFound

NAME = "kantor"


class HasCode(Protocol):
    @property
    def code(self) -> str: ...


O = TypeVar("O", bound=HasCode)  # noqa: E741 (an office)


def asked_for(request: Request, offices: Sequence[O]) -> O | None:
    """The one of the actor's own offices whose code was asked for; None where none was.

    Raises ``NotFound`` for any other: whoever writes another office's code into an address is not shown their own
    instead, and it is written down.
    """
    code = request.POST.get(NAME) or request.GET.get(NAME, "")
    if not code:
        return None
    found = next((office for office in offices if office.code == code), None)
    if found is None:
        raise NotFound
    return found
