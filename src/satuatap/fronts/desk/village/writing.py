"""What the desk of a village writes for somebody: its letters, and applications that go to civil registration."""

from datetime import date
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from satuatap.domain.agencies import queries as agencies
from satuatap.domain.catalog import queries as catalog
from satuatap.domain.residents import policies
from satuatap.domain.residents import queries as residents
from satuatap.fronts.desk.people import word
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, prefix, render
from satuatap.kernel.remembered import remembered

VILLAGE = "village"
Choices = list[tuple[str, str]]


@remembered
def _filed(lang: str, on: date, kinds: frozenset[str]) -> frozenset[str]:
    """The services of other offices that offices of these kinds may file for their people, as their standards say."""
    codes = [card.code for card in catalog.cards(lang, on=on) if card.unit_kind != VILLAGE]
    found = catalog.standards(codes, lang=lang, on=on)
    return frozenset(code for code, one in found.items() if any(one.is_filed_at(kind, on) for kind in kinds))


def offers(lang: str, on: date, kinds: frozenset[str]) -> tuple[Choices, Choices]:
    """Letters of the village's own desk, and what offices of these kinds file elsewhere for their people, by name."""
    desk = [card for card in catalog.cards(lang, on=on) if "desk" in card.channels]
    filed = _filed(lang, on, kinds)
    letters = [(card.code, card.name) for card in desk if card.unit_kind == VILLAGE and card.code not in filed]
    return letters, [(card.code, card.name) for card in desk if card.code in filed]


@open_to("staff")
@require_safe
def write(request: Request, party_id: UUID) -> HttpResponse:
    """Choose what is written for somebody who came: one press begins the draft, with what the register knows in it."""
    policies.require(policies.is_of_village(request.actor))
    person = residents.get_person(request.actor, party_id, _("Membuat surat"), at=request.now)
    policies.require(policies.tells_of(request.actor, person.area_code))
    offices = agencies.units(request.actor.unit_ids(*policies.VILLAGE_ROLES)).values()
    kinds = frozenset(unit.kind for unit in offices)
    letters, filings = offers(formats.lang(), timezone.localdate(request.now), kinds)
    context = {
        "person": person,
        "household": [seat for seat in residents.household_of(party_id)[1] if seat.party_id != party_id],
        "write_base": prefix("desk:resident", uuid=True),
        "back": f"{reverse('desk:resident', args=[party_id])}?untuk=letter",
        "begin": reverse("desk:begin", args=[party_id]),
        "letters": letters,
        "filings": filings,
        "key": uuid4(),
        **word.context(request, person, {}, is_sent=False),
    }
    return render(request, "desk/village/write.html", context)
