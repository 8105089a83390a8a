"""Many new families at once: for registers that come as a whole, not for people at a counter."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec
from django.db import connection, transaction
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.domain.regions import queries as regions
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.forms.nik import check_kk, check_nik
from satuatap.kernel.ids import uuid7

from .. import codes, rules
from ..models import Family, Person
from ..rules import Place


class NewPerson(msgspec.Struct, frozen=True):
    """Somebody on a new card; ``relation`` is the place on it, the other numbers stand for the lists of ``codes``."""

    relation: int
    name: str
    nik: str
    sex: int
    born_on: date
    birth_place: str = ""
    religion: int | None = None
    marital: int | None = None
    occupation: int | None = None
    education: int | None = None


class NewFamily(msgspec.Struct, frozen=True):
    """A new card with everybody on it."""

    kk: str
    area_code: str
    address: str
    members: tuple[NewPerson, ...]
    rt: str = ""
    rw: str = ""
    hamlet: str = ""


PARTY = ("id", "kind", "name", "created_at")
PERSON = (
    "party_id", "nik", "provisional", "stated_nik", "passport", "sex", "born_on", "birth_place", "religion", "marital",
    "occupation", "education", "citizenship", "blood", "phone", "email", "address", "area_code", "elsewhere", "status",
    "origin", "origin_on", "keys",
)  # fmt: skip
FAMILY = ("id", "kk", "area_code", "address", "rt", "rw", "hamlet", "postal_code", "origin", "origin_on")
MEMBER = ("id", "family_id", "person_id", "relation", "from_on", "to_on")


@transaction.atomic
def enter_families(*, families: Sequence[NewFamily], origin: str, origin_on: date, by: Actor, at: datetime) -> int:
    """Enter new families with everybody on their cards, all or none; returns how many people that were.

    Everything is held against the rules of the register first, then written by COPY, under one trace. Raises
    ``Refused`` for what cannot be, and ``Refused("nik-taken")`` or ``Refused("kk-taken")`` when a number is somebody's
    already or stands twice; ``NotFound`` to people: whoever sits at a counter enters one by one.
    """
    if not by.is_system:
        raise NotFound
    _require_sound(families, at.date())
    _require_new(families)
    seats = [(family, uuid7(), [(person, uuid7()) for person in family.members]) for family in families]
    people = [(person, party_id) for _family, _id, members in seats for person, party_id in members]
    _copy(
        "residents_party",
        PARTY,
        ((party_id, "person", rules.person_name(person.name), at) for person, party_id in people),
    )
    rows = (
        _person_row(person, party_id, origin, origin_on, _keys(family, person))
        for family, _id, members in seats
        for person, party_id in members
    )
    _copy("residents_person", PERSON, rows)
    _copy("residents_family", FAMILY, (_family_row(family, pk, origin, origin_on) for family, pk, _members in seats))
    _copy("residents_familymember", MEMBER, _member_rows(seats, origin_on))
    record("residents.families-entered", by=by, at=at, fields=["kk", "nik"])
    return len(people)


def _require_sound(families: Sequence[NewFamily], today: date) -> None:
    codes_used = {family.area_code for family in families}
    if unknown := codes_used - {area.code for area in regions.areas(codes_used)}:
        raise Refused("area", _("Wilayah %(code)s tidak dikenal.") % {"code": min(unknown)}, field="area_code")
    for family in families:
        check_kk(family.kk)
        rules.require_card([Place(p.relation, p.sex, p.marital, p.born_on) for p in family.members])
        for person in family.members:
            check_nik(person.nik)
            rules.require_person(sex=person.sex, born_on=person.born_on, today=today)
            rules.require_codes(
                religion=person.religion, marital=person.marital, occupation=person.occupation,
                education=person.education,
            )  # fmt: skip


def _require_new(families: Sequence[NewFamily]) -> None:
    cards = [family.kk for family in families]
    numbers = [person.nik for family in families for person in family.members]
    if len(set(cards)) != len(cards) or Family.objects.filter(kk__in=cards).exists():
        raise Refused("kk-taken", _("Ada nomor KK yang sudah tercatat atau tertulis dua kali."), field="kk")
    if len(set(numbers)) != len(numbers) or Person.objects.filter(nik__in=numbers).exists():
        raise Refused("nik-taken", _("Ada NIK yang sudah tercatat atau tertulis dua kali."), field="nik")


def _keys(family: NewFamily, person: NewPerson) -> list[str]:
    place = f"{family.address} {family.hamlet}"
    return rules.search_keys(
        person.name, person.born_on, area_code=family.area_code, address=place, rt=family.rt, rw=family.rw
    )


def _person_row(person: NewPerson, party_id: UUID, origin: str, origin_on: date, keys: list[str]) -> tuple[Any, ...]:
    return (
        party_id, person.nik, False, "", None, person.sex, person.born_on, person.birth_place, person.religion,
        person.marital, person.occupation, person.education, 1, None, "", "", "", "", "", codes.ALIVE, origin, origin_on,
        keys,
    )  # fmt: skip


def _family_row(family: NewFamily, pk: UUID, origin: str, origin_on: date) -> tuple[Any, ...]:
    place = (family.area_code, family.address, family.rt, family.rw, family.hamlet)
    return (pk, family.kk, *place, "", origin, origin_on)


def _member_rows(
    seats: Iterable[tuple[Any, UUID, list[tuple[NewPerson, UUID]]]], on: date
) -> Iterator[tuple[Any, ...]]:
    for _family, family_id, members in seats:
        for person, party_id in members:
            yield (uuid7(), family_id, party_id, person.relation, on, None)


def _copy(table: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
