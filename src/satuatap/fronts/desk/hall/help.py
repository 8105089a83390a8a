"""Counters that ask for a supervisor and kiosks that ask for an officer, for whoever may come."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from satuatap.domain.visits import actions
from satuatap.domain.visits import queries as visits
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, is_part, render, status_of
from satuatap.kernel import live
from satuatap.kernel.errors import Refused


@open_to("staff")
@require_GET
def help_calls(request: Request) -> HttpResponse:
    """Who asks, since when, and who is on the way. Asked for as a part, only the list is answered."""
    return _show(request)


def _show(request: Request, refusal: Refused | None = None) -> HttpResponse:
    rows = visits.help_calls(request.actor, request.now)
    topics = [visits.topic(visits.HELP, site_id) for site_id in visits.help_sites()]
    context = {
        "rows": rows, "refusal": refusal, "base": reverse("desk:help_calls"),
        "live": live.address(topics, at=request.now),
    }  # fmt: skip
    page = "desk/hall/_help.html" if is_part(request) else "desk/hall/help.html"
    return render(request, page, context, status=status_of(refusal))


@open_to("staff")
@require_POST
def answer(request: Request, help_id: UUID) -> HttpResponse:
    """I am coming."""
    try:
        actions.answer_help(help_id=help_id, by=request.actor, at=request.now)
    except Refused as refusal:
        return _show(request, refusal)
    return redirect("desk:help_calls")


@open_to("staff")
@require_POST
def done(request: Request, help_id: UUID) -> HttpResponse:
    """Whoever called was helped."""
    try:
        actions.finish_help(help_id=help_id, by=request.actor, at=request.now)
    except Refused as refusal:
        return _show(request, refusal)
    return redirect("desk:help_calls")
