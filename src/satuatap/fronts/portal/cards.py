"""A service in a list, ready to be printed: no address, icon or word is looked up inside a loop of a template."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from markupsafe import Markup

from satuatap.domain.catalog.queries import Card, Promise
from satuatap.fronts.shared import formats, marks
from satuatap.fronts.shared.http import prefix

LONG = 30
ABBREVIATION = re.compile(r"\(([A-Z][\w-]*)\)")


@dataclass(frozen=True, slots=True)
class ServiceCard:
    """``time`` and ``fee`` are sentences; what the standard does not say is said to be missing. ``online`` is
    a badge, empty where the service cannot be asked for on the web."""

    href: str
    name: str
    summary: str
    unit: str
    icon: Markup
    time: str
    fee: str
    online: Markup

    @property
    def short(self) -> str:
        """The name for a place with little room: of a long one, the abbreviation that it carries."""
        found = ABBREVIATION.search(self.name) if len(self.name) > LONG else None
        return found[1] if found else self.name


def service_cards(cards: Iterable[Card], icons: Mapping[str, str]) -> tuple[ServiceCard, ...]:
    """``icons`` maps the code of a service to the icon of its life event."""
    base = prefix("portal:service")
    online = marks.badge(_("Bisa daring"), "ok", "check")
    return tuple(
        ServiceCard(
            href=base + card.code,
            name=card.name,
            summary=card.summary,
            unit=card.unit_name,
            icon=marks.pictogram(icons.get(card.code, "file-text")),
            time=promised(card.promise),
            fee=asked(card.fee, card.amount),
            online=online if "portal" in card.channels else Markup(""),
        )
        for card in cards
    )


def promised(promise: Promise | None) -> str:
    return formats.duration(promise.amount, promise.unit) if promise else _("Waktu belum ditetapkan")


def asked(fee: str, amount: int | None) -> str:
    """What a service costs in two words; ``fee`` is free, listed or unknown."""
    if fee == "free":
        return _("Gratis")
    if fee == "unknown":
        return _("Biaya belum ditetapkan")
    return formats.fee(amount) if amount is not None else _("Sesuai tarif")
