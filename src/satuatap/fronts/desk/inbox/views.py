"""The inbox of the present officer, and all cases of the officer's units."""

from datetime import datetime, time

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from satuatap.domain.cases import actions, queries
from satuatap.domain.cases.queries import Filters
from satuatap.domain.catalog import queries as catalog
from satuatap.domain.regions import queries as regions
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, prefix, render
from satuatap.kernel.errors import Refused

VIEWS = ("mine", "team", "late")
CHANNELS = ("portal", "desk", "kiosk")
TRIES = 5  # colleagues may be taking cases at the same moment


def chosen(request: Request, views: tuple[str, ...]) -> Filters:
    """The filters of the address; what is not one of ours counts as not chosen."""
    view = request.GET.get("tampil", "")
    channel = request.GET.get("jalur", "")
    return Filters(
        view=view if view in views else views[0],
        service=request.GET.get("layanan", "")[:60],
        district=request.GET.get("kecamatan", "")[:8],
        channel=channel if channel in CHANNELS else "",
        text=" ".join(request.GET.get("q", "").split())[:80],
    )


@open_to("staff")
def inbox(request: Request) -> HttpResponse:
    """What waits for the officer, the earliest due first; a search goes to all cases."""
    if request.GET.get("q"):
        return files(request)
    filters = chosen(request, VIEWS)
    if "tampil" not in request.GET and not queries.inbox(request.actor, now=request.now, filters=filters).rows:
        filters = Filters(view="team", service=filters.service, district=filters.district, channel=filters.channel)
    context = {
        "filters": filters,
        "page": queries.inbox(
            request.actor, now=request.now, filters=filters, cursor=request.GET.get("cursor", ""), lang=formats.lang()
        ),
        "counts": queries.counts(request.actor, now=request.now, midnight=_midnight(request.now)),
        "services": [(card.code, card.name) for card in catalog.cards(formats.lang())],
        "districts": regions.choices("district", regions.home().code),
        "base": prefix("desk:case"),
        "nothing_left": "kosong" in request.GET,
    }
    return render(request, "desk/inbox/inbox.html", context)


def _midnight(now: datetime) -> datetime:
    return timezone.make_aware(datetime.combine(timezone.localdate(now), time()))


@open_to("staff")
def files(request: Request) -> HttpResponse:
    """All cases of the officer's units, newest first; found by number or by the beginning of a name."""
    filters = chosen(request, ("all", "returned"))
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
