"""Many new families at once: for registers that come as a whole, not for people at a counter."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
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
from satuatap.kernel.forms.nik import check_kk
from satuatap.kernel.ids import uuid7

from .. import codes, rules
from ..lifecycle import Kind
from ..models import Family, Person
from ..rules import Place
from .recording import Source, first_state


class NewPerson(msgspec.Struct, frozen=True):
    """Somebody on a new card; ``relation`` is the place on it, the other numbers stand for the lists of ``codes``.

    ``nik`` may be "" for somebody who has none yet, and the provisional number of a village.
    """

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
    citizenship: int = 1
    blood: int | None = None
    father_name: str = ""
    mother_name: str = ""


class NewFamily(msgspec.Struct, frozen=True):
    """A new card with everybody on it."""

    kk: str
    area_code: str
    address: str
    members: tuple[NewPerson, ...]
    rt: str = ""
    rw: str = ""
    hamlet: str = ""


class _Home(msgspec.Struct, frozen=True):
    """A card with the ids that it and everybody on it are given."""

    family: NewFamily
    id: UUID
    members: list[tuple[NewPerson, UUID]]


PARTY = ("id", "kind", "name", "created_at")
PERSON = (
    "party_id", "nik", "provisional", "stated_nik", "passport", "sex", "born_on", "birth_place", "religion", "marital",
    "occupation", "education", "citizenship", "blood", "phone", "email", "address", "area_code", "elsewhere", "status",
    "origin", "origin_on", "keys", "father_name", "mother_name",
)  # fmt: skip
FAMILY = ("id", "kk", "area_code", "address", "rt", "rw", "hamlet", "postal_code", "origin", "origin_on")
MEMBER = ("id", "family_id", "person_id", "relation", "from_on", "to_on")
EVENT = (
    "id", "kind", '"on"', "counts_from", "recorded_at", "recorded_by", "area_code", "origin", "first_state", "document",
    "document_on", "issuer", "about", "report_id",
)  # fmt: skip
CHANGE = ("event_id", "party_id", "family_id", "facts", "before")


@transaction.atomic
def enter_families(*, families: Sequence[NewFamily], origin: str, origin_on: date, by: Actor, at: datetime) -> int:
    """Enter new families with everybody on their cards, all or none; returns how many people that were.

    Everything is held against the rules of the register first, then written by COPY, each card with the event that
    entered it, under one trace. Raises
    ``Refused`` for what cannot be, and ``Refused("nik-taken")`` or ``Refused("kk-taken")`` when a number is somebody's
    already or stands twice; ``NotFound`` to people: whoever sits at a counter enters one by one.
    """
    if not by.is_system:
        raise NotFound
    with keys_gathered():
        people = write_families(families=families, source=Source(origin=origin), on=origin_on, by=by, at=at)
    record("residents.families-entered", by=by, at=at, fields=["kk", "nik"])
    return len(people) - len(families)


@contextmanager
def keys_gathered() -> Iterator[None]:
    """For very many people in the caller's transaction: their search keys go into the index some thousand at a time, at
    two thirds of the cost. Whoever searches meanwhile reads at most 4 MB more; who writes meanwhile goes without."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT residents_gather_keys(true)")
        (is_gathering,) = cursor.fetchone() or (False,)
        yield
        if is_gathering:
            cursor.execute("SELECT residents_gather_keys(false)")


def write_families(
    *, families: Sequence[NewFamily], source: Source, on: date, by: Actor, at: datetime
) -> list[tuple[str, UUID]]:
    """Write new cards in the caller's transaction; the ids of all that came, each named "party" or "family"."""
    origin, origin_on = source.origin, on
    _require_sound(families, at.date())
    _require_new(families)
    homes = [_Home(family, uuid7(), [(person, uuid7()) for person in family.members]) for family in families]
    copy_rows(
        "residents_party", PARTY, ((pk, "person", _name(person), at) for home in homes for person, pk in home.members)
    )
    copy_rows("residents_person", PERSON, (row for home in homes for row in _person_rows(home, origin, origin_on)))
    copy_rows("residents_family", FAMILY, (_family_row(home, origin, origin_on) for home in homes))
    copy_rows("residents_familymember", MEMBER, (row for home in homes for row in _member_rows(home, origin_on)))
    events = list(zip(event_ids(len(homes)), homes, strict=True))
    copy_rows("residents_civilevent", EVENT, (_event_row(pk, home, source, origin_on, by, at) for pk, home in events))
    copy_rows("residents_eventchange", CHANGE, (row for pk, home in events for row in _change_rows(pk, home)))
    came = [("family", home.id) for home in homes]
    return came + [("party", pk) for home in homes for _person, pk in home.members]


