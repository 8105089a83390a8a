"""Search, the list by agency, a life event, and the page of one service."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from satuatap.domain.agencies import queries as agencies
from satuatap.domain.cases import queries as cases
from satuatap.domain.catalog import queries as catalog
from satuatap.domain.visits import queries as visits
from satuatap.fronts.portal.bundles.choosing import for_portal
from satuatap.fronts.portal.cache import kept, kept_for
from satuatap.fronts.portal.cards import service_cards
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, render, whole
from satuatap.kernel.errors import NotFound
from satuatap.kernel.paging import PAGE_ROWS, Page

from . import filters, standard

MOST_FOUND = 100
LONGEST_QUESTION = 100
STOPS = 3  # of service vans, on the page of a service
AS_OF_SECONDS = 20  # how old may be what a page tells of halls: people set out by it
OWN_OFFICE = {
    "village": _("Balai desa atau kantor kelurahan Anda"),
    "desa": _("Balai desa Anda"),
    "kelurahan": _("Kantor kelurahan Anda"),
    "district": _("Kantor kecamatan Anda"),
}


@open_to("public")
def search(request: Request) -> HttpResponse:
    """Services by everyday words. Without words: all of them, narrowed by the chosen filter."""
    lang = formats.lang()
    text = " ".join(request.GET.get("q", "").split())[:LONGEST_QUESTION]
    chosen = filters.chosen_filter(request.GET)
    found = catalog.search(text, lang, MOST_FOUND) if text else catalog.cards(lang)
    markets = {site.code for site in agencies.sites() if site.kind == "market"} if chosen == "pasar" else set()
    fitting = filters.narrowed(found, chosen, markets)
    page = _page(len(fitting), request.GET.get("hal", ""))
    context = {
        "text": text,
        "chosen": chosen,
        "chips": filters.chips(request.GET, chosen),
        "found": len(fitting),
        "without_filter": len(found),
        "page": page,
        "rows": service_cards((fitting[index] for index in page.rows), catalog.icons()),
        "usual": () if fitting else service_cards(catalog.popular(lang)[:4], {}),
    }
    return render(request, "portal/services/search.html", context)


def _page(total: int, asked: str) -> Page[int]:
    """Which of the found rows stand on the page that was asked for; the list is short and in memory."""
    last = max(0, (total - 1) // PAGE_ROWS)
    number = min(whole(asked) or 0, last)
    rows = tuple(range(total)[number * PAGE_ROWS : (number + 1) * PAGE_ROWS])
    return Page(rows, next=str(number + 1) if number < last else "", previous=str(number - 1) if number else "")


@open_to("public")
@kept
def services(request: Request) -> HttpResponse:
    """Every service under the agency that answers for it."""
    icons = catalog.icons()
    groups = [(unit.name, service_cards(unit.cards, icons)) for unit in catalog.by_unit(formats.lang())]
    return render(request, "portal/services/services.html", {"groups": groups})


@open_to("public")
@kept
def life_event(request: Request, code: str) -> HttpResponse:
    """The services that go with one life event."""
    event = next((event for event in catalog.life_events(formats.lang()) if event.code == code), None)
    if event is None:
        raise NotFound
    rows = service_cards(event.cards, {card.code: event.icon for card in event.cards})
    together = len(for_portal(event)) > 1
    return render(request, "portal/services/life_event.html", {"event": event, "rows": rows, "together": together})


@open_to("public")
@kept_for(AS_OF_SECONDS)
def service(request: Request, code: str) -> HttpResponse:
    """The whole published standard of one service, and how it stands now where one goes for it."""
    lang = formats.lang()
    found = catalog.standard(code, lang=lang)
    related = catalog.cards(lang, codes=found.related) if found.related else ()
    places = _places(found)
    context = {
        "standard": found,
        "outages": cases.running_for(found),
        "head": standard.head(found),
        "papers": standard.papers(found),
        "steps": standard.steps(found),
        "fees": standard.fees(found),
        "rows": standard.rows(found, places),
        "places": _with_offers(request, found, places),
        "stops": agencies.next_stops(request.now, site_codes=found.sites, service=found.code)[:STOPS],
        "queue": reverse("portal:queue"),
        "booking": reverse("portal:appointments"),
        "sources": standard.sources(found),
        "related": service_cards(related, {}),
        "apply": reverse("portal:apply", args=[code]) if "portal" in found.channels else "",
    }
    return render(request, "portal/services/service.html", context)


def _places(found: catalog.Standard) -> tuple[str, ...]:
    """Where one can go for the service: the sites it names, and one's own village where that decides."""
    names = agencies.site_names(found.sites) if found.sites else {}
    named = tuple(names[code] for code in found.sites if code in names)
    own = OWN_OFFICE.get(found.unit_kind)
    return (*named, str(own)) if own else named


def _with_offers(
    request: Request, found: catalog.Standard, places: tuple[str, ...]
) -> list[tuple[str, visits.Offer | None]]:
    """The places, each with how its hall stands now, where it has one."""
    offers = visits.offers(unit_code=found.unit_code, service=found.code, site_codes=found.sites, at=request.now)
    by_name = {offer.site: offer for offer in offers}
    return [(name, by_name.get(name)) for name in places]
