"""A family as a form needs it: what can be filled in without asking."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F

from satuatap.kernel.errors import NotFound
from satuatap.kernel.privacy import mask_nik

from .. import codes, rules
from ..models import Family, FamilyMember, Person
from ..rules import Place
from .profiles import Profile, person_profile, profile

STANDS_IN = {"address": ("address_line", "street", "rt", "rw", "hamlet", "postal_code")}
"""Under which names a fact stands in what forms are filled from, where it is not its own."""
COUPLE = (codes.HEAD, codes.HUSBAND, codes.WIFE)


def prefill_scope(party_id: UUID) -> dict[str, Any]:
    """What the register can fill in for a party: ``party`` and ``family``, plain values ready for JSON.

    Days are written 2026-11-23, lists of the register in words. ``family.members`` and ``family.children`` are lists
    of people with ``party_id``, ``name``, ``nik``, ``sex``, ``born_on``, ``relation``; ``father`` and ``mother`` are
    the couple of the card, and are given, like the children, only to one of that couple: to anybody else on the card
    they would be the wrong people. Without a card ``family`` is empty. Who may see this: ``policies.may_prefill``.
    One query for whoever stands on a card. Raises ``NotFound``.
    """
    card = FamilyMember.objects.filter(person=party_id, to_on=None).values("family")
    members = list(
        FamilyMember.objects.filter(to_on=None, family__in=card)
        .select_related("person__party", "family")
        .order_by("relation", "person__born_on", "id")
    )
    own = next((member for member in members if member.person_id == party_id), None)
    if own is None:
        return {"party": _party(profile(party_id)), "family": {}}
    found = person_profile(own.person.party, own.family)
    return {"party": _party(found), "family": _family(found, members)}


def unfilled(scope: dict[str, Any]) -> dict[str, Any]:
    """The same without the facts that the person keeps out of forms; nothing where that is all of them."""
    if scope["party"]["is_restricted"]:
        return {}
    facts = scope["party"]["restricted_facts"]
    if not facts:
        return scope
    hidden = dict.fromkeys((name for fact in facts for name in STANDS_IN.get(fact, (fact,))), "")
    party, family = scope["party"], {} if "family" in facts else scope["family"]
    return scope | {
        "party": party | {name: "" for name in hidden if name in party},
        "family": family | {name: "" for name in hidden if name in family},
    }


def _party(found: Profile) -> dict[str, Any]:
    return {
        "party_id": str(found.party_id),
        "id": str(found.party_id),
        "kind": found.kind,
        "name": found.name,
        "nik": found.nik,
        "masked_nik": mask_nik(found.nik) if found.nik else "",
        "identity": bool(found.nik),
        "sex": found.sex,
        "born_on": found.born_on.isoformat() if found.born_on else None,
        "birth_place": found.birth_place,
        "father_name": found.father_name,
        "mother_name": found.mother_name,
        "religion": found.religion,
        "marital": found.marital,
        "occupation": found.occupation,
        "education": found.education,
        "citizenship": found.citizenship,
        "phone": found.phone,
        "email": found.email,
        "address_line": found.address_line,
        "street": found.street,
        "rt": found.rt,
        "rw": found.rw,
        "hamlet": found.hamlet,
        "area_code": found.area_code,
        "area_label": found.area_label,
        "postal_code": found.postal_code,
        "form": found.form,
        "nib": found.nib,
        "npwp": found.npwp,
        "origin": found.origin,
        "is_restricted": found.is_restricted,
        "restricted_facts": list(found.restricted_facts),
    }


def _family(found: Profile, members: Sequence[FamilyMember]) -> dict[str, Any]:
    own = next(member for member in members if member.person_id == found.party_id)
    couple = [member for member in members if member.relation in COUPLE] if own.relation in COUPLE else []
    children = [member for member in members if member.relation == codes.CHILD] if couple else []
    head = next((member for member in members if member.relation == codes.HEAD), None)
    return {
        "kk": found.kk,
        "address_line": found.address_line,
        "street": found.street,
        "rt": found.rt,
        "rw": found.rw,
        "hamlet": found.hamlet,
        "area_code": found.area_code,
        "area_label": found.area_label,
        "postal_code": found.postal_code,
        "size": len(members),
        "relation": codes.label("relation", own.relation),
        "head": _member(head) if head else None,
        "father": _one(couple, codes.MALE, own),
        "mother": _one(couple, codes.FEMALE, own),
        "children": [_member(member) for member in children],
        "members": [_member(member) for member in members],
    }


def _one(couple: Sequence[FamilyMember], sex: int, own: FamilyMember) -> dict[str, Any] | None:
    """The man or woman of a couple: oneself, or the only other one; nobody where there are several."""
    found = [member for member in couple if member.person.sex == sex]
    if own in found:
        return _member(own)
    return _member(found[0]) if len(found) == 1 else None


def _member(member: FamilyMember) -> dict[str, Any]:
    person = member.person
    return {
        "party_id": str(person.pk),
        "name": person.party.name,
        "nik": person.nik or "",
        "sex": codes.label("sex", person.sex),
        "born_on": person.born_on.isoformat(),
        "birth_place": person.birth_place,
        "marital": codes.label("marital", person.marital),
        "occupation": codes.label("occupation", person.occupation),
        "citizenship": codes.label("citizenship", person.citizenship),
        "relation": codes.label("relation", member.relation),
    }


def area_of(party_id: UUID) -> str:
    """Where the register says somebody lives; of who died or moved away, where they stood on a card last. "" for nowhere
    in the region. Raises ``NotFound``."""
    seats = FamilyMember.objects.filter(person=party_id)
    areas = list(
        seats.order_by(F("to_on").desc(nulls_first=True), "-from_on", "-id").values_list("to_on", "family__area_code")[
            :1
        ]
    )
    if areas and areas[0][0] is None:
        return areas[0][1]
    own = Person.objects.filter(pk=party_id).values_list("area_code", flat=True).first()
    if own is None:
        raise NotFound
    return own or (areas[0][1] if areas else "")


def places(family: Family) -> list[Place]:
    """The present members of a family as the rules look at them."""
    members = family.members.filter(to_on=None).select_related("person")
    return [place_of(member) for member in members]


def place_of(member: FamilyMember) -> Place:
    person = member.person
    return Place(member.relation, person.sex, person.marital, person.born_on)


def marriage_warnings(party_ids: Collection[UUID], on: date) -> tuple[str, ...]:
    """What an officer should look at twice before a marriage of these people on a day is told."""
    born = Person.objects.filter(pk__in=party_ids).order_by("pk").values_list("born_on", flat=True)
    return rules.marriage_warnings(list(born), on)


def card_warnings(family: Family, on: date) -> tuple[str, ...]:
    """What an officer should look at twice on a family's card."""
    return rules.card_warnings(places(family), on)
