"""The first page: search, life events, the usual errands, places and their hours."""

from django.http import HttpResponse

from satuatap.domain.agencies import queries as agencies
from satuatap.domain.catalog import queries as catalog
from satuatap.fronts.portal.cache import kept
from satuatap.fronts.portal.cards import service_cards
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, prefix, render

SHORTCUTS = 4
USUAL = 6
HALLS = ("mall", "market", "van")


@open_to("public")
@kept
def home(request: Request) -> HttpResponse:
    lang = formats.lang()
    cards = catalog.cards(lang)
    events = catalog.life_events(lang)
    icons = catalog.icons()
    usual = sorted((card for card in cards if card.popular), key=lambda card: card.popular)[:USUAL]
    sites = agencies.sites_today(request.now)
    context = {
        "services": len(cards),
        "units": len({card.unit_name for card in cards}),
        "events": events,
        "event_base": prefix("portal:life_event"),
        "usual": service_cards(usual, icons),
        "example": min((card.name for card in usual), key=len, default=""),
        "shortcuts": service_cards(usual[:SHORTCUTS], icons),
        "halls": [site for site in sites if site.kind in HALLS],
        "villages": sum(site.kind == "village" for site in sites),
    }
    return render(request, "portal/home/home.html", context)
