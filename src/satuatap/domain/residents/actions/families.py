"""Entering family cards."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.forms.nik import check_kk

from .. import policies, rules
from ..models import Family, FamilyMember, Origin, Person
from ..rules import Member, Place
from .people import require_area


@transaction.atomic
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
    ``NotFound`` to officers of another area.
    """
    policies.require(policies.serves_area(by, area_code))
    number = check_kk(kk)
    require_area(area_code)
    known = Family.objects.select_for_update().filter(kk=number).first()
    if known is not None:
        policies.require(policies.serves_area(by, known.area_code))
    people = _people(members)
    rules.require_card([Place(m.relation, p.sex, p.marital, p.born_on) for m, p in zip(members, people, strict=True)])
    facts = {
        "area_code": area_code, "address": address, "rt": rt, "rw": rw, "hamlet": hamlet,
        "postal_code": postal_code, "origin": origin, "origin_on": origin_on or at.date(),
    }  # fmt: skip
    family, _created = Family.objects.update_or_create(kk=number, defaults=facts)
    _seat(family, {p.pk: m.relation for m, p in zip(members, people, strict=True)}, at.date())
    for person in people:
        record("residents.family-put", on=family, by=by, at=at, party_id=person.pk, fields=["kk", "address"])
    return family


def _people(members: Sequence[Member]) -> list[Person]:
    ids = [member.party_id for member in members]
    if len(set(ids)) != len(ids):
        raise Refused("twice", _("Satu orang tercatat dua kali dalam kartu ini."), field="members")
    found = {person.pk: person for person in Person.objects.select_for_update().filter(pk__in=ids).order_by("pk")}
    if len(found) != len(ids):
        raise NotFound
    return [found[party_id] for party_id in ids]


def _seat(family: Family, relations: dict[UUID, int], on: date) -> None:
    """Let everybody leave who no longer sits here or sits elsewhere, then seat the newcomers."""
    here = {member.person_id: member for member in family.members.filter(to_on=None)}
    staying = {pk for pk, member in here.items() if relations.get(pk) == member.relation}
    leaving = [member.pk for pk, member in here.items() if pk not in staying]
    newcomers = {pk: relation for pk, relation in relations.items() if pk not in staying}
    elsewhere = FamilyMember.objects.filter(to_on=None, person__in=newcomers).exclude(family=family)
    ended = FamilyMember.objects.filter(pk__in=[*leaving, *elsewhere.values_list("pk", flat=True)])
    ended.update(to_on=on)
    FamilyMember.objects.bulk_create(
        FamilyMember(family=family, person_id=pk, relation=relation, from_on=on) for pk, relation in newcomers.items()
    )
