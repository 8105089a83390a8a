"""How well the register knows a person: not what it says, but whether, from whom and since when it says something."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from .. import codes
from ..models import FactOrigin, FactReport, Family, Origin, Person

OF_THE_CARD = ("address", "kk", "family")
OF_THE_PERSON = (
    "name", "nik", "sex", "born_on", "birth_place", "religion", "marital", "occupation", "education", "citizenship",
    "status",
)  # fmt: skip
CHECKABLE = frozenset({*OF_THE_PERSON, *OF_THE_CARD})
"""The facts by which a service may have a check replaced; ``status`` is that the person is alive."""
VERIFIED: str = Origin.SIAK.value


@dataclass(frozen=True, slots=True)
class Recorded:
    """One fact of a person. ``is_disputed``: somebody has reported it as wrong, and nobody has settled that yet."""

    is_known: bool
    origin: str
    origin_on: date
    is_disputed: bool

    @property
    def is_verified(self) -> bool:
        return self.origin == VERIFIED


def recorded(party_id: UUID) -> dict[str, Recorded]:
    """Every checkable fact of a person; {} for an organisation. At most four queries."""
    person = Person.objects.select_related("party").filter(pk=party_id).first()
    if person is None:
        return {}
    card = Family.objects.filter(members__person=party_id, members__to_on=None).first()
    origins = {row.field: row for row in FactOrigin.objects.filter(party=party_id)}
    disputed = set(FactReport.objects.filter(party=party_id, settled_at=None).values_list("field", flat=True))
    found = {}
    for field in OF_THE_PERSON:
        source = origins.get(field, person)
        found[field] = Recorded(_is_known(person, field), source.origin, source.origin_on, field in disputed)
    if card is not None:
        for field in OF_THE_CARD:
            is_known = field != "address" or bool(card.address)
            found[field] = Recorded(is_known, card.origin, card.origin_on, field in disputed)
    return found


def _is_known(person: Person, field: str) -> bool:
    if field == "name":
        return bool(person.party.name)
    if field == "nik":
        return bool(person.nik) and not person.provisional
    if field == "status":
        return person.status == codes.ALIVE
    return getattr(person, field) not in (None, "")
