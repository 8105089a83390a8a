"""The inbox of the present officer, and all cases of the officer's units."""

from dataclasses import replace
from datetime import datetime, time
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from satuatap.domain.agencies import queries as agencies
from satuatap.domain.cases import actions, policies, queries
from satuatap.domain.catalog import queries as catalog
from satuatap.domain.regions import queries as regions
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, prefix, render
from satuatap.fronts.shared.line import is_node
from satuatap.fronts.shared.navigation import menu
from satuatap.kernel.errors import Refused

from . import narrowing

TRIES = 5  # colleagues may be taking cases at the same moment


@open_to("staff")
def inbox(request: Request) -> HttpResponse:
    """What waits for the officer, the earliest due first. Who has no cases starts where their own work is."""
    has_none = is_node() or not policies.works_on_cases(request.actor)
    if has_none and (own := menu("desk", request.actor)):
        return redirect(own[0].href)
    filters = narrowing.read(request.GET, narrowing.VIEWS)
    moves = queries.moves_of(request.actor, request.now)
    if "tampil" not in request.GET and not queries.inbox(request.actor, now=request.now, filters=filters).rows:
        filters = replace(filters, view="team")
    saved = queries.saved_filters(request.actor)
    kept = {row.id: narrowing.read_text(row.query) for row in saved}
    text = narrowing.written(filters)
    context = {
        "filters": filters,
        "page": queries.inbox(
            request.actor,
            now=request.now,
            filters=filters,
            cursor=request.GET.get("cursor", ""),
            lang=formats.lang(),
            moves=moves,
        ),
        "counts": queries.counts(request.actor, now=request.now, midnight=_midnight(request.now), moves=moves),
        "saved": saved,
        "held": queries.filter_counts(request.actor, kept, now=request.now, moves=moves),
        "text": text,
        "key": uuid4(),
        "services": [(card.code, card.name) for card in catalog.cards(formats.lang())],
        "districts": regions.choices("district", regions.home().code),
        "sites": list(agencies.site_choices()),
        "base": prefix("desk:case"),
        "onward": f"?{urlencode({narrowing.LIST: text})}",
        "drop": prefix("desk:drop_filter", uuid=True),
        "nothing_left": "kosong" in request.GET,
        "problem": request.GET.get("galat", ""),
    }
    return render(request, "desk/inbox/inbox.html", context)


def _midnight(now: datetime) -> datetime:
    return timezone.make_aware(datetime.combine(timezone.localdate(now), time()))


@open_to("staff")
def files(request: Request) -> HttpResponse:
    """All cases of the officer's units, newest first."""
    filters = narrowing.read(request.GET, ("all", "returned"))
    context = {
        "filters": filters,
        "page": queries.files(
            request.actor, now=request.now, filters=filters, cursor=request.GET.get("cursor", ""), lang=formats.lang()
        ),
        "services": [(card.code, card.name) for card in catalog.cards(formats.lang())],
        "base": prefix("desk:case"),
    }
    return render(request, "desk/inbox/files.html", context)


@open_to("staff")
def following(request: Request) -> HttpResponse:
    """To the task that should be taken next; by the button it is taken, so that no colleague opens it as well."""
    for _try in range(TRIES):
        row = queries.next_task(request.actor, now=request.now)
        if row is None:
            break
        if request.method == "POST" and not row.is_mine:
            try:
                actions.claim(task_id=row.task_id, by=request.actor, at=request.now)
            except Refused:
                continue  # a colleague was quicker
        return redirect("desk:case", number=row.number)
    return redirect(f"{reverse('desk:inbox')}?kosong=1")


@open_to("staff")
@require_POST
def save_filter(request: Request) -> HttpResponse:
    """Keep the present filters under a name."""
    text = narrowing.written(narrowing.read_text(request.POST.get("saringan", "")))
    try:
        actions.save_filter(name=request.POST.get("nama", ""), query=text, by=request.actor, at=request.now)
    except Refused as refusal:
        return redirect(f"{reverse('desk:inbox')}?{text}&{urlencode({'galat': refusal.code})}#nama")
    return redirect(f"{reverse('desk:inbox')}?{text}")


@open_to("staff")
@require_POST
def drop_filter(request: Request, filter_id: UUID) -> HttpResponse:
    """Forget a kept filter."""
    actions.drop_filter(filter_id=filter_id, by=request.actor, at=request.now)
    return redirect("desk:inbox")
