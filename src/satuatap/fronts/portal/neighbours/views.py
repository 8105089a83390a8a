"""One question to the head of a neighbourhood, answered with yes or no."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from satuatap.domain.cases import actions, queries
from satuatap.fronts.shared import throttle
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, render, status_of
from satuatap.fronts.shared.throttle import Rate
from satuatap.kernel.actors import system
from satuatap.kernel.errors import Refused

HEAD = system("neighbour-link")
ANSWERS = {"ya": True, "tidak": False}
PER_CLIENT = (Rate(30, 10 * 60), Rate(300, 24 * 3600))


@open_to("public")
@never_cache
@require_http_methods(["GET", "POST"])
def neighbour(request: Request, reply: str) -> HttpResponse:
    """Who asks, about whom, and two buttons; afterwards only that it was answered."""
    throttle.require("neighbour-link", throttle.client(request), *PER_CLIENT)
    refused = None
    if request.method == "POST":
        try:
            _answer(request, reply)
        except Refused as refusal:
            refused = refusal
        else:
            return redirect("portal:neighbour", reply=reply)
    context = {
        "asked": queries.question(reply, now=request.now),
        "problems": {refused.field or "": refused.message} if refused else {},
        "reason": request.POST.get("sebab", ""),
        "here": reverse("portal:neighbour", args=[reply]),
    }
    response = render(request, "portal/neighbours/question.html", context, status=status_of(refused))
    response["Referrer-Policy"] = "no-referrer"  # the address is the proof
    return response


def _answer(request: Request, reply: str) -> None:
    said = request.POST.get("jawab", "")
    queries.question(reply, now=request.now)
    if said in ANSWERS:
        actions.answer_neighbour(
            link=reply, is_confirmed=ANSWERS[said], reason=request.POST.get("sebab", ""), by=HEAD, at=request.now
        )
