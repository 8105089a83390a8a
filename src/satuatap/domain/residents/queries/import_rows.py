"""What a worker asks of a file of residents and of the register while it checks and enters: many rows at a time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

import msgspec
from django.db.models import F, FilteredRelation, Q, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from satuatap.kernel.errors import Refused

from .. import codes, rules
from ..lifecycle import ENTERED
from ..models import FamilyMember, ImportBatch, ImportLine, Person
from ..rules import Place
from .history import OF_PERSON, plain

CARDS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody a row names, as the register knows them; ``kk`` is "" for who stands on no card."""

    party_id: UUID
    facts: Mapping[str, Any]
    area_code: str
    kk: str
    relation: int | None
    status: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a file that changes something."""

    number: int
    finding: str
    kk: str
    facts: dict[str, Any]
    changes: dict[str, list[Any]]
    party: UUID | None


Card = tuple[str, list[Row]]


def known_by_nik(numbers: Sequence[str]) -> dict[str, Known]:
    """Whom the register knows by these numbers."""
    seat = FilteredRelation("memberships", condition=Q(memberships__to_on=None))
    people = Person.objects.filter(nik__in=numbers).annotate(seat=seat)
    names = [*OF_PERSON, "party__name", "party_id", "seat__family__kk", "seat__relation"]
    found = {}
    for row in people.annotate(card_area=F("seat__family__area_code")).values(*names, "card_area"):
        facts = {name: plain(row[name]) for name in OF_PERSON} | {"name": row["party__name"]}
        found[row["nik"]] = Known(
            row["party_id"], facts, row["card_area"] or row["area_code"], row["seat__family__kk"] or "",
            row["seat__relation"], row["status"],
        )  # fmt: skip
    return found


def namesakes_of(facts: Sequence[Mapping[str, Any]], area_code: str) -> dict[tuple[str, str], UUID]:
    """Who of an area has a name of the same letters and the birth date of one of these rows."""
    if not facts:
        return {}
    days = {date.fromisoformat(row["born_on"]) for row in facts}
    wanted = {(rules.name_letters(row["name"]), row["born_on"]) for row in facts}
    here = Q(memberships__to_on=None, memberships__family__area_code=area_code)
    people = Person.objects.filter(here, born_on__in=days).exclude(status=codes.INVALID)
    found = {}
    for pk, name, born_on in people.values_list("pk", "party__name", "born_on").iterator():
        key = (rules.name_letters(name), born_on.isoformat())
        if key in wanted:
            found[key] = pk
    return found


def cards(batch: ImportBatch) -> Iterator[Card]:
    """The rows that change something, card by card."""
    lines = ImportLine.objects.filter(batch=batch, finding__in=ENTERED).order_by("kk", "number")
    texts = lines.annotate(told=Cast("facts", TextField()), differs=Cast("changes", TextField()))
    rows = texts.values_list("number", "finding", "kk", "told", "differs", "party")
    read = msgspec.json.decode
    for kk, group in groupby(rows.iterator(chunk_size=5_000), key=lambda row: row[2]):
        yield kk, [Row(n, found, kk, read(facts), read(changes), who) for n, found, _kk, facts, changes, who in group]


def broken_cards(batch: ImportBatch) -> list[tuple[list[int], str]]:
    """The cards that could not be with what a file says: the numbers of their rows, and why."""
    found: list[tuple[list[int], str]] = []
    waiting: list[Card] = []
    for card in cards(batch):
        waiting.append(card)
        if len(waiting) == CARDS_AT_ONCE:
            found += _broken(batch, waiting)
            waiting = []
    return [*found, *_broken(batch, waiting)]


def _broken(batch: ImportBatch, given: Sequence[Card]) -> Iterator[tuple[list[int], str]]:
    seated: dict[str, dict[UUID, Place]] = {kk: {} for kk, _lines in given}
    elsewhere = set()
    members = FamilyMember.objects.filter(to_on=None, family__kk__in=seated).select_related("person", "family")
    for member in members:
        person = member.person
        place = Place(member.relation, person.sex, person.marital, person.born_on)
        seated[member.family.kk][member.person_id] = place
        if member.family.area_code != batch.area_code:
            elsewhere.add(member.family.kk)
    for kk, lines in given:
        numbers = [line.number for line in lines]
        if kk in elsewhere:
            yield numbers, _("Kartu keluarga ini milik desa lain. Desa hanya mengisi warganya sendiri.")
            continue
        places = seated[kk] | {line.party or UUID(int=line.number): _place(line) for line in lines}
        try:
            rules.require_card(list(places.values()))
        except Refused as refusal:
            yield numbers, refusal.message


def _place(line: Row) -> Place:
    facts = line.facts
    return Place(facts["relation"], facts["sex"], facts.get("marital"), date.fromisoformat(facts["born_on"]))
