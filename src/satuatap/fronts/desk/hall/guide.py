"""The desk at the door: errands become one number, needs and priority are noted, lost visitors are found."""

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from satuatap.domain.agencies import queries as agencies
from satuatap.domain.visits import actions
from satuatap.domain.visits import policies as halls
from satuatap.domain.visits import queries as visits
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, render, uuid_of
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.ids import uuid7

from .opening import chosen
from .wishes import MOST, Wish, address, asks, offers, outside_typed, wishes
from .wording import printer_states

NEEDS = ("blind", "deaf", "wheelchair")


@open_to("staff")
@require_http_methods(["GET", "POST"])
def guide(request: Request) -> HttpResponse:
    """What does the visitor come for, and is everything there? One number for all of it."""
    door = _door(request)
    problem = ""
    if request.method == "POST":
        try:
            visit_id = _give(request, door)
        except Refused as refusal:
            problem = refusal.message
        else:
            return redirect("desk:number", guest_id=visit_id)
    text = request.GET.get("cari", "")
    context = {
        "places": visits.halls(),
        "hall": door.hall,
        "lanes": door.lanes,
        "emergency": agencies.emergency_at(door.hall.id),
        "wishes": door.wishes,
        "codes": [wish.code for wish in door.wishes],
        "offers": offers(text, [wish.code for wish in door.wishes], door.lanes, door.base, request.LANGUAGE_CODE),
        "text": text,
        "priorities": visits.priorities(request.actor),
        "chosen": request.POST.getlist("antrean"),
        "typed": request.POST,
        "needs": request.POST.getlist("kebutuhan"),
        "key": request.POST.get("key") or uuid7(),
        "base": reverse("desk:guide"),
        "states": printer_states(),
        "troubles": [
            row for row in visits.printers_of(actor=request.actor, site_id=door.hall.id) if row.needs_somebody
        ],
        "problem": problem,
    }
    return render(request, "desk/hall/guide.html", context, status=422 if problem else 200)


@open_to("staff")
@require_POST
def lacking(request: Request) -> HttpResponse:
    """What somebody still has to bring, to print and take home. No number is given and nothing is kept."""
    door = _door(request)
    rows = [wish for wish in door.wishes if wish.lacks]
    context = {"hall": door.hall, "rows": rows, "back": address(door.base, [wish.code for wish in door.wishes])}
    return render(request, "desk/hall/lacking.html", context)


@dataclass(frozen=True, slots=True)
class Door:
    """The hall whose door it is, its lanes, and what the visitor wants so far."""

    hall: visits.HallRow
    lanes: tuple[visits.LaneRow, ...]
    wishes: tuple[Wish, ...]
    base: str


def _door(request: Request) -> Door:
    halls.require(halls.guides(request.actor))
    hall = chosen(request.GET.get("tempat") or request.POST.get("tempat") or "", visits.halls())
    lanes = visits.hall_now(site_id=hall.id, at=request.now)
    base = f"{reverse('desk:guide')}?{urlencode({'tempat': hall.code})}"
    typed = request.POST if request.method == "POST" else request.GET
    wanted = wishes(typed.getlist("urusan"), typed.getlist("berkas"), lanes, base, request.LANGUAGE_CODE)
    return Door(hall, lanes, wanted, base)


def _give(request: Request, door: Door) -> UUID:
    wanted = asks(door.wishes, request.POST)
    lanes = {uuid_of(lane_id): None for lane_id in request.POST.getlist("antrean")}
    for lane in door.lanes:  # whoever shows a booking comes for that lane
        if outside_typed(request.POST, lane.id).strip() and lane.id not in {ask.lane_id for ask in wanted}:
            lanes[lane.id] = None
    wanted += [actions.Ask(lane_id, outside=outside_typed(request.POST, lane_id)) for lane_id in lanes]
    needs = [need for need in NEEDS if need in request.POST.getlist("kebutuhan")]
    key = uuid_of(request.POST.get("key", ""))
    visit = actions.begin(
        site_id=door.hall.id,
        asks=wanted[:MOST],
        channel="guide",
        key=key,
        needs=needs,
        by=request.actor,
        at=request.now,
    )
    actions.hand_out(visit_id=visit.pk, by=request.actor, at=request.now)
    if code := request.POST.get("didahulukan", ""):
        actions.grant_priority(visit_id=visit.pk, code=code, by=request.actor, at=request.now)
    return visit.pk


@open_to("staff")
@require_GET
def number(request: Request, guest_id: UUID) -> HttpResponse:
    """The slip of a number, to print or to show."""
    return show_number(request, guest_id)


def show_number(request: Request, guest_id: UUID, problem: str = "", status: int = 200) -> HttpResponse:
    """The page of a number, with what is wrong."""
    found = visits.visit_now(actor=request.actor, visit_id=guest_id, at=request.now)
    context = {
        "visit": found,
        "stop": found.current,
        "qr": reverse("portal:visit_code", args=[found.token]),
        "priorities": visits.priorities(request.actor),
        "problem": problem,
        "is_late": "telat" in request.GET,
        "printers": [row for row in visits.printers_of(actor=request.actor, site_id=found.site_id) if not row.kiosk],
        "paper": request.GET.get("kertas", ""),
        "key": uuid7(),
        "base": reverse("desk:number", args=[guest_id]),
    }
    return render(request, "desk/hall/number.html", context, status=status)


def _split(request: Request, guest_id: UUID) -> UUID:
    errands = [uuid_of(errand_id) for errand_id in request.POST.getlist("urusan")]
    key = uuid_of(request.POST.get("key", ""))
    by = {"by": request.actor, "at": request.now}
    return actions.split(visit_id=guest_id, errand_ids=errands, key=key, **by).pk


@open_to("staff")
@require_POST
def act(request: Request, guest_id: UUID, change: str) -> HttpResponse:
    """Priority given or taken, a telephone to tell, a missed visitor brought back, a number given back or shared out over two."""
    halls.require(halls.guides(request.actor))
    by = {"by": request.actor, "at": request.now}
    try:
        if change == "dahulukan":
            actions.grant_priority(visit_id=guest_id, code=request.POST.get("didahulukan", ""), **by)
        elif change == "kabari":
            actions.tell_me(visit_id=guest_id, phone=request.POST.get("hp", ""), **by)
        elif change == "hadir":
            actions.bring_back(visit_id=guest_id, **by)
        elif change == "bagi":
            return redirect("desk:number", guest_id=_split(request, guest_id))
        elif change == "batal":
            actions.leave(visit_id=guest_id, **by)
        else:
            raise NotFound
    except Refused as refusal:
        return show_number(request, guest_id, refusal.message, 422)
    return redirect("desk:number", guest_id=guest_id)
