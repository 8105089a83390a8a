"""Applications that were taken without the line: their slips, what the centre said, and what a person decides."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from satuatap.domain.nodes import actions, queries
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, prefix, render, status_of
from satuatap.kernel.errors import NotFound, Refused


@open_to("staff")
@require_safe
def applications(request: Request) -> HttpResponse:
    """What waits for the centre, what needs a look, what was sent."""
    return _show(request)


@open_to("staff")
@require_POST
def decide(request: Request, kept_id: UUID, decision: str) -> HttpResponse:
    """Send it all the same, or let it go with a reason. To change it, its officer opens it and sends it from there."""
    try:
        if decision == "lagi":
            actions.send_again(kept_id=kept_id, by=request.actor, at=request.now)
        elif decision == "buang":
            reason = request.POST.get("alasan", "")
            actions.drop_kept(kept_id=kept_id, reason=reason, by=request.actor, at=request.now)
        else:
            raise NotFound
    except Refused as refusal:
        return _show(request, refusal, kept_id)
    return redirect(f"{reverse('desk:kept')}?selesai={decision}")


def _show(request: Request, refusal: Refused | None = None, kept_id: UUID | None = None) -> HttpResponse:
    rows = queries.kept(request.actor)
    context = {
        "looks": [row for row in rows if row.state == "look"],
        "unsent": [row for row in rows if row.state == "waiting"],
        "over": [row for row in rows if row.state in {"sent", "dropped"}],
        "base": reverse("desk:kept"),
        "draft_base": prefix("portal:case"),
        "problem": refusal.message if refusal else "",
        "about": kept_id,
        "done": request.GET.get("selesai", ""),
    }
    return render(request, "desk/hall/kept.html", context, status=status_of(refusal))
