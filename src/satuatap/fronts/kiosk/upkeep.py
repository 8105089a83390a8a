"""Looking after a kiosk: an officer of the hall shows a PIN, then tries the printer or puts the kiosk out of service.

It is no session of the officer's account: nothing else opens by it, and it ends with the stay.
"""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from satuatap.domain.identity import actions as accounts
from satuatap.domain.identity import queries as identity
from satuatap.domain.regions import queries as regions
from satuatap.domain.visits import actions, policies
from satuatap.domain.visits import queries as visits
from satuatap.domain.visits.lifecycle import CAN_PRINT
from satuatap.fronts.shared.slips import trial_of
from satuatap.fronts.shared.throttle import Rate, require
from satuatap.kernel.actors import NOBODY, Actor
from satuatap.kernel.errors import NotFound, Refused

from .machine import KioskRequest, at_kiosk, machine, page
from .stay import is_young

PER_MACHINE = (Rate(10, 10 * 60), Rate(60, 24 * 3600))
SECONDS = 10 * 60
LONGEST = 120


def officer_of(request: KioskRequest) -> Actor:
    """The officer of the hall who has shown a PIN in this stay, if that holds still; else nobody."""
    shown = request.stay.known.get("officer")
    if not shown or shown["device"] != str(request.device.id) or not is_young(shown["at"], request.now, SECONDS):
        return NOBODY
    return _officer(request, shown["account"])


def _officer(request: KioskRequest, account_id: Any) -> Actor:
    try:
        found = identity.actor(account_id, timezone.localdate(request.now))
    except NotFound:
        return NOBODY
    return found if policies.guides(found) else NOBODY


@at_kiosk
@require_http_methods(["GET", "POST"])
def upkeep(request: KioskRequest) -> HttpResponse:
    """What an officer can do here; who has not shown a PIN is asked for it."""
    by, problems = officer_of(request), {}
    if request.method == "POST" and not by.is_known:
        try:
            _show_pin(request)
        except Refused as refusal:
            problems = {refusal.field or "pin": refusal.message}
        else:
            return redirect("kiosk:upkeep", kiosk=request.secret)
    return _page(request, by, problems)


def _page(request: KioskRequest, by: Actor, problems: dict[str, str]) -> HttpResponse:
    if not by.is_known:
        return page(request, "kiosk/officer.html", login=request.POST.get("siapa", "")[:LONGEST], problems=problems)
    return page(
        request, "kiosk/upkeep.html", officer=by, problems=problems, tongues=regions.tongues(), done=request.GET.get("selesai", ""),
        printer=visits.printer_of_kiosk(request.device.id), base=reverse("kiosk:upkeep", args=[request.secret]),
        typed=request.POST.get("pesan", request.device.rests),
    )  # fmt: skip


def _show_pin(request: KioskRequest) -> None:
    """One answer for every name and PIN that do not open: it tells neither who works here nor whose PIN is locked."""
    require("kiosk-pin", str(request.device.id), *PER_MACHINE, field="pin")
    wrong = Refused(
        "pin", _("Nama masuk atau PIN tidak cocok, atau PIN belum dibuka hari ini di komputer petugas."), field="pin"
    )
    try:
        account = identity.by_address(identity.address(request.POST.get("siapa", "")[:LONGEST]))
    except Refused:
        account = None
    if account is None or not _officer(request, account.pk).is_known:
        raise wrong
    verdict = accounts.show_pin(
        account_id=account.pk, pin=request.POST.get("pin", "")[:LONGEST], by=machine(request), at=request.now
    )
    if verdict != "right":
        raise wrong
    shown = {"account": str(account.pk), "device": str(request.device.id), "at": request.now.timestamp()}
    request.stay.keep(officer=shown)


@at_kiosk
@require_POST
def trial(request: KioskRequest) -> HttpResponse:
    """Print a slip that is no number, on the kiosk's own printer."""
    by, printer = officer_of(request), visits.printer_of_kiosk(request.device.id)
    if printer is None or not by.is_known:
        return redirect("kiosk:upkeep", kiosk=request.secret)
    slip = trial_of(request, printer.name, printer.site)
    state = actions.try_printer(printer_id=printer.id, slip=slip, by=by, at=request.now)
    return _done(request, "tercetak" if state in CAN_PRINT else "gagal")


@at_kiosk
@require_POST
def rest(request: KioskRequest) -> HttpResponse:
    """Out of service, with words for visitors; or back in service."""
    by = officer_of(request)
    if not by.is_known:
        return redirect("kiosk:upkeep", kiosk=request.secret)
    if "buka" in request.POST:
        actions.wake_kiosk(device_id=request.device.id, by=by, at=request.now)
        return _done(request, "dibuka")
    try:
        actions.rest_kiosk(device_id=request.device.id, words=request.POST.get("pesan", ""), by=by, at=request.now)
    except Refused as refusal:
        return _page(request, by, {"pesan": refusal.message})
    return _done(request, "ditutup")


def _done(request: KioskRequest, what: str) -> HttpResponse:
    return redirect(f"{reverse('kiosk:upkeep', args=[request.secret])}?selesai={what}")
