"""What was written down when somebody was entered, so that it can be entered elsewhere in the same way."""

from typing import Any
from uuid import UUID

from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound

from ..models import Mandate, MandateKind, Party, Person

ENTERED = (
    "nik", "passport", "elsewhere", "provisional", "sex", "born_on", "birth_place", "religion", "marital", "occupation",
    "education", "citizenship", "blood", "phone", "email", "address", "area_code", "status", "origin",
    "father_name", "mother_name",
)  # fmt: skip


def as_entered(actor: Actor, party_id: UUID) -> dict[str, Any]:
    """The facts of a person under the names that ``actions.register_person`` takes. For the system alone."""
    if not actor.is_system:
        raise NotFound
    person = Person.objects.select_related("party").filter(party_id=party_id).first()
    if person is None:
        raise NotFound
    return {"name": person.party.name} | {name: getattr(person, name) for name in ENTERED}


def as_agreed(actor: Actor, mandate_id: UUID) -> dict[str, str] | None:
    """How somebody who was present agreed that an officer types; None for every other mandate. For the system alone."""
    if not actor.is_system:
        raise NotFound
    found = Mandate.objects.filter(pk=mandate_id, kind=MandateKind.ASSISTED).first()
    return None if found is None else {name: getattr(found, name) for name in ("how", "witness1", "witness2")}


def known_by_number(actor: Actor, nik: str, passport: str) -> UUID | None:
    """Whom the register knows under a NIK or passport number. For the system alone, that enters what an officer saw."""
    if not actor.is_system:
        raise NotFound
    if nik:
        return Party.objects.filter(person__nik=nik).values_list("pk", flat=True).first()
    return Party.objects.filter(person__passport=passport).values_list("pk", flat=True).first() if passport else None
