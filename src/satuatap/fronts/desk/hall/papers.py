"""Slips on paper: print them before the power goes, enter them once it is back, account for every one."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from satuatap.domain.agencies import queries as agencies
from satuatap.domain.visits import actions
from satuatap.domain.visits import policies as rights
from satuatap.domain.visits import queries as visits
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, render, uuid_of, whole
from satuatap.kernel.errors import Refused
from satuatap.kernel.ids import uuid7

from .figures import EARLIEST, date_typed
from .opening import chosen
from .written import FIELDS, NAMES, Row, slip_number, written

ROWS = 10  # as many slips as stand on a sheet
INPUTS = {"many": "banyak", "first": "dari", "last": "sampai", "reason": "sebab"}
"""What the room calls an input of the page of blocks, and its name there."""


@dataclass(slots=True)
class Entered:
    """What became of the rows that were sent: how many slips are in, which of them outside the hours, and the rest."""

    many: int = 0
    outside: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


def _hall(request: Request, code: str) -> tuple[tuple[visits.HallRow, ...], visits.HallRow]:
    rights.require(rights.guides(request.actor))
    places = visits.halls()
    return places, chosen(code, places)


@open_to("staff")
@require_http_methods(["GET", "POST"])
def blocks(request: Request) -> HttpResponse:
    """The blocks of a hall and what became of their slips; a new block leads to its sheets."""
    if request.method == "GET":
        return _blocks(request, request.GET.get("tempat", ""), {})
    _places, hall = _hall(request, request.POST.get("tempat", ""))
    try:
        block = actions.print_block(
            site_id=hall.id, many=whole(request.POST.get("banyak", "")) or 0, key=uuid_of(request.POST.get("key", "")),
            by=request.actor, at=request.now,
        )  # fmt: skip
    except Refused as refusal:
        return _blocks(request, hall.code, {INPUTS.get(refusal.field or "", "banyak"): refusal.message})
    return redirect("desk:paper_sheet", block_id=block.pk)


def _blocks(request: Request, code: str, problems: dict[str, str]) -> HttpResponse:
    places, hall = _hall(request, code)
    context = {
        "places": places,
        "hall": hall,
        "outages": agencies.hall_outages().get(hall.id, ()),
        "blocks": visits.paper_blocks(actor=request.actor, site_id=hall.id),
        "typed": request.POST,
        "problems": problems,
        "key": uuid7(),
        "voided": whole(request.GET.get("batal", "")),
        "base": reverse("desk:hall_paper"),
        "corrected": visits.slip_name(number) if (number := whole(request.GET.get("betul", ""))) else "",
        "unknown": "tidak-ada" in request.GET,
    }
    return render(request, "desk/hall/papers.html", context, status=422 if problems else 200)


@open_to("staff")
@require_POST
def void(request: Request) -> HttpResponse:
    """Slips that were spoiled, lost or thrown away."""
    _places, hall = _hall(request, request.POST.get("tempat", ""))
    typed = request.POST
    try:
        many = actions.void_slips(
            site_id=hall.id, first=slip_number(typed.get("dari", ""), "first"),
            last=slip_number(typed.get("sampai", "") or typed.get("dari", ""), "last"), reason=typed.get("sebab", ""),
            by=request.actor, at=request.now,
        )  # fmt: skip
    except Refused as refusal:
        return _blocks(request, hall.code, {INPUTS.get(refusal.field or "", "dari"): refusal.message})
    return redirect(f"{reverse('desk:hall_paper')}?tempat={hall.code}&batal={many}")


@open_to("staff")
@require_GET
def sheet(request: Request, block_id: UUID) -> HttpResponse:
    """A block as sheets of A4, ten slips each, to be cut; without those that came out of a printer of the hall."""
    found = visits.paper_block(actor=request.actor, block_id=block_id)
    rolled = visits.blanks(actor=request.actor, block_id=block_id, at=request.now)
    known = {visits.slip_name(number) for number in rolled.printed | set(rolled.doubtful)}
    context = {
        "block": found, "numbers": [number for number in found.numbers if number not in known], "rolled": len(known),
        "back": reverse("desk:hall_paper"), "roll": reverse("desk:paper_roll", args=[block_id]),
    }  # fmt: skip
    return render(request, "desk/hall/sheet.html", context)


@open_to("staff")
@require_http_methods(["GET", "POST"])
def enter(request: Request) -> HttpResponse:
    """Yesterday's paper, ten slips at a time. What is right is entered; what is not stays, with a sentence."""
    typed = request.POST if request.method == "POST" else request.GET
    places, hall = _hall(request, typed.get("tempat", ""))
    today = timezone.localdate(request.now)
    day = date_typed(typed.get("hari", "")) or today - timedelta(days=1)
    choices = visits.slip_choices(actor=request.actor, site_id=hall.id)
    done = Entered()
    if request.method == "POST":
        done = _enter(request, hall, max(day, EARLIEST), choices)
        if not done.rows:
            outside = ",".join(map(str, done.outside))
            return redirect(
                f"{reverse('desk:enter_paper')}?tempat={hall.code}&hari={day}&masuk={done.many}&luar={outside}"
            )
    shown = request.GET
    context = {
        "places": places,
        "hall": hall,
        "day": day,
        "choices": choices,
        "rows": done.rows or _fresh(request, hall),
        "problems": sum(1 for row in done.rows if row.problem),
        "many": done.many or whole(shown.get("masuk", "")) or 0,
        "outside": ", ".join(map(visits.slip_name, done.outside or _numbers(shown.get("luar", "")))),
        "base": reverse("desk:enter_paper"),
    }
    return render(request, "desk/hall/enter_paper.html", context, status=422 if done.rows else 200)


def _numbers(text: str) -> list[int]:
    return [number for part in text.split(",") if (number := whole(part))]


def _fresh(request: Request, hall: visits.HallRow) -> list[Row]:
    """Empty rows, with the numbers that come next on the pile: whoever enters a sorted pile types none."""
    known = reversed(visits.paper_blocks(actor=request.actor, site_id=hall.id))
    numbers = [number for block in known for number in block.unaccounted][:ROWS]
    return [Row({"slip": number}) for number in numbers + [""] * (ROWS - len(numbers))]


def _enter(request: Request, hall: visits.HallRow, day: date, choices: visits.SlipChoices) -> Entered:
    done = Entered()
    noon = timezone.make_aware(datetime.combine(day, time(12)))
    today = agencies.hours_today(hall.id, noon)
    for place in range(1, ROWS + 1):
        row = Row({name: request.POST.get(f"{name}-{place}", "") for name in NAMES})
        if row.is_empty:
            continue
        try:
            slip = written(row.typed, day, choices)
            actions.enter_slip(site_id=hall.id, written=slip, by=request.actor, at=request.now)
        except Refused as refusal:
            row.problem, row.at = refusal.message, FIELDS.get(refusal.field or "", "")
            done.rows.append(row)
            continue
        done.many += 1
        if _is_outside(today, slip.came):
            done.outside.append(slip.number)
    return done


def _is_outside(today: agencies.SiteToday, came: time) -> bool:
    """Whether the site was closed then; where its hours are not known, nobody can say."""
    if not today.hours:
        return today.opens_next is not None
    return not any(opens <= came <= closes for opens, closes in today.hours)
