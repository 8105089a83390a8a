"""Looking after the devices of village desks, and after what they sent that could not go on by itself."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from satuatap.domain.outboxes import actions, policies
from satuatap.domain.outboxes import queries as outboxes
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, prefix, render, uuid_of
from satuatap.kernel.errors import Refused

from .words import ended_words, problem_words


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
            actions.settle(
                sending_id=uuid_of(asked), note=request.POST.get("catatan", ""), by=request.actor, at=request.now
            )
        except Refused as refusal:
            problem = refusal.message
        else:
            return redirect(f"{reverse('desk:outbox_asides')}?selesai=ditutup")
    context = {
        "page": outboxes.asides(request.actor, request.GET.get("cursor", "")),
        "problems": problem_words(),
        "cases": prefix("portal:case"),
        "problem": problem,
        "asked": asked,
        "done": request.GET.get("selesai", ""),
    }
    return render(request, "desk/outbox/asides.html", context, status=422 if problem else 200)
