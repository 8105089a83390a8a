"""Looking people up: officers with a purpose, and the one question an account may ask."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record, record_looks
from satuatap.domain.regions import queries as regions
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.forms.nik import digits_of
from satuatap.kernel.privacy import mask_nik

from .. import policies, rules
from ..models import FamilyMember, Party, PartyKind, Person
from .families import area_of
from .spellings import by_name, is_inside, narrowed

MOST_ROWS = 20
NOBODY_BORN = date(1, 1, 1)


@dataclass(frozen=True, slots=True)
class Found:
    """One row of a search. ``area_label`` is *Tamansari, Licin*; organisations have no NIK and no birth date."""

    party_id: UUID
    kind: str
    name: str
    masked_nik: str
    born_on: date | None
    area_label: str


@dataclass(frozen=True, slots=True)
class Where:
    """What narrows a search for a name: a birth date, an area of the region, the neighbourhood, words of the street."""

    born_on: date | None = None
    area_code: str = ""
    rt: str = ""
    rw: str = ""
    street: str = ""


ANYWHERE = Where()


def find(
    actor: Actor, text: str, purpose: str, *, at: datetime, where: Where = ANYWHERE, keeps: bool = False
) -> tuple[Found, ...]:
    """People and organisations by exact NIK, NIB or passport, everybody of a family card by its number, or people by
    name, however it is spelled; at most twenty.

    By NIK a counter finds anybody, for whoever stands there shows the card; by name or card a village finds its own
    people only, and who ``keeps`` the register finds nobody of another area by any number. Where neither area nor birth date narrows the search, the name has to begin as it is written. Every
    row shown is written down as a look, and so is that a search was refused. Raises ``NotFound`` for those who serve
    nobody, and ``Refused`` for a missing purpose or fewer than three letters.
    """
    try:
        if not policies.serves_people(actor):
            raise NotFound
        if not purpose.strip():
            raise Refused("purpose", _("Sebutkan dulu untuk apa data ini dibuka."), field="purpose")
        areas = areas_of(actor, keeps=keeps)
        rows = [row for row in _matching(text, where, areas) if not keeps or _is_kept(row, areas)]
    except (NotFound, Refused):
        record("residents.search-refused", by=actor, at=at, purpose=purpose, unit_id=policies.counter_of(actor))
        raise
    record("residents.searched", by=actor, at=at, purpose=purpose)
    return _shown(rows, actor, purpose, at=at)


def _shown(rows: Sequence[Any], actor: Actor, purpose: str, *, at: datetime) -> tuple[Found, ...]:
    """The rows for a page; each is written down as a look of the actor's office."""
    if rows:
        fields = ("name", "nik", "born_on", "area")
        record_looks(
            party_ids=[party.pk for party in rows], by=actor, at=at, purpose=purpose, fields=fields,
            unit_id=policies.counter_of(actor),
        )  # fmt: skip
    labels = regions.village_labels({party.area for party in rows if party.area})
    return tuple(_found(party, labels) for party in rows)


def _matching(text: str, where: Where, areas: frozenset[str]) -> list[Any]:
    """The parties asked for, each with the code of its ``area``."""
    everyone = with_area()
    digits = digits_of(text)
    if digits.isascii() and digits.isdigit():
        return _by_number(everyone, digits, areas)
    if rules.PASSPORT.fullmatch(passport := digits.upper()):
        return list(everyone.filter(person__passport=passport))
    beginning = " ".join(text.split()).lower()
    if len(beginning) < rules.SHORTEST_SEARCH and not (where.born_on or where.rt):
        raise Refused("too-short", _("Ketik NIK, atau paling sedikit tiga huruf pertama nama."), field="text")
    few = narrowed_to(areas, where)
    if few is not None:
        return by_name(everyone, text, few, areas)
    named = everyone.filter(name_key__startswith=beginning).order_by("name_key", "id")
    return list(named[:MOST_ROWS])


