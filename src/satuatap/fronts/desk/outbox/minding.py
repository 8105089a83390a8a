"""Looking after the devices of village desks, and after what they sent that could not go on by itself."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from satuatap.domain.outboxes import actions, policies
from satuatap.domain.outboxes import queries as outboxes
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, prefix, render, uuid_of
from satuatap.kernel.errors import Refused

from .words import ended_words, problem_words, slip_fact_names


@open_to("staff")
@require_http_methods(["GET", "POST"])
def devices(request: Request) -> HttpResponse:
    """The devices, when each was last heard, what it has not sent, and the order to wipe it."""
    policies.require(policies.minds_devices(request.actor))
    if request.method == "POST":
        actions.end(
            device_id=uuid_of(request.POST.get("perangkat", "")), why=request.POST.get("sebab", ""), by=request.actor,
            at=request.now,
        )  # fmt: skip
        return redirect(f"{reverse('desk:outbox_devices')}?selesai=diakhiri")
    context = {
        "page": outboxes.devices(request.actor, request.GET.get("cursor", "")),
        "ended": ended_words(),
        "is_village": policies.carries(request.actor),
        "done": request.GET.get("selesai", ""),
    }
    return render(request, "desk/outbox/devices.html", context)


@open_to("staff")
@require_http_methods(["GET", "POST"])
def asides(request: Request) -> HttpResponse:
    """What came without the line and waits for a person."""
    policies.require(policies.carries(request.actor))
    problem, asked = "", request.POST.get("kiriman", "")
    if request.method == "POST":
        try:
            done = _decide(request, uuid_of(asked))
        except Refused as refusal:
            problem = refusal.message
        else:
            return redirect(f"{reverse('desk:outbox_asides')}?selesai={done}")
    context = {
        "page": outboxes.asides(request.actor, request.GET.get("cursor", "")),
        "problems": problem_words(),
        "facts": slip_fact_names(),
        "cases": prefix("portal:case"),
        "problem": problem,
        "asked": asked,
        "done": request.GET.get("selesai", ""),
    }
    return render(request, "desk/outbox/asides.html", context, status=422 if problem else 200)


def _decide(request: Request, sending_id: UUID) -> str:
    """Hand it in all the same, or close it with a word on why."""
    if request.POST.get("act") == "ajukan":
        actions.send_on(sending_id=sending_id, by=request.actor, at=request.now)
        return "diajukan"
    actions.settle(sending_id=sending_id, note=request.POST.get("catatan", ""), by=request.actor, at=request.now)
    return "ditutup"
