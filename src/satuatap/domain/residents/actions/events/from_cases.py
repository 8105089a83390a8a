"""Cases that end in an event: what a form says, in the words of the register.

What does not fit (somebody unknown, a name that is another's) is no reason to hold the case up: whoever decided it
finds the refusal in the open list of their office, and records the event by hand.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.forms.nik import digits_of

from ... import codes, policies, rules
from ...lifecycle import Kind, Task
from ...models import CivilEvent, Family, FollowUp, Person
from ...rules import Member
from ..recording import Source
from .lives import report_birth, report_death
from .moves import report_move_in
from .telling import Card

Facts = Mapping[str, Any]
WORDS_OF_SEX = {"laki-laki": codes.MALE, "perempuan": codes.FEMALE}


@transaction.atomic
def tell_from_case(
    *, kind: str, facts: Facts, source: Source, about: UUID, unit_id: UUID, by: Actor, at: datetime
) -> CivilEvent | None:
    """The event that a case led to, from the ``facts`` of its form; None where it has to be recorded by hand.

    Told again it is the event that stands. ``facts`` are those of ``TOLD_BY_CASES``.
    """
    policies.require(by.is_system)
    try:
        with transaction.atomic():
            return TELLS[kind](facts, source, about, by, at)
    except (Refused, NotFound) as refusal:
        words = refusal.message if isinstance(refusal, Refused) else _("Orang atau kartu keluarganya belum tercatat.")
        task, is_new = FollowUp.objects.get_or_create(
            about=about, task=f"{Task.BY_HAND}:{kind}", event=None,
            defaults={"unit_id": unit_id, "words": words[:300], "opened_at": at},
        )  # fmt: skip
        if is_new:
            record("residents.event-left-to-a-person", on=task, by=by, at=at, unit_id=unit_id)
        return None


def _birth(facts: Facts, source: Source, about: UUID, by: Actor, at: datetime) -> CivilEvent:
    nik, name = ("mother", "mother_name") if facts["mother"] else ("father", "father_name")
    family = _card_of(_named(facts[nik], facts[name]))
    return report_birth(
        name=facts["name"], sex=WORDS_OF_SEX[facts["sex"]], born_on=_day(facts["on"]), family_id=family,
        birth_place=facts["place"], father_name=facts["father_name"], mother_name=facts["mother_name"], source=source,
        about=about, by=by, at=at,
    )  # fmt: skip


def _death(facts: Facts, source: Source, about: UUID, by: Actor, at: datetime) -> CivilEvent:
    person = _named(facts["nik"], facts["name"])
    return report_death(party_id=person.pk, on=_day(facts["on"]), source=source, about=about, by=by, at=at)


def _move_in(facts: Facts, source: Source, about: UUID, by: Actor, at: datetime) -> CivilEvent:
    numbers, names, relations = facts["niks"], facts["names"], facts["relations"]
    members = [
        Member(_named(nik, name).pk, _relation(relation))
        for nik, name, relation in zip(numbers, names, relations, strict=True)
    ]
    number = digits_of(facts["kk"].split("/")[0])  # SIAK's number, with the day of the card behind it
    joined = Family.objects.filter(kk=number).first()
    card = Card(facts["area"], facts["address"], number, facts["rt"], facts["rw"])
    return report_move_in(
        members=members, on=_day(facts["on"]), family_id=joined.pk if joined else None, card=card, source=source,
        about=about, by=by, at=at,
    )  # fmt: skip


TELLS: Mapping[str, Callable[[Facts, Source, UUID, Actor, datetime], CivilEvent]] = {
    Kind.BIRTH.value: _birth,
    Kind.DEATH.value: _death,
    Kind.MOVE_IN.value: _move_in,
}


def _known(nik: str) -> Person | None:
    digits = digits_of(nik)
    return Person.objects.select_related("party").filter(nik=digits).first() if digits else None


def _named(nik: str, name: str) -> Person:
    """The person of a number, if the name is theirs. Raises ``Refused`` otherwise."""
    person = _known(nik)
    if person is None:
        raise NotFound
    if rules.name_letters(person.party.name) != rules.name_letters(name):
        raise Refused("name", _("Nama dan NIK pada berkas tidak cocok dengan data penduduk."), field="name")
    return person


def _card_of(person: Person) -> UUID:
    seat = person.memberships.filter(to_on=None).first()
    if seat is None:
        raise NotFound
    return seat.family_id


def _relation(words: str) -> int:
    """The code of a relation written as in forms: *kepala-keluarga*."""
    known = {label.lower().replace(" ", "-"): code for code, label in codes.RELATION.items()}
    return known.get(words, codes.OTHER)


def _day(text: str) -> date:
    return date.fromisoformat(text)
