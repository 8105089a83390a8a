"""Births and deaths, people who are missing and who are found again."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import Refused

from ... import codes, rules
from ...lifecycle import Kind
from ...models import CivilEvent, Family
from ...queries.families import COUPLE
from ...queries.history import person_facts
from ...rules import Change
from ..people import new_numbers, write_person
from ..recording import Source
from .telling import already, family, origin, require_tells_of, tell


@transaction.atomic
def report_birth(
    *,
    name: str,
    sex: int,
    born_on: date,
    family_id: UUID,
    source: Source,
    by: Actor,
    at: datetime,
    birth_place: str = "",
    father_name: str = "",
    mother_name: str = "",
    nik: str = "",
    religion: int | None = None,
    relation: int = codes.CHILD,
    about: UUID | None = None,
) -> CivilEvent:
    """A child was born to a family; it stands on that card from now on, and gets its NIK when there is one.

    Parents who are not named are the couple of the card, where it has one.

    Told of the same case again, the event that stands is given. Raises ``Refused`` for what cannot be, ``NotFound`` to
    those who do not record for the family's area.
    """
    card = family(by, family_id)
    if known := already(about, Kind.BIRTH):
        return known
    _require_not_told(card, name, born_on)
    digits, _passport = new_numbers(nik, "", provisional=False)
    father, mother = (father_name, mother_name) if father_name or mother_name else couple_names(card, relation)
    child = write_person(
        name=name, sex=sex, born_on=born_on, at=at, nik=digits, birth_place=birth_place, religion=religion,
        father_name=father, mother_name=mother,
        marital=codes.UNMARRIED, status=codes.ALIVE, origin=origin(source), origin_on=source.document_on or born_on,
    )  # fmt: skip
    facts = person_facts(child.person) | {"family": str(card.pk), "relation": relation}
    return tell(
        Kind.BIRTH, born_on, [Change(facts, party=child.pk)], area_code=card.area_code, source=source, about=about,
        new=[child.pk], by=by, at=at,
    )  # fmt: skip


def _require_not_told(card: Family, name: str, born_on: date) -> None:
    """Raises ``Refused`` where the card has a child of this name and day: told twice, twins have two names."""
    here = card.members.filter(to_on=None, person__born_on=born_on).values_list("person__party__name", flat=True)
    if rules.name_letters(name) in {rules.name_letters(known) for known in here}:
        words = _("Anak dengan nama dan tanggal lahir itu sudah ada di kartu keluarga ini.")
        raise Refused("told", words, field="name")


def couple_names(card: Family, relation: int) -> tuple[str, str]:
    """Father and mother of a child of a card: its only man and its only woman at the head of it, "" for who is not one."""
    if relation != codes.CHILD:
        return "", ""
    seats = card.members.filter(to_on=None, relation__in=COUPLE).values_list("person__sex", "person__party__name")
    names = {sex: [name for of, name in seats if of == sex] for sex in (codes.MALE, codes.FEMALE)}
    father, mother = (found[0] if len(found) == 1 else "" for found in names.values())
    return father, mother


@transaction.atomic
def report_death(
    *,
    party_id: UUID,
    on: date,
    source: Source,
    by: Actor,
    at: datetime,
    new_head: UUID | None = None,
    about: UUID | None = None,
) -> CivilEvent:
    """Somebody died: they leave their card, husband or wife is widowed, and a card without head gets the one named, or
    the one the rules propose. Raises ``Refused`` for a day on which that cannot be, ``NotFound`` to other areas.
    """
    return _status(party_id, codes.DEAD, Kind.DEATH, on, source, by=by, at=at, new_head=new_head, about=about)


@transaction.atomic
def report_missing(
    *, party_id: UUID, on: date, source: Source, by: Actor, at: datetime, about: UUID | None = None
) -> CivilEvent:
    """Nobody knows where somebody is since a day; the place on the card stays."""
    return _status(party_id, codes.MISSING, Kind.MISSING, on, source, by=by, at=at, about=about)


@transaction.atomic
def report_found(
    *, party_id: UUID, on: date, source: Source, by: Actor, at: datetime, about: UUID | None = None
) -> CivilEvent:
    """Somebody who was missing is here again."""
    return _status(party_id, codes.ALIVE, Kind.FOUND, on, source, by=by, at=at, about=about)


def _status(
    party_id: UUID,
    status: int,
    kind: str,
    on: date,
    source: Source,
    *,
    by: Actor,
    at: datetime,
    new_head: UUID | None = None,
    about: UUID | None = None,
) -> CivilEvent:
    area_code = require_tells_of(by, party_id)
    return tell(
        kind, on, [Change({"status": status}, party=party_id)], area_code=area_code, source=source, about=about,
        new_head=new_head, by=by, at=at,
    )  # fmt: skip
