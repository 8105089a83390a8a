"""What can be had at a machine at once: services that the system carries out alone, from the form to the sealed letter."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from satuatap.domain.catalog import queries as catalog
from satuatap.domain.catalog.queries import Card, Standard
from satuatap.kernel import forms

from ..rules.flow import parse
from ..rules.sealing import is_automatic

KIOSK = "kiosk"


@dataclass(frozen=True, slots=True)
class KioskService:
    """A service that a kiosk offers; ``why_not`` says why only an officer can give it, "" when it can be had at once."""

    code: str
    name: str
    summary: str
    unit_name: str
    why_not: str


def at_kiosk(site_code: str, lang: str, on: date) -> tuple[KioskService, ...]:
    """What the kiosks of a place offer, by name; what can be had at once stands first. One query beside the cards."""
    cards = {card.code: card for card in catalog.cards(lang, on=on) if _is_offered(card, site_code)}
    found = catalog.standards(cards, lang=lang, on=on) if cards else {}
    rows = [_row(cards[code], standard) for code, standard in found.items()]
    return tuple(sorted(rows, key=lambda row: (bool(row.why_not), row.name.casefold())))


def _is_offered(card: Card, site_code: str) -> bool:
    return KIOSK in card.channels and (not card.sites or site_code in card.sites)


def _row(card: Card, standard: Standard) -> KioskService:
    return KioskService(card.code, standard.name, standard.summary, standard.unit_name, _why_not(standard))


def _why_not(standard: Standard) -> str:
    if not is_automatic(parse(standard.flow)):
        return _("Petugas perlu memeriksa atau menandatanganinya.")
    if any(paper.required and not paper.source for paper in standard.papers):
        return _("Ada berkas yang perlu dilihat petugas.")
    form = forms.compile(standard.form, standard.ui)
    asked = (one for page in form.pages for field in page.fields for one in field.tree())
    if any(one.kind in ("file", "point", "polygon") for one in asked):
        return _("Isiannya memerlukan foto atau peta.")
    return ""
