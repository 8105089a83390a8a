"""A number by phone: choose what for, prove the phone number, report at the hall in time."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from satuatap.domain.agencies import queries as agencies
from satuatap.domain.nodes import actions as node_actions
from satuatap.domain.nodes import queries as nodes
from satuatap.domain.visits import actions
from satuatap.domain.visits import queries as visits
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, render, status_of, uuid_of
from satuatap.kernel.actors import system
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.ids import uuid7

from ..account import codes
from ..account.proving import by_code
from ..phones import phone_of

PURPOSE = "remote"
ASKER = system("queue-page")
MOST = 8  # errands of one number


def address_of(hall: visits.HallRow) -> str:
    """Where a number of a hall is asked for by phone; "" where none are given."""
    return reverse("portal:remote", args=[hall.code]) if hall.by_phone else ""


@open_to("public")
@never_cache
@require_http_methods(["GET", "POST"])
def ask(request: Request, hall: str) -> HttpResponse:
    """Which errands, and to which phone number the code goes. 404 for a hall that gives no numbers by phone."""
    found = visits.hall(hall)
    terms = visits.remote_terms(found.id) if found.by_phone else None
    if terms is None:
        raise NotFound
    problem = None
    if request.method == "POST":
        try:
            return _send(request, found.id)
        except Refused as refusal:
            problem = refusal
    context = {
        "hall": found,
        "terms": terms,
        "closed": visits.closed_by_phone(found.id, request.now) or nodes.unheard(found.id, request.now),
        "is_led": found.id in visits.led_elsewhere(),
        "lanes": visits.hall_now(site_id=found.id, at=request.now, standing=agencies.standing(request.now)),
        "chosen": request.POST.getlist("antrean"),
        "typed": request.POST.get("hp", ""),
        "key": request.POST.get("key") or uuid7(),
        "problems": {problem.field or "": problem.message} if problem else {},
        "back": reverse("portal:hall", args=[found.code]),
    }
    return render(request, "portal/queue/ask.html", context, status=status_of(problem) if problem else 200)


def _send(request: Request, site_id: UUID) -> HttpResponse:
    lanes = [str(uuid_of(lane_id)) for lane_id in request.POST.getlist("antrean")[:MOST]]
    if not lanes:
        raise Refused("nothing", _("Pilih dulu yang ingin diurus."), field="antrean")
    address = phone_of(request.POST.get("hp", ""))
    key = str(uuid_of(request.POST.get("key", "")))
    codes.send(request, PURPOSE, address, site=str(site_id), lanes=lanes, key=key)
    return redirect("portal:remote_code")


@open_to("public")
@never_cache
@require_http_methods(["GET", "POST"])
def code(request: Request) -> HttpResponse:
    """Take the code that was sent to the phone; the right one keeps the number."""

    def done(proven: codes.Pending) -> HttpResponse:
        told, phone = proven.extra, proven.address.value
        asked: dict[str, Any] = {
            "site_id": uuid_of(told["site"]), "lane_ids": [uuid_of(lane_id) for lane_id in told["lanes"]],
            "phone": phone, "key": uuid_of(told["key"]), "by": ASKER, "at": request.now,
        }  # fmt: skip
        if asked["site_id"] in visits.led_elsewhere():
            return redirect("portal:remote_wait", asked=node_actions.wish(**asked).token)
        if nodes.is_waiting(phone):
            raise Refused("again", _("Nomor HP ini masih menunggu nomor dari tempat lain."))
        ticket = actions.ask_remotely(**asked, language=request.LANGUAGE_CODE)
        return redirect("portal:visit", ticket=ticket.visit.token)

    return by_code(
        request, PURPOSE, done, here="portal:remote_code", back="portal:queue", act=_("Ambil nomor"),
        again=_("Pilih tempat lain"),
    )  # fmt: skip


@open_to("public")
@never_cache
@require_safe
def wait(request: Request, asked: str) -> HttpResponse:
    """The computer of the hall is asked for the number: here, or why not. It looks again by itself."""
    found = nodes.wish_now(asked, request.now)
    if found.ticket:
        return redirect("portal:visit", ticket=found.ticket)
    context = {"wish": found, "again": reverse("portal:remote", args=[found.hall]),
               "back": reverse("portal:hall", args=[found.hall])}  # fmt: skip
    return render(request, "portal/queue/wait.html", context)
