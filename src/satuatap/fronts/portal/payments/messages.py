"""The list of messages in one's account: always there, whatever else arrived."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from satuatap.domain.notifications import actions, queries
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, render


@open_to("resident")
@require_safe
def messages(request: Request) -> HttpResponse:
    """Everything we wrote, newest first, the unread marked."""
    page = queries.for_account(request.actor, request.GET.get("cursor", ""))
    context = {
        "page": page,
        "has_unread": any(not row.is_read for row in page.rows),
        "prefix": "" if formats.lang() == "id" else f"/{formats.lang()}",  # paths are kept without a language
    }
    return render(request, "portal/payments/messages.html", context)


@open_to("resident")
@require_POST
def read(request: Request) -> HttpResponse:
    """The person has seen the list."""
    actions.mark_read(by=request.actor, at=request.now)
    return redirect("portal:messages")
