"""A slip that was entered with facts that do not stand on it: set right, with the reason."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from satuatap.domain.visits import actions
from satuatap.domain.visits import policies as rights
from satuatap.domain.visits import queries as visits
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, render
from satuatap.kernel.errors import NotFound, Refused

from .figures import date_typed
from .opening import chosen
from .written import FIELDS, NAMES, slip_number, written


@open_to("staff")
@require_http_methods(["GET", "POST"])
def correct(request: Request) -> HttpResponse:
    """What was entered of one slip, to be changed. A number that was not entered leads back with a sentence."""
    rights.require(rights.guides(request.actor))
    asked = request.POST if request.method == "POST" else request.GET
    hall = chosen(asked.get("tempat", ""), visits.halls())
    back = f"{reverse('desk:hall_paper')}?tempat={hall.code}"
    try:
        number = slip_number(asked.get("nomor", ""))
        found = visits.slip_entered(actor=request.actor, site_id=hall.id, number=number)
    except (NotFound, Refused):
        return redirect(f"{back}&tidak-ada=ya")
    typed, problems = _typed(found), {}
    if request.method == "POST":
        typed = {name: request.POST.get(name, "") for name in typed}
        try:
            now = _correct(request, hall, number, typed)
        except Refused as refusal:
            problems = {FIELDS.get(refusal.field or "", refusal.field or ""): refusal.message}
        else:
            return redirect(f"{back}&betul={now}")
    context = {
        "hall": hall, "found": found, "typed": typed, "problems": problems, "back": back, "number": number,
        "choices": visits.slip_choices(actor=request.actor, site_id=hall.id),
    }  # fmt: skip
    return render(request, "desk/hall/correct.html", context, status=422 if problems else 200)


def _typed(found: visits.SlipEntered) -> dict[str, str]:
    return {
        "hari": found.day.isoformat(), "slip": found.slip, "datang": f"{found.came:%H.%M}",
        "mulai": f"{found.began:%H.%M}" if found.began else "",
        "selesai": f"{found.ended:%H.%M}" if found.counter_id or found.ended != found.came else "",
        "loket": str(found.counter_id or ""), "antrean": str(found.lane_id), "pulang": "" if found.counter_id else "1",
        "reason": "",
    }  # fmt: skip


def _correct(request: Request, hall: visits.HallRow, number: int, typed: dict[str, Any]) -> int:
    """Returns the number that the slip has now."""
    day = date_typed(typed["hari"])
    if day is None:
        raise NotFound
    choices = visits.slip_choices(actor=request.actor, site_id=hall.id)
    slip = written({name: typed[name] for name in NAMES}, day, choices)
    return actions.correct_slip(
        site_id=hall.id, number=number, written=slip, reason=typed["reason"], by=request.actor, at=request.now
    ).number  # fmt: skip
