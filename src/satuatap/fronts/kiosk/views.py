"""Pages of a kiosk. Its address is its only key; nothing of a visitor stays in the browser."""

from contextlib import suppress
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from satuatap.domain.agencies import queries as agencies
from satuatap.domain.appointments import queries as appointments
from satuatap.domain.documents import queries as documents
from satuatap.domain.visits import actions
from satuatap.domain.visits import queries as visits
from satuatap.domain.visits.lifecycle import VisitState
from satuatap.fronts.shared.http import uuid_of
from satuatap.fronts.shared.line import can_tell, is_node
from satuatap.fronts.shared.slips import slip_of
from satuatap.fronts.shared.throttle import Rate, client, require
from satuatap.fronts.shared.tongues import gettext as _
from satuatap.fronts.shared.tracking import look_up
from satuatap.fronts.shared.verdicts import words_for
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.ids import uuid7

from .machine import KioskRequest, at_kiosk, machine, page
from .stay import MARK, Stay

CODES = Rate(tries=30, seconds=600)
LONGEST_ADDRESS = 200  # a QR that a reader types
LONGEST = 40  # characters of a number or code that somebody types
MOST_ERRANDS = 8


@at_kiosk
@require_GET
def home(request: KioskRequest) -> HttpResponse:
    """What would you like to do? Here a stay ends and another begins, whoever it is that comes."""
    request.stay.end()
    request.stay = Stay("")
    lanes = visits.hall_now(site_id=request.device.site_id, at=request.now)
    return page(
        request, "kiosk/home.html", at_a_node=is_node(), waiting=sum(lane.waiting for lane in lanes),
        emergency=agencies.emergency_at(request.device.site_id), outages=agencies.hall_outages().get(request.device.site_id, ()), asked=visits.officer_asked(request.device.id, request.now),
    )  # fmt: skip


@at_kiosk
@require_http_methods(["GET", "POST"])
def choose(request: KioskRequest) -> HttpResponse:
    """Choose everything there is to do; one number for all of it."""
    problem = ""
    if request.method == "POST":
        try:
            ticket = _begin(request)
        except Refused as refusal:
            problem = refusal.message
        else:
            return redirect(_slip(request, ticket))
    lanes = visits.hall_now(site_id=request.device.site_id, at=request.now)
    chosen = request.POST.getlist("antrean")
    return page(
        request, "kiosk/choose.html", lanes=lanes, chosen=chosen, key=uuid7(), problem=problem,
        emergency=agencies.emergency_at(request.device.site_id), outages=agencies.hall_outages().get(request.device.site_id, ()),
    )  # fmt: skip


def _begin(request: KioskRequest) -> str:
    asks = [actions.Ask(uuid_of(lane_id)) for lane_id in request.POST.getlist("antrean")[:MOST_ERRANDS]]
    key: UUID = uuid_of(request.POST.get("key", ""))
    visit = actions.begin(
        site_id=request.device.site_id, asks=asks, channel="kiosk", key=key, language=request.tongue,
        by=machine(request), at=request.now,
    )  # fmt: skip
    return visit.token


def _slip(request: KioskRequest, ticket: str) -> str:
    """The address of a number, which shows it during this stay only."""
    return f"{reverse('kiosk:number', args=[request.secret, ticket])}?{MARK}={request.stay.mark}"


def _own(request: KioskRequest, ticket: str) -> visits.VisitNow:
    """A number of this place; another hall's is not here."""
    found = visits.visit_by_token(ticket)
    if found.site_code != request.device.site_code:
        raise NotFound
    return found


@at_kiosk
@require_GET
def number(request: KioskRequest, ticket: str) -> HttpResponse:
    """The slip: printed by the browser or the kiosk's printer, and shown for whoever has no paper. It counts once the
    screen says that it was shown, or the printer that it was printed."""
    if not request.stay.is_marked(request.GET.get(MARK, "")):
        return redirect("kiosk:home", kiosk=request.secret)
    return _number(request, ticket)


def _number(
    request: KioskRequest, ticket: str, problem: str = "", problems: dict[str, str] | None = None
) -> HttpResponse:
    found = _own(request, ticket)
    printer = visits.printer_of_kiosk(request.device.id) if found.state == VisitState.PENDING else None
    return page(
        request, "kiosk/number.html", visit=found, stop=found.current,
        qr=reverse("portal:visit_code", args=[ticket]), base=reverse("kiosk:number", args=[request.secret, ticket]),
        is_late="telat" in request.GET, has_printer=printer is not None,
        paper=visits.last_print(found.id, request.now) if printer else None, key=uuid7(), problem=problem, tells=can_tell(request.now),
        problems=problems or {}, phone=request.POST.get("hp", "")[:LONGEST],
    )  # fmt: skip


