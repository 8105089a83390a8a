"""Who stands here, by the identity card on the kiosk's reader or a QR of the digital identity that its scanner types.

Only ways that were entered for this kiosk and work are offered. Whatever goes wrong leads back to the question, with the
reason, the other ways and a number.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from satuatap.domain.residents import actions
from satuatap.domain.residents.ports import Trouble
from satuatap.domain.residents.queries import Proven
from satuatap.domain.visits import actions as halls
from satuatap.domain.visits import queries as visits
from satuatap.domain.visits.lifecycle import ReaderKind
from satuatap.fronts.shared.http import uuid_of
from satuatap.fronts.shared.throttle import Rate, require
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.ids import uuid7

from .machine import WANTED, KioskRequest, at_kiosk, machine, page

WAYS = {"surat": "kiosk:services", "cetak": "kiosk:papers", "tagihan": "kiosk:bills"}
PER_MACHINE = (Rate(20, 10 * 60), Rate(300, 24 * 3600))
LOOKS_AGAIN = 2  # seconds between two looks whether the card was read
LONGEST = 600  # characters of a QR
AWAY = (Trouble.AWAY, Trouble.WRONG)  # the machine is to blame, not the visitor


def wanted_of(request: KioskRequest) -> str:
    """Where the question leads once it is answered."""
    wanted = request.GET.get(WANTED, "")
    return wanted if wanted in WAYS else "surat"


def ask_who(
    request: KioskRequest, *, typed: str = "", problems: dict[str, str] | None = None, problem: str = ""
) -> HttpResponse:
    """The question, with the ways that this kiosk has now."""
    ways = visits.ways_of(request.device.id, request.now)
    wanted = f"?{WANTED}={wanted_of(request)}"
    return page(
        request, "kiosk/who.html", nik=typed, problems=problems or {}, problem=problem, ways=ways,
        card=reverse("kiosk:card", args=[request.secret]) + wanted,
        code=reverse("kiosk:shown", args=[request.secret]) + wanted,
        by_telephone=reverse("kiosk:who", args=[request.secret]) + wanted,
    )  # fmt: skip


@at_kiosk
@require_http_methods(["GET", "POST"])
def card(request: KioskRequest) -> HttpResponse:
    """The card: a press begins, then the page looks again and again until it was read or the time is over."""
    try:
        if request.method == "POST":
            _begin(request)
            return redirect(request.get_full_path())
        reading = request.stay.known.get("reading")
        if not reading or reading["device"] != str(request.device.id):
            return redirect(_who(request))
        found = actions.take_card(
            address=reading["address"], key=UUID(reading["key"]), since=datetime.fromisoformat(reading["since"]),
            by=machine(request), at=request.now,
        )  # fmt: skip
    except Refused as refusal:
        request.stay.keep(reading=None)
        return _not_known(request, ReaderKind.CARD, refusal)
    if found is None:
        return page(request, "kiosk/card.html", refresh=LOOKS_AGAIN, others=_who(request))
    return _known(request, found)


def _begin(request: KioskRequest) -> None:
    if not (address := visits.ways_of(request.device.id, request.now).card):
        raise NotFound
    require("kiosk-card", str(request.device.id), *PER_MACHINE)
    key = uuid7()
    actions.begin_card(address=address, key=key, by=machine(request), at=request.now)
    reading = {"key": str(key), "address": address, "device": str(request.device.id), "since": request.now.isoformat()}
    request.stay.keep(reading=reading, asked=None, who=None)


@at_kiosk
@require_http_methods(["GET", "POST"])
def shown(request: KioskRequest) -> HttpResponse:
    """The QR: the kiosk's scanner types what stands in it."""
    if not visits.ways_of(request.device.id, request.now).code:
        return redirect(_who(request))
    if request.method == "GET":
        return page(request, "kiosk/shown.html", key=uuid7(), others=_who(request))
    try:
        require("kiosk-shown", str(request.device.id), *PER_MACHINE)
        found = actions.take_code(
            code=request.POST.get("qr", "").strip()[:LONGEST], key=uuid_of(request.POST.get("key", "")),
            by=machine(request), at=request.now,
        )  # fmt: skip
    except Refused as refusal:
        return _not_known(request, ReaderKind.CODE, refusal)
    return _known(request, found)


def _known(request: KioskRequest, found: Proven) -> HttpResponse:
    who: dict[str, Any] = {
        "party": str(found.party_id),
        "device": str(request.device.id),
        "at": request.now.timestamp(),
    }
    request.stay.keep(who=who, reading=None, asked=None)
    return redirect(WAYS[wanted_of(request)], kiosk=request.secret)


def _not_known(request: KioskRequest, kind: ReaderKind, refusal: Refused) -> HttpResponse:
    """Back to the question, with the reason; a way that failed by itself is not offered before it was heard of again."""
    if refusal.code in AWAY:
        halls.note_reader_away(device_id=request.device.id, kind=kind, by=machine(request), at=request.now)
    return ask_who(request, problem=refusal.message)


def _who(request: KioskRequest) -> str:
    return f"{reverse('kiosk:who', args=[request.secret])}?{WANTED}={wanted_of(request)}"
