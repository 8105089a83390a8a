"""Waiting times of every hall, and the page behind the QR of a number."""

from functools import lru_cache

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST, require_safe

from satuatap.domain.agencies import queries as agencies
from satuatap.domain.nodes import queries as nodes
from satuatap.domain.notifications import queries as notifications
from satuatap.domain.visits import actions
from satuatap.domain.visits import queries as visits
from satuatap.fronts.shared import marked, tongues
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, is_part, render
from satuatap.fronts.shared.line import can_tell
from satuatap.fronts.shared.qr import code_of
from satuatap.fronts.shared.rating import rating_of
from satuatap.fronts.shared.statics import STATIC
from satuatap.kernel import live
from satuatap.kernel.actors import system
from satuatap.kernel.errors import NotFound, Refused

from .remote import address_of

HOLDER = system("queue-page")
"""Whoever holds the paper may let others go first, or give the number back: the address is the proof."""


@open_to("public")
@require_GET
def halls(request: Request) -> HttpResponse:
    """Every hall today: open or not, who waits, how long about."""
    today = {site.id: site for site in agencies.sites_today(request.now)}
    running = agencies.emergencies()
    down = agencies.hall_outages()
    rows = [(hall, today.get(hall.id), running.get(hall.id, ""), down.get(hall.id, ())) for hall in visits.halls()]
    return render(request, "portal/queue/halls.html", {"rows": rows, "base": reverse("portal:queue")})


@open_to("public")
@require_GET
def hall(request: Request, hall: str) -> HttpResponse:
    """One hall: each lane with its wait, what gives out no number and why, and where it is quieter."""
    found = visits.hall(hall)
    now = agencies.standing(request.now)
    context = {
        "hall": found,
        "lanes": visits.hall_now(site_id=found.id, at=request.now, standing=now),
        "quieter": visits.quieter(found.id, now),
        "emergency": agencies.emergency_at(found.id),
        "outages": agencies.hall_outages().get(found.id, ()),
        "ask": address_of(found),
        "as_of": nodes.as_of([found.id]).get(found.id, request.now),
        "base": reverse("portal:queue"),
    }
    return render(request, "portal/queue/hall.html", context)


@open_to("public")
@require_GET
def visit(request: Request, ticket: str) -> HttpResponse:
    """One's own number: how many are ahead, where to go, what comes after."""
    return _show(request, ticket)


def _show(request: Request, token: str, problem: str = "", status: int = 200) -> HttpResponse:
    found = visits.visit_by_token(marked.bare(token), request.now)
    with tongues.speaking(_tongue(token, found)):
        return _page(request, token, found, problem, status)


def _tongue(ticket: str, found: visits.VisitNow) -> str:
    """The language after the tilde of the address, or else the one in which the number was taken."""
    return marked.tongue_of(ticket) or found.language


def _page(request: Request, token: str, found: visits.VisitNow, problem: str, status: int) -> HttpResponse:
    lanes = [visits.topic(visits.LANE, lane_id) for lane_id in found.lane_ids]
    topics = [visits.topic(visits.VISIT, found.id), *lanes]
    context = {
        "visit": found,
        "stop": found.current,
        "problem": tongues.gettext(problem) if problem else "",
        "spoken": marked.choices(request, token, "id"),
        "asked": visits.may_rate(found.id, request.now) if any(stop.state == "done" for stop in found.stops) else (),
        "base": reverse("portal:visit", args=[token]),
        "tells": can_tell(request.now),
        "push": notifications.push_name(),
        "push_sandbox": settings.PUSH_SANDBOX,
        "pushed": found.id in notifications.browsers_about("visits.visit", request.now) if lanes else False,
        "live": live.address(topics, at=request.now) if lanes or found.kept else "",
    }
    page = "portal/queue/_visit.html" if is_part(request) else "portal/queue/visit.html"
    return render(request, page, context, status=status)


@open_to("public")
@require_POST
def act(request: Request, ticket: str, wish: str) -> HttpResponse:
    """Let five others go first, come back after a missed call, give the number back, or say how it was."""
    verbs = {"undur": actions.postpone, "hadir": actions.bring_back, "batal": actions.leave}
    if wish not in verbs and wish not in ("kabari", "dorong", "nilai"):
        raise NotFound
    found = visits.visit_by_token(marked.bare(ticket))
    with tongues.speaking(_tongue(ticket, found)) as tongue:
        language = tongue or request.LANGUAGE_CODE
    try:
        if wish == "kabari":
            actions.tell_me(
                visit_id=found.id, phone=request.POST.get("hp", ""), language=language, by=HOLDER, at=request.now
            )  # fmt: skip
        elif wish == "dorong":
            given = {name: request.POST.get(name, "") for name in ("endpoint", "p256dh", "auth")}
            actions.tell_browser(visit_id=found.id, **given, language=language, by=HOLDER, at=request.now)
        elif wish == "nilai":
            actions.rate(visit_id=found.id, **rating_of(request), by=HOLDER, at=request.now)
        else:
            verbs[wish](visit_id=found.id, by=HOLDER, at=request.now)
    except Refused as refusal:
        return _show(request, ticket, refusal.message, 422)
    return redirect("portal:visit", ticket=ticket)


@open_to("public")
@require_GET
def code(request: Request, ticket: str) -> HttpResponse:
    """The QR of a number, which leads to its page."""
    visits.visit_by_token(marked.bare(ticket))
    return code_of(request.build_absolute_uri(reverse("portal:visit", args=[ticket])))


@lru_cache(maxsize=1)
def _worker_source() -> str:
    return (STATIC / "js" / "push-worker.js").read_text(encoding="utf-8")


@open_to("public")
@require_safe
def worker(_request: Request) -> HttpResponse:
    """What shows a notice while no page of ours is open. It answers no request, so it stands in the way of none."""
    answer = HttpResponse(_worker_source(), content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer
