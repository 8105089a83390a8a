"""One shape for every page on which somebody answers what waits: try, and say beside the input what is wrong."""

from collections.abc import Callable, Mapping

from django.http import HttpResponse
from django.shortcuts import redirect

from satuatap.fronts.shared.http import Request
from satuatap.kernel.errors import Refused


def answered(
    request: Request, act: Callable[[], object], onward: str, inputs: Mapping[str, str], otherwise: str
) -> tuple[HttpResponse | None, dict[str, str]]:
    """Do what a posted form asks: the way onward, or what is wrong by the name of its input.

    ``inputs`` says how the page calls what a room calls a field; ``otherwise`` is where the rest stands.
    """
    if request.method != "POST":
        return None, {}
    try:
        act()
    except Refused as refusal:
        return None, {inputs.get(refusal.field or "", otherwise): refusal.message}
    return redirect(onward), {}


def choice(request: Request, name: str, yes: str, no: str, words: str) -> bool:
    """What was chosen of two. Raises ``Refused`` "decision" where nothing was."""
    chosen = request.POST.get(name, "")
    if chosen not in (yes, no):
        raise Refused("decision", words, field="decision")
    return chosen == yes
