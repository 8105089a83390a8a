"""Where the service vans stand next: by village, and for one service."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from satuatap.domain.agencies import queries as agencies
from satuatap.domain.catalog import queries as catalog
from satuatap.domain.visits import queries as visits
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, prefix, render

LONGEST_QUESTION = 60
MOST = 50  # stops on the page


@dataclass(frozen=True, slots=True)
class Row:
    """A stop with what is to be had there; ``queue`` is the page of its numbers on the day, "" before and where none are given."""

    stop: agencies.StopNow
    services: tuple[catalog.Card, ...]
    queue: str


@open_to("public")
@require_GET
def stops(request: Request) -> HttpResponse:
    """The next stops, those of a village or place whose name holds what was typed, those to which a service comes."""
    text = " ".join(request.GET.get("q", "").split())[:LONGEST_QUESTION]
    cards = catalog.cards(formats.lang())
    wanted = next((card for card in cards if card.code == request.GET.get("layanan", "")), None)
    found = agencies.next_stops(
        request.now, text=text, service=wanted.code if wanted else "", site_codes=wanted.sites if wanted else None
    )
    today = timezone.localdate(request.now)
    queues, base = {hall.code for hall in visits.halls()}, prefix("portal:hall")
    rows = [
        Row(
            stop,
            _taken(stop, cards),
            f"{base}{stop.site_code}" if stop.on == today and stop.site_code in queues else "",
        )
        for stop in found[:MOST]
    ]
    context = {
        "rows": rows,
        "text": text, "wanted": wanted, "is_narrowed": bool(text or wanted), "base": prefix("portal:service"),
    }  # fmt: skip
    return render(request, "portal/queue/stops.html", context)


def _taken(stop: agencies.StopNow, cards: Sequence[catalog.Card]) -> tuple[catalog.Card, ...]:
    return tuple(
        card for card in cards if stop.site_code in card.sites and (not stop.services or card.code in stop.services)
    )
