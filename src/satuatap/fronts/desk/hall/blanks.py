"""Blank slips on receipt paper: a block comes out of a printer of the hall, ten at a press, each once."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from satuatap.domain.visits import actions
from satuatap.domain.visits import queries as visits
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, render, uuid_of, whole
from satuatap.fronts.shared.slips import blank_of
from satuatap.kernel.errors import Refused

from .wording import printer_states


@open_to("staff")
@require_http_methods(["GET", "POST"])
def roll(request: Request, block_id: UUID) -> HttpResponse:
    """How far the block has come, and the button for the next ten."""
    block = visits.paper_block(actor=request.actor, block_id=block_id)
    found = visits.blanks(actor=request.actor, block_id=block_id, at=request.now)
    problem = ""
    if request.method == "POST":
        try:
            trouble = actions.print_blanks(
                block_id=block_id, printer_id=uuid_of(request.POST.get("printer", "")),
                slips={number: blank_of(visits.slip_name(number), block.site) for number in found.next},
                by=request.actor, at=request.now,
            )  # fmt: skip
        except Refused as refusal:
            problem = refusal.message
        else:
            return _back(block_id, str(trouble or "lancar"))
    context = {
        "block": block, "blanks": found, "problem": problem, "outcome": request.GET.get("hasil", ""),
        "states": printer_states(), "printers": visits.printers_of(actor=request.actor, site_id=found.site_id),
        "doubtful": [(number, visits.slip_name(number)) for number in found.doubtful],
        "following": [visits.slip_name(number) for number in found.next],
        "base": reverse("desk:paper_roll", args=[block_id]), "sheet": reverse("desk:paper_sheet", args=[block_id]),
    }  # fmt: skip
    return render(request, "desk/hall/roll.html", context, status=422 if problem else 200)


@open_to("staff")
@require_POST
def settle(request: Request, block_id: UUID) -> HttpResponse:
    """Whether a slip is there whose printing broke off."""
    actions.settle_blank(
        block_id=block_id, number=whole(request.POST.get("nomor", "")) or 0, is_there="ada" in request.POST,
        by=request.actor, at=request.now,
    )  # fmt: skip
    return _back(block_id, "")


def _back(block_id: UUID, outcome: str) -> HttpResponse:
    return redirect(f"{reverse('desk:paper_roll', args=[block_id])}{'?hasil=' if outcome else ''}{outcome}")
