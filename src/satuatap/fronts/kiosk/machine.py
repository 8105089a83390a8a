"""What all pages of a kiosk share: the machine, the stay of whoever stands before it, and the person once known."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import reverse
from markupsafe import Markup

from satuatap.domain.residents import queries as residents
from satuatap.domain.visits import actions
from satuatap.domain.visits import queries as visits
from satuatap.fronts.shared import marked, tongues
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, is_part, render
from satuatap.kernel.actors import NOBODY, Actor, system

from . import address
from .stay import MARK, Stay, is_young, stay_of, tell

WANTED = "untuk"  # parameter of the page that asks who it is: where it leads then
WHO_SECONDS = 10 * 60
REST_SECONDS = 30  # how soon a kiosk that rests looks whether it serves again
UPKEEP = f"{__package__}.upkeep"  # its pages stay open then
View = Callable[..., HttpResponse]


class KioskRequest(Request):
    """A request to a machine: ``secret`` is that of its address, with the language of the region in which it is read;
    ``tongue`` is the code of the language its pages are in; ``guest`` who has proven to stand before it."""

    device: visits.DeviceNow
    secret: str
    tongue: str
    stay: Stay
    guest: Actor


def at_kiosk(view: View) -> View:
    """Give the view its machine; nothing that it answers is kept, and its address is told to nobody.

    One that is out of service tells visitors so at every address. A form that was typed in an earlier stay is not read: it leads to the start.
    """

    @open_to("public")
    @wraps(view)
    def guarded(request: KioskRequest, kiosk: str, **kwargs: Any) -> HttpResponse:
        request.device = visits.device("kiosk", marked.bare(kiosk))
        with tongues.speaking(marked.tongue_of(kiosk)) as tongue:
            request.secret, request.tongue = marked.in_tongue(kiosk, tongue), tongue or request.LANGUAGE_CODE
            return _answer(request, view, **kwargs)

    return guarded


def _answer(request: KioskRequest, view: View, **kwargs: Any) -> HttpResponse:
    """What the view answers, unless the machine rests or the form is of an earlier stay."""
    request.stay, request.guest = stay_of(request), NOBODY
    if request.device.is_news(request.now):
        actions.note_seen(device_id=request.device.id, by=machine(request), at=request.now)
    if request.device.rests and view.__module__ != UPKEEP:
        answer: HttpResponse = page(request, "kiosk/resting.html", refresh=REST_SECONDS)
    elif request.method == "POST" and not is_part(request) and not request.stay.is_marked(request.POST.get(MARK, "")):
        answer = redirect("kiosk:home", kiosk=request.secret)
    else:
        answer = view(request, **kwargs)
    if request.stay.is_new:
        tell(answer, request.stay)
    answer["Cache-Control"] = "no-store"
    answer["Referrer-Policy"] = "same-origin"
    return answer


def known(wanted: str) -> Callable[[View], View]:
    """For whoever has proven who they are at this kiosk; others are asked first, and then led on to ``wanted``."""

    def guard(view: View) -> View:
        @at_kiosk
        @wraps(view)
        def guarded(request: KioskRequest, **kwargs: Any) -> HttpResponse:
            request.guest = guest_of(request)
            if not request.guest.is_known:
                return redirect(f"{reverse('kiosk:who', args=[request.secret])}?{WANTED}={wanted}")
            return view(request, **kwargs)

        return guarded

    return guard


def guest_of(request: KioskRequest) -> Actor:
    """The person who has proven at this kiosk some minutes ago who they are, if that holds still; else nobody."""
    who = request.stay.known.get("who")
    if not who or who["device"] != str(request.device.id) or not is_young(who["at"], request.now, WHO_SECONDS):
        return NOBODY
    if account := who.get("account"):
        found = residents.proven_account(account, request.now)
    else:
        found = residents.bearer_again(who["party"], request.now)
    return found.actor if found else NOBODY


def page(request: KioskRequest, template: str, **context: Any) -> HttpResponse:
    status = 422 if context.get("problem") or context.get("problems") else 200
    mark = Markup(
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}"><input type="hidden" name="{}" value="{}">'
    )
    context["problem"] = said(context.get("problem", ""))
    facts = {
        "device": request.device, "home": reverse("kiosk:home", args=[request.secret]), "start": address.start(request.secret),
        "spoken": marked.choices(request, request.resolver_match.kwargs["kiosk"]), "refresh": 0, "guest": request.guest,
        "kept": mark.format(get_token(request), MARK, request.stay.mark),
    }  # fmt: skip
    return render(request, template, facts | context, status=status)


def said(refusal: str) -> str:
    """A refusal of a room in the language spoken here, where it has that very sentence."""
    return tongues.gettext(refusal) if tongues.code() and refusal else refusal


def machine(request: KioskRequest) -> Actor:
    """The actor under which the machine writes."""
    return system(f"kiosk-{request.device.id}")
