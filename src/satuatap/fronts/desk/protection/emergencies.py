"""Opening somebody's data in an emergency, and judging afterwards whether it was one."""

from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from satuatap.domain.residents import actions, policies
from satuatap.domain.residents import queries as residents
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.emergencies import emergency_words, verdict_words
from satuatap.fronts.shared.http import Request, prefix, render
from satuatap.fronts.shared.proof import require_fresh
from satuatap.kernel.errors import Refused

from .answering import answered
from .looking import record_opening

PURPOSES = {
    "life": "menyelamatkan jiwa dalam keadaan darurat",
    "missing": "mencari orang hilang dalam keadaan darurat",
    "disaster": "menolong korban bencana dalam keadaan darurat",
}
"""What the person reads in the record of looks."""
NEED_INPUTS = {"kind": "keadaan", "reason": "alasan"}
REVIEW_INPUTS = {"verdict": "putusan", "findings": "temuan", "follow_up": "tindak"}


@open_to("staff")
@require_http_methods(["GET", "POST"])
def emergency_data(request: Request) -> HttpResponse:
    """Who is needed and why; whoever may open proves again who they are."""
    policies.require(policies.opens_in_emergency(request.actor))
    problems: dict[str, str] = {}
    if request.method == "POST":
        if (answer := require_fresh(request)) is not None:
            return answer
        try:
            return redirect("desk:emergency_opened", emergency_id=_open(request))
        except Refused as refusal:
            problems = {NEED_INPUTS.get(refusal.field or "", "nik"): refusal.message}
    context = {"kinds": list(emergency_words().items()), "problems": problems, "typed": request.POST}
    return render(request, "desk/protection/emergency_data.html", context, status=422 if problems else 200)


def _open(request: Request) -> UUID:
    posted = request.POST
    try:
        born_on = date.fromisoformat(posted.get("lahir", "").strip())
    except ValueError:
        born_on = None
    sought = actions.Sought(posted.get("nik", "")[:40], posted.get("nama", "")[:100], born_on)
    opened = actions.open_in_emergency(
        sought=sought, kind=posted.get("keadaan", ""), reason=posted.get("alasan", ""), by=request.actor, at=request.now
    )
    return opened.pk


@open_to("staff")
@require_safe
def opened(request: Request, emergency_id: UUID) -> HttpResponse:
    """The record that was opened, until its time is over; afterwards only what became of it."""
    found = residents.opened(request.actor, emergency_id, PURPOSES, at=request.now)
    context = {"found": found, "row": found.row, "kinds": emergency_words(), "verdicts": verdict_words()}
    return render(request, "desk/protection/emergency_opened.html", context)


@open_to("staff")
@require_safe
def emergencies(request: Request) -> HttpResponse:
    """What waits for a review, the nearest limit first; it names nobody whose data were opened."""
    context = {
        "page": residents.emergencies(request.actor, request.now, request.GET.get("cursor", "")),
        "kinds": emergency_words(),
        "opens": policies.protects_data(request.actor),
        "base": prefix("desk:emergency_review", uuid=True),
    }
    return render(request, "desk/protection/emergencies.html", context)


@open_to("staff")
@require_http_methods(["GET", "POST"])
def review(request: Request, emergency_id: UUID) -> HttpResponse:
    """One opening and its review. Reading it is a look of its own."""
    found = residents.emergency(request.actor, emergency_id, request.now)
    done, problems = answered(
        request, lambda: _judge(request, emergency_id), "desk:emergencies", REVIEW_INPUTS, "temuan"
    )
    if done is not None:
        return done
    record_opening(request, found.party_id, "meninjau akses darurat")
    context = {
        "row": found,
        "name": residents.names([found.party_id]).get(found.party_id, ""),
        "kinds": emergency_words(),
        "verdicts": verdict_words(),
        "misuse": residents.MISUSE,
        "problems": problems,
        "typed": request.POST,
    }
    return render(request, "desk/protection/emergency_review.html", context, status=422 if problems else 200)


def _judge(request: Request, emergency_id: UUID) -> None:
    posted = request.POST
    actions.review_emergency(
        emergency_id=emergency_id, verdict=posted.get("putusan", ""), findings=posted.get("temuan", ""),
        follow_up=posted.get("tindak", ""), by=request.actor, at=request.now,
    )  # fmt: skip
