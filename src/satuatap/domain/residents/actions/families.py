"""Entering family cards."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.forms.nik import check_kk

from .. import policies, rules
from ..lifecycle import Kind
from ..models import Family, FamilyMember, Origin, Person
from ..queries.history import OF_FAMILY, family_facts
from ..rules import Change, Member, Place
from .people import require_area
from .recording import Source, Telling, write_event


class _NotTheirs(NotFound):
    """Somebody stands on a card outside the area of whoever writes."""

    def __init__(self, party_id: UUID) -> None:
        super().__init__()
        self.party_id = party_id


def put_family(
    *,
    kk: str,
    area_code: str,
    address: str,
    members: Sequence[Member],
    by: Actor,
    at: datetime,
    rt: str = "",
    rw: str = "",
    hamlet: str = "",
    postal_code: str = "",
    origin: str = Origin.VILLAGE,
    origin_on: date | None = None,
) -> Family:
    """Enter a family card, or bring the card with this number to what is given.

    Members who are not given any more leave it today; one who stands on another card leaves that one. Raises
    ``Refused`` for a card without exactly one head, for spouses of the wrong sex, and for an unknown area;
    ``NotFound`` to officers of another area, and where
    somebody would leave a card of one: that this was asked stays in the record.
    """
    policies.require(policies.serves_area(by, area_code))
    number = check_kk(kk)
    require_area(area_code)
    facts: dict[str, Any] = {
        "area_code": area_code, "address": address, "rt": rt, "rw": rw, "hamlet": hamlet, "postal_code": postal_code,
        "origin": origin, "origin_on": origin_on or at.date(),
    }  # fmt: skip
    try:
        return _put(kk=number, facts=facts, members=members, by=by, at=at)
    except _NotTheirs as problem:
        record(
            "residents.family-refused",
            by=by,
            at=at,
            party_id=problem.party_id,
            unit_id=min(by.unit_ids(), default=None),
        )
        raise NotFound from None


@transaction.atomic
def _put(*, kk: str, facts: dict[str, Any], members: Sequence[Member], by: Actor, at: datetime) -> Family:
    known = Family.objects.select_for_update().filter(kk=kk).first()
    if known is not None:
        policies.require(policies.serves_area(by, known.area_code))
    people = _people(members, by)
    rules.require_card([Place(m.relation, p.sex, p.marital, p.born_on) for m, p in zip(members, people, strict=True)])
    family = known or Family.objects.create(kk=kk, **facts)
    changes = _changes(family, known, facts, {p.pk: m.relation for m, p in zip(members, people, strict=True)})
    if changes:
        told = Telling(
            kind=Kind.ENTER if known is None else Kind.FAMILY, on=at.date(), changes=changes, area_code=facts["area_code"],
            source=Source(origin=facts["origin"], document_on=facts["origin_on"]), new=() if known else (family.pk,),
        )  # fmt: skip
        write_event(told, by=by, at=at)
        family.refresh_from_db()
    for person in people:
        record("residents.family-put", on=family, by=by, at=at, party_id=person.pk, fields=["kk", "address"])
    return family


def _people(members: Sequence[Member], by: Actor) -> list[Person]:
    ids = [member.party_id for member in members]
    if len(set(ids)) != len(ids):
        raise Refused("twice", _("Satu orang tercatat dua kali dalam kartu ini."), field="members")
    found = {person.pk: person for person in Person.objects.select_for_update().filter(pk__in=ids).order_by("pk")}
    if len(found) != len(ids):
        raise NotFound
    cards = FamilyMember.objects.filter(person__in=ids, to_on=None).values_list("person", "family__area_code")
    for party_id, area_code in cards.order_by("person"):
        if not policies.serves_area(by, area_code):
            raise _NotTheirs(party_id)
    return [found[party_id] for party_id in ids]


def _changes(family: Family, known: Family | None, facts: dict[str, Any], relations: dict[UUID, int]) -> list[Change]:
    """What differs from what the register says: the card itself, who leaves it, and who takes which place on it."""
    here = {row.person_id: row.relation for row in family.members.filter(to_on=None)}
    changes = [
        Change({"family": None, "relation": None}, party=party_id) for party_id in here if party_id not in relations
    ]
    changes += [
        Change({"family": str(family.pk), "relation": relation}, party=party_id)
        for party_id, relation in relations.items()
        if here.get(party_id) != relation
    ]
    if known is None:
        changes.append(Change(family_facts(family), family=family.pk))
    elif differing := {name: value for name, value in facts.items() if getattr(known, name) != value}:
        changes.append(Change({n: v for n, v in differing.items() if n in OF_FAMILY}, family=family.pk))
    return changes