@at_kiosk
@require_POST
def put_on_paper(request: KioskRequest, ticket: str) -> HttpResponse:
    """Print the slip on the kiosk's printer, while the visitor waits for it."""
    found = _own(request, ticket)
    printer = visits.printer_of_kiosk(request.device.id)
    if printer is None:
        raise NotFound
    try:
        actions.print_slip(
            visit_id=found.id, printer_id=printer.id, slip=slip_of(request, found),
            key=uuid_of(request.POST.get("key", "")), by=machine(request), at=request.now,
        )  # fmt: skip
    except Refused as refusal:
        return _number(request, ticket, refusal.message)
    return redirect(_slip(request, ticket))


@at_kiosk
@require_POST
def give_back(request: KioskRequest, ticket: str) -> HttpResponse:
    """Whoever got no paper does not want the number: nobody will be called under it."""
    found = _own(request, ticket)
    if found.state == VisitState.PENDING:
        actions.void(visit_id=found.id, by=machine(request), at=request.now)
    return redirect("kiosk:home", kiosk=request.secret)


@at_kiosk
@require_POST
def tell_me(request: KioskRequest, ticket: str) -> HttpResponse:
    """Whoever wants to go meanwhile is told by telephone when the turn is near. No account is needed."""
    found = _own(request, ticket)
    try:
        actions.tell_me(
            visit_id=found.id,
            phone=request.POST.get("hp", "")[:LONGEST],
            language=request.tongue,
            by=machine(request),
            at=request.now,
        )
    except Refused as refusal:
        return _number(request, ticket, problems={"hp": refusal.message})
    return redirect(_slip(request, ticket))


@at_kiosk
@require_http_methods(["GET", "POST"])
def booked(request: KioskRequest) -> HttpResponse:
    """Whoever booked a time says that they are here, by the QR or the code of the message."""
    typed = request.POST.get("kode", "").strip()[:LONGEST_ADDRESS]
    problem = ""
    if request.method == "POST":
        try:
            require("booking-code", client(request), CODES, field="kode")
            ticket, in_time = _check_in(request, typed)
        except NotFound:
            problem = _("Kode ini tidak ada. Periksa lagi pesannya, atau temui petugas di dekat pintu.")
        except Refused as refusal:
            problem = refusal.message
        else:
            return redirect(_slip(request, ticket) + ("" if in_time else "&telat"))
    return page(request, "kiosk/booked.html", code=typed[:LONGEST], problem=problem)


def _check_in(request: KioskRequest, typed: str) -> tuple[str, bool]:
    by = {"site_id": request.device.site_id, "by": machine(request), "at": request.now}
    with suppress(NotFound):  # then it is the code of a booking
        visit, in_time = actions.report(visit_id=visits.remote_by_text(typed)[0], **by)
        return visit.token, in_time
    booking = appointments.booking_by_code(typed)
    visit, in_time = actions.check_in(booking_id=booking.id, language=request.tongue, **by)
    return visit.token, in_time


@at_kiosk
@require_POST
def taken(request: KioskRequest, ticket: str) -> HttpResponse:
    """The number was printed or shown."""
    visit_id = visits.visit_at(request.device.site_id, ticket)
    actions.hand_out(visit_id=visit_id, by=machine(request), at=request.now)
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204)
    return redirect("kiosk:home", kiosk=request.secret)


@at_kiosk
@require_http_methods(["GET", "POST"])
def case(request: KioskRequest) -> HttpResponse:
    """Where an application stands."""
    typed = {"nomor": request.POST.get("nomor", "")[:LONGEST], "angka": request.POST.get("angka", "")[:LONGEST]}
    found, problem = None, ""
    if request.method == "POST":
        try:
            found = look_up(request, typed["nomor"], typed["angka"])
        except Refused as refusal:
            problem = refusal.message
    return page(request, "kiosk/case.html", found=found, typed=typed, problem=problem)


@at_kiosk
@require_http_methods(["GET", "POST"])
def document(request: KioskRequest) -> HttpResponse:
    """Whether a document is real: the code under its QR."""
    code = " ".join(request.POST.get("kode", "").split())[:LONGEST]
    verdict, words, problem = None, None, ""
    if request.method == "POST":
        try:
            require("verify-code", client(request), CODES, field="kode")
            verdict = documents.verify_code(code, at=request.now)
            words = words_for(verdict)
        except Refused as refusal:
            problem = refusal.message
    return page(request, "kiosk/document.html", verdict=verdict, words=words, code=code, problem=problem)