def _by_number(everyone: QuerySet[Any], digits: str, areas: frozenset[str]) -> list[Any]:
    """One person or organisation, or everybody on the card of that number, the head first: a card of the areas alone,
    for whoever shows one card does not show everybody's."""
    for number in (
        "person__nik",
        "organisation__nib",
    ):  # one by one: either of two indexes is used, both together never
        if found := list(everyone.filter(**{number: digits})):
            return found
    members = FamilyMember.objects.filter(family__kk=digits, to_on=None).order_by("relation", "id")
    order = {party_id: place for place, party_id in enumerate(members.values_list("person", flat=True))}
    found = [party for party in everyone.filter(pk__in=order) if is_inside(party.area, areas)]
    return sorted(found, key=lambda party: order[party.pk])[:MOST_ROWS]


def narrowed_to(areas: Iterable[str], where: Where) -> Q | None:
    """Whom the areas served and the rest of the search leave; None where that is everybody."""
    keys = [rules.born_key(where.born_on)] if where.born_on else []
    keys += [f"a{where.area_code}"] if where.area_code else []
    keys += [key for key in (rules.house_key(where.rt, where.rw), *rules.street_keys(where.street)) if key]
    return narrowed(frozenset(areas), keys)


def _is_kept(party: Any, areas: frozenset[str]) -> bool:
    """Whether a party belongs to the register of the areas; who died or moved away stays with the last of them."""
    if party.area or party.kind != PartyKind.PERSON:
        return is_inside(party.area, areas)
    return is_inside(area_of(party.pk), areas)


def areas_of(actor: Actor, *, keeps: bool = False) -> frozenset[str]:
    """Where the actor serves people, or keeps the register of them."""
    roles = policies.KEEPER_ROLES if keeps else policies.COUNTER_ROLES
    return frozenset({policies.WHOLE_REGION}) if actor.is_system else policies.areas_served(actor, roles)


def with_area() -> QuerySet[Any]:
    family = FamilyMember.objects.filter(person=OuterRef("pk"), to_on=None).values("family__area_code")
    return Party.objects.select_related("person", "organisation").annotate(
        area=Coalesce(Subquery(family), "person__area_code", "organisation__area_code")
    )


def within(people: QuerySet[Any], areas: Iterable[str]) -> QuerySet[Any]:
    served = set(areas)
    if policies.WHOLE_REGION in served:
        return people
    inside = Q(pk__in=[])
    for code in served:
        inside |= Q(area=code) | Q(area__startswith=f"{code}.")
    return people.filter(inside)


def _found(party: Any, labels: dict[str, str]) -> Found:
    person: Person | None = getattr(party, "person", None)
    return Found(
        party_id=party.pk,
        kind=party.kind,
        name=party.name,
        masked_nik=mask_nik(person.nik) if person and person.nik else "",
        born_on=person.born_on if person else None,
        area_label=labels.get(party.area or "", ""),
    )


def namesakes(actor: Actor, name: str, born_on: date, purpose: str, *, at: datetime) -> tuple[Found, ...]:
    """Who has this birth date and a name of the same letters: asked before somebody is entered who may be known already.

    The rows are written down as looks. Raises ``NotFound`` for those who serve nobody.
    """
    if not policies.serves_people(actor):
        raise NotFound
    letters = rules.name_letters(name)
    born = with_area().filter(person__born_on=born_on).order_by("id")
    rows = [party for party in born if rules.name_letters(party.name) == letters][:MOST_ROWS]
    return _shown(rows, actor, purpose, at=at)


def match(nik: str, name: str, born_on: date) -> bool:
    """Whether a NIK, a name and a birth date belong together in the register.

    The one answer an account may have before it is proven. A NIK that nobody has and a NIK of somebody else take the
    same path and the same time. Raises ``Refused`` for what cannot be a NIK.
    """
    digits = rules.nik_number(nik, provisional=False)
    known = Person.objects.filter(nik=digits).values_list("party__name", "born_on").first() if digits else None
    known_name, known_born_on = known or ("", NOBODY_BORN)
    return rules.is_same(name, born_on, known_name, known_born_on)


def nik_warnings(nik: str, *, born_on: date, sex: int) -> tuple[str, ...]:
    """What an officer should look at twice about a NIK. Raises ``Refused`` for what cannot be one."""
    digits = rules.nik_number(nik, provisional=False)
    if digits is None:
        return ()
    known = regions.knows_district(digits[:6])
    return rules.nik_warnings(digits, born_on=born_on, sex=sex, is_district_known=known)
