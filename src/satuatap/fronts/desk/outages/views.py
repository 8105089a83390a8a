"""What is down: who leads an office says so, says since when, and says when it works again."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from satuatap.domain.agencies import actions
from satuatap.domain.agencies import policies as rights
from satuatap.domain.agencies import queries as agencies
from satuatap.domain.catalog import queries as catalog
from satuatap.domain.visits import queries as visits
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.downloads import attachment
from satuatap.fronts.shared.http import Request, render, uuid_of
from satuatap.fronts.shared.line import is_node
from satuatap.kernel.errors import NotFound, Refused

EVERYWHERE = "semua"
SYSTEM = "system:"
HALL = "hall:"
INPUTS = {"what": "apa", "begins_at": "mulai", "ends_at": "pulih", "reason": "sebab", "paper": "berkas"}
"""What the room calls an input, and its name on the page."""


@open_to("staff")
@require_http_methods(["GET", "POST"])
def outages(request: Request) -> HttpResponse:
    """What is down now and what was, and the form to declare something new."""
    places = agencies.outage_places(request.actor)
    if not places:
        raise NotFound
    at_a_node = is_node()
    if at_a_node:  # what a whole office or an outside system lacks is said at the centre
        places = ()
    halls = visits.halls() if rights.declares_for_all(request.actor) else ()
    problems: dict[str, str] = {}
    if request.method == "POST":
        try:
            done = _declare(request, {unit_id for unit_id, _name in places}, halls)
        except Refused as refusal:
            problems = {INPUTS.get(refusal.field or "", refusal.field or ""): refusal.message}
        else:
            return redirect(f"{reverse('desk:outages')}?selesai={done}")
    now_down, past = agencies.outages(request.actor, cursor=request.GET.get("cursor", ""))
    context = {
        "now_down": now_down,
        "past": past,
        "places": [(str(unit_id or EVERYWHERE), name) for unit_id, name in places],
        "halls": [(f"{HALL}{row.id}", row.short_name) for row in halls],
        "systems": [] if at_a_node else [(f"{SYSTEM}{name}", name) for name in catalog.outside_systems()],
        "typed": request.POST,
        "at_a_node": at_a_node,
        "problems": problems,
        "done": request.GET.get("selesai", ""),
        "base": reverse("desk:outages"),
        "everywhere": EVERYWHERE,
    }
    return render(request, "desk/outages/outages.html", context, status=422 if problems else 200)


def _declare(request: Request, allowed: set[UUID | None], halls: Iterable[visits.HallRow]) -> str:
    """Returns what the page says afterwards."""
    place = request.POST.get("tempat", "")
    site_id = uuid_of(place.removeprefix(HALL)) if place.startswith(HALL) else None
    unit_id = None if place == EVERYWHERE or site_id else uuid_of(place)
    if site_id not in {row.id for row in halls} if site_id else unit_id not in allowed:
        raise NotFound
    what = request.POST.get("apa", "")
    actions.declare_outage(
        kind="system" if what.startswith(SYSTEM) else what,
        system=what.removeprefix(SYSTEM) if what.startswith(SYSTEM) else "",
        unit_id=unit_id,
        site_id=site_id,
        begins_at=_moment(request.POST.get("mulai", ""), "mulai"),
        reason=request.POST.get("sebab", ""),
        evidence=request.POST.get("bukti", ""),
        paper=_paper(request),
        by=request.actor,
        at=request.now,
    )
    return "tempat" if site_id else "dicatat"


@open_to("staff")
@require_http_methods(["GET", "POST"])
def outage(request: Request, outage_id: UUID) -> HttpResponse:
    """One outage: its times and words can be corrected."""
    found = agencies.outage(request.actor, outage_id)
    problems: dict[str, str] = {}
    if request.method == "POST":
        try:
            actions.correct_outage(
                outage_id=outage_id,
                begins_at=_moment(request.POST.get("mulai", ""), "mulai"),
                ends_at=_moment(request.POST.get("pulih", ""), "pulih") if found.ends_at else None,
                reason=request.POST.get("sebab", ""),
                evidence=request.POST.get("bukti", ""),
                paper=_paper(request),
                by=request.actor,
                at=request.now,
            )
        except Refused as refusal:
            problems = {INPUTS.get(refusal.field or "", refusal.field or ""): refusal.message}
        else:
            return redirect(f"{reverse('desk:outages')}?selesai=diubah")
    context = {"row": found, "typed": request.POST or _as_typed(found), "problems": problems}
    return render(request, "desk/outages/outage.html", context, status=422 if problems else 200)


def _paper(request: Request) -> tuple[str, bytes] | None:
    """The evidence as a file, where one was chosen."""
    chosen = request.FILES.get("berkas")
    return (chosen.name or "bukti", chosen.read()) if chosen else None


@open_to("staff")
@require_safe
def outage_paper(request: Request, outage_id: UUID) -> HttpResponse:
    """The evidence of an outage, as a download."""
    file, data = agencies.outage_paper(request.actor, outage_id)
    return attachment(data, file.name, file.media_type)


@open_to("staff")
@require_POST
def lift(request: Request, outage_id: UUID) -> HttpResponse:
    """It works again, as of now."""
    actions.lift_outage(outage_id=outage_id, ends_at=request.now, by=request.actor, at=request.now)
    return redirect(f"{reverse('desk:outages')}?selesai=pulih")


def _as_typed(row: agencies.OutageRow) -> dict[str, str]:
    return {
        "mulai": _written(row.begins_at),
        "pulih": _written(row.ends_at) if row.ends_at else "",
        "sebab": row.reason,
        "bukti": row.evidence,
    }


def _written(moment: datetime) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def _moment(text: str, field: str) -> datetime:
    """A day and time as browsers send it, in the region's zone."""
    try:
        return timezone.make_aware(datetime.fromisoformat(text.strip()).replace(tzinfo=None))
    except ValueError:
        raise Refused("when", _("Isi tanggal dan jamnya."), field=field) from None
