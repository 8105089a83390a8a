"""Copies of many people's data that somebody asked for: another person allows or refuses each."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from satuatap.domain.books import actions
from satuatap.domain.books import queries as books
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, prefix, render

from .answering import answered, choice

ALLOW, REFUSE = "setuju", "tolak"


@open_to("staff")
@require_safe
def copies(request: Request) -> HttpResponse:
    """What waits, the oldest first."""
    context = {
        "page": books.wishes(request.actor, request.now, request.GET.get("cursor", "")),
        "base": prefix("desk:copy_wish", uuid=True),
    }
    return render(request, "desk/protection/copies.html", context)


@open_to("staff")
@require_http_methods(["GET", "POST"])
def copy(request: Request, wanted_id: UUID) -> HttpResponse:
    """One of them: who, why, of how many people; and the decision."""
    found = books.wish(request.actor, wanted_id)
    done, problems = answered(
        request, lambda: _decide(request, wanted_id), "desk:copy_wishes", {"decision": "putusan"}, "alasan"
    )
    if done is not None:
        return done
    context = {"row": found, "problems": problems, "typed": request.POST, "is_over": request.now >= found.expires_at}
    return render(request, "desk/protection/copy.html", context, status=422 if problems else 200)


def _decide(request: Request, copy_id: UUID) -> None:
    is_allowed = choice(request, "putusan", ALLOW, REFUSE, _("Pilih dulu: disetujui, atau ditolak."))
    actions.decide_copy(
        copy_id=copy_id, is_allowed=is_allowed, words=request.POST.get("alasan", ""), by=request.actor, at=request.now
    )
