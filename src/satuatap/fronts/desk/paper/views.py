"""Notices that no telephone took: slips to print and hand over, the log of a case, answers that fit no case."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from satuatap.domain.agencies import queries as agencies
from satuatap.domain.audit.actions import record_look, record_looks
from satuatap.domain.cases import queries as cases
from satuatap.domain.notifications import actions, queries
from satuatap.domain.residents import queries as residents
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, prefix, render, uuid_of
from satuatap.kernel.errors import NotFound, Refused


def areas_of(request: Request) -> frozenset[str]:
    """The villages in whose office the officer works."""
    return agencies.village_codes(request.actor.unit_ids())


@open_to("staff")
@require_safe
def slips(request: Request) -> HttpResponse:
    """What waits to be handed over on paper, the oldest first; the list shows names, so each is a look."""
    page = queries.slips(request.actor, areas=areas_of(request), cursor=request.GET.get("cursor", ""))
    parties = {row.party_id for row in page.rows if row.party_id}
    if parties:
        record_looks(
            party_ids=parties, by=request.actor, at=request.now, purpose="menyerahkan kabar di kertas", fields=["name"]
        )
    context = {"page": page, "names": residents.names(parties), "base": prefix_of()}
    return render(request, "desk/paper/slips.html", context)


def prefix_of() -> str:
    return f"{prefix('desk:case').rsplit('/berkas/', 1)[0]}/slip/"


@open_to("staff")
def slip(request: Request, message_id: UUID) -> HttpResponse:
    """One slip, fit for the printer. Opening it by the button marks it as printed."""
    areas = areas_of(request)
    found = queries.slip(request.actor, message_id, areas=areas)
    if request.method == "POST":
        actions.print_slip(message_id=message_id, by=request.actor, at=request.now, areas=areas)
        return redirect("desk:slip", message_id=message_id)
    record_look(
        by=request.actor,
        at=request.now,
        purpose="menyerahkan kabar di kertas",
        party_id=found.party_id,
        fields=["name"],
    )
    names = residents.names([found.party_id] if found.party_id else [])
    context = {"slip": found, "name": names.get(found.party_id, "") if found.party_id else ""}
    return render(request, "desk/paper/slip.html", context)


@open_to("staff")
@require_POST
def given(request: Request, message_id: UUID) -> HttpResponse:
    """The slip was handed over."""
    actions.give_slip(message_id=message_id, by=request.actor, at=request.now, areas=areas_of(request))
    return redirect("desk:slips")


@open_to("staff")
@require_safe
def log(request: Request, number: str) -> HttpResponse:
    """What became of the messages about a case: times and channels, no words."""
    head = cases.head(actor=request.actor, number=number)
    if head.is_own:
        raise NotFound
    record_look(
        by=request.actor, at=request.now, purpose=f"memeriksa kabar berkas {head.number}", party_id=head.party_id,
        unit_id=head.unit_id, fields=["messages"],
    )  # fmt: skip
    return render(request, "desk/paper/log.html", {"case": head, "rows": queries.log_about(head.id)})


@open_to("staff")
def replies(request: Request) -> HttpResponse:
    """Answers by telephone that fit no case; whoever dealt with one writes down how."""
    problems: dict[str, str] = {}
    chosen = request.POST.get("balasan", "")
    if request.method == "POST":
        try:
            actions.finish_reply(
                reply_id=uuid_of(chosen), remark=request.POST.get("tindakan", ""), by=request.actor, at=request.now
            )
        except Refused as refusal:
            problems = {"tindakan": refusal.message}
        else:
            return redirect("desk:replies")
    page = queries.lost_replies(request.actor, request.GET.get("cursor", ""))
    context = {"page": page, "problems": problems, "chosen": chosen}
    return render(request, "desk/paper/replies.html", context, status=422 if problems else 200)
