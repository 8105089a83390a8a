"""A hall works differently: said in one step, lifted in one step, announced everywhere by itself."""

from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from satuatap.domain.agencies import actions as agencies
from satuatap.domain.agencies import queries as offices
from satuatap.domain.visits import queries as visits
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, render, uuid_of
from satuatap.kernel.errors import Refused

from .opening import hall_of

INPUTS = {"reason": "sebab", "until": "sampai", "what": "apa", "capacity": "paling"}
"""What the room calls an input, and its name on the page."""
CLOSED = "tutup"


@open_to("staff")
@require_http_methods(["GET", "POST"])
def emergency(request: Request) -> HttpResponse:
    """What runs now, or the form to begin."""
    hall = hall_of(request, request.POST.get("tempat") or request.GET.get("tempat", ""))
    problems: dict[str, str] = {}
    if request.method == "POST":
        try:
            _begin(request, hall)
        except Refused as refusal:
            problems = {INPUTS.get(refusal.field or "", "apa"): refusal.message}
        else:
            return _back(hall.code, "mulai")
    return _page(request, hall, problems)


def _page(request: Request, hall: visits.HallRow, problems: dict[str, str]) -> HttpResponse:
    context = {
        "places": visits.halls(),
        "hall": hall,
        "others": [
            (CLOSED, _("Tutup sementara")),
            *((row.code, row.short_name) for row in visits.halls() if row != hall),
        ],
        "tenants": offices.tenants(request.actor, site_id=hall.id, at=request.now),
        "running": offices.emergency_at(hall.id),
        "today": timezone.localdate(request.now).isoformat(),
        "typed": request.POST,
        "problems": problems,
        "base": reverse("desk:emergency"),
        "done": request.GET.get("selesai", ""),
    }
    return render(request, "desk/hall/emergency.html", context, status=422 if problems else 200)


def _begin(request: Request, hall: visits.HallRow) -> None:
    agencies.begin_emergency(
        site_id=hall.id,
        reason=request.POST.get("sebab", ""),
        until_on=_day(request.POST.get("sampai", "")),
        capacity=_capacity(request.POST.get("paling", "")),
        booking_only="janji" in request.POST,
        contact_free="tanpa-sentuh" in request.POST,
        closed=_closed(request, hall),
        by=request.actor,
        at=request.now,
    )


def _closed(request: Request, hall: visits.HallRow) -> dict[UUID, UUID | None]:
    """The offices that do not serve here meanwhile, each with the hall it moved to."""
    chosen = {
        row.unit_id: request.POST.get(f"instansi-{row.unit_id}", "")
        for row in offices.tenants(request.actor, site_id=hall.id, at=request.now)
    }
    places = {row.code: row.id for row in visits.halls()}
    return {unit_id: places.get(where) for unit_id, where in chosen.items() if where}


def _capacity(text: str) -> int | None:
    digits = text.strip()
    if not digits:
        return None
    if not (digits.isascii() and digits.isdigit() and 1 <= int(digits[:6]) == int(digits)):
        raise Refused("capacity", _("Isi angka, paling sedikit 1."), field="capacity")
    return int(digits)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused("until", _("Isi tanggalnya."), field="until") from None


@open_to("staff")
@require_POST
def prolong(request: Request) -> HttpResponse:
    """It lasts longer than expected."""
    hall = hall_of(request, request.POST.get("tempat", ""))
    try:
        agencies.prolong_emergency(
            emergency_id=uuid_of(request.POST.get("darurat", "")), until_on=_day(request.POST.get("sampai", "")),
            by=request.actor, at=request.now,
        )  # fmt: skip
    except Refused as refusal:
        return _page(request, hall, {"sampai": refusal.message})
    return _back(hall.code, "diperpanjang")


@open_to("staff")
@require_POST
def lift(request: Request) -> HttpResponse:
    """Everything is as always again."""
    hall = hall_of(request, request.POST.get("tempat", ""))
    agencies.lift_emergency(emergency_id=uuid_of(request.POST.get("darurat", "")), by=request.actor, at=request.now)
    return _back(hall.code, "selesai")


def _back(code: str, done: str) -> HttpResponse:
    return redirect(f"{reverse('desk:emergency')}?tempat={code}&selesai={done}")