def _require_sound(families: Sequence[NewFamily], today: date) -> None:
    codes_used = {family.area_code for family in families}
    if unknown := codes_used - {area.code for area in regions.areas(codes_used)}:
        raise Refused("area", _("Wilayah %(code)s tidak dikenal.") % {"code": min(unknown)}, field="area_code")
    for family in families:
        check_kk(family.kk)
        rules.require_card([Place(p.relation, p.sex, p.marital, p.born_on) for p in family.members])
        for person in family.members:
            rules.nik_number(person.nik, provisional=person.nik.startswith("0"))
            rules.require_person(sex=person.sex, born_on=person.born_on, today=today)
            rules.require_codes(
                religion=person.religion, marital=person.marital, occupation=person.occupation,
                education=person.education,
            )  # fmt: skip


def _require_new(families: Sequence[NewFamily]) -> None:
    cards = [family.kk for family in families]
    numbers = [person.nik for family in families for person in family.members if person.nik]
    if len(set(cards)) != len(cards) or Family.objects.filter(kk__in=cards).exists():
        raise Refused("kk-taken", _("Ada nomor KK yang sudah tercatat atau tertulis dua kali."), field="kk")
    if len(set(numbers)) != len(numbers) or Person.objects.filter(nik__in=numbers).exists():
        raise Refused("nik-taken", _("Ada NIK yang sudah tercatat atau tertulis dua kali."), field="nik")


def _name(person: NewPerson) -> str:
    return rules.person_name(person.name)


def _person_rows(home: _Home, origin: str, origin_on: date) -> Iterator[tuple[Any, ...]]:
    family = home.family
    place = f"{family.address} {family.hamlet}"
    for person, party_id in home.members:
        keys = rules.search_keys(
            person.name, person.born_on, area_code=family.area_code, address=place, rt=family.rt, rw=family.rw
        )
        yield (
            party_id, person.nik or None, person.nik.startswith("0"), "", None, person.sex, person.born_on, person.birth_place, person.religion,
            person.marital, person.occupation, person.education, person.citizenship, person.blood, "", "", "", "", "", codes.ALIVE, origin,
            origin_on, _array(keys), person.father_name, person.mother_name,
        )  # fmt: skip


def _array(texts: list[str]) -> str | list[str]:
    """As PostgreSQL reads an array; what would have to be escaped is left to the library, which is slower."""
    quoted = '","'.join(texts)
    is_plain = "\\" not in quoted and quoted.count('"') == 2 * (len(texts) - 1)
    return f'{{"{quoted}"}}' if is_plain and texts else texts


def _family_row(home: _Home, origin: str, origin_on: date) -> tuple[Any, ...]:
    family = home.family
    place = (family.area_code, family.address, family.rt, family.rw, family.hamlet)
    return (home.id, family.kk, *place, "", origin, origin_on)


def _member_rows(home: _Home, on: date) -> Iterator[tuple[Any, ...]]:
    for person, party_id in home.members:
        yield (uuid7(), home.id, party_id, person.relation, on, None)


def event_ids(many: int) -> list[int]:
    """Numbers for so many events, in the order of recording."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('residents_civilevent', 'id')) FROM generate_series(1, %s)", [many]
        )
        return [row[0] for row in cursor.fetchall()]


def _event_row(pk: int, home: _Home, source: Source, on: date, by: Actor, at: datetime) -> tuple[Any, ...]:
    """The event by which the register begins to know the card and everybody on it."""
    state = first_state(source)
    return (pk, Kind.ENTER, on, on, at, by.id, home.family.area_code, source.origin, state, "", None, "", None, None)


def _change_rows(event_id: int, home: _Home) -> Iterator[tuple[Any, ...]]:
    card = {name: fact for name, fact in msgspec.structs.asdict(home.family).items() if fact and name != "members"}
    yield (event_id, None, home.id, _json(card), "{}")
    for person, party_id in home.members:
        facts = {name: fact for name, fact in msgspec.structs.asdict(person).items() if fact not in (None, "")}
        if person.nik.startswith("0"):
            facts["provisional"] = True
        facts |= {"name": _name(person), "status": codes.ALIVE, "family": str(home.id)}
        yield (event_id, party_id, None, _json(facts), "{}")


def _json(facts: dict[str, Any]) -> str:
    return msgspec.json.encode(facts).decode()


def copy_rows(table: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Write rows by COPY, in the caller's transaction. The connection can ask nothing until the last row has come."""
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
