"""What a worker asks of a file of residents and of the register while it checks and enters: many rows at a time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, islice
from typing import Any
from uuid import UUID

import msgspec
from django.db.models import Count, F, FilteredRelation, Q, TextField, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext as _

from satuatap.kernel.errors import Refused

from .. import codes, rules
from ..lifecycle import ENTERED, Finding
from ..models import Family, FamilyMember, ImportBatch, ImportLine, Person
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


def counts(batch: ImportBatch) -> dict[str, int]:
    """How many rows of each finding there are."""
    found = ImportLine.objects.filter(batch=batch).values_list("finding").annotate(rows=Count("id"))
    return dict(found.order_by("finding"))


def newcomers(batch: ImportBatch) -> Iterator[tuple[str, int, str, str]]:
    """The rows of people nobody knows, village by village: its code, the row's number, name and birth date."""
    area, name, born_on = (KT(f"facts__{key}") for key in ("area_code", "name", "born_on"))
    here = Coalesce(area, Value(batch.area_code), output_field=TextField())
    lines = ImportLine.objects.filter(batch=batch, finding=Finding.NEW).annotate(area=here, who=name, since=born_on)
    rows = lines.order_by("area", "number") if not batch.area_code else lines.order_by("number")
    return rows.values_list("area", "number", "who", "since").iterator(chunk_size=5_000)


def named_like_in(area_code: str) -> dict[tuple[str, str], UUID]:
    """Everybody on the cards of a village by the letters of their name and their birth date."""
    here = Q(memberships__to_on=None, memberships__family__area_code=area_code)
    people = Person.objects.filter(here).exclude(status=codes.INVALID).values_list("pk", "party__name", "born_on")
    return {(rules.name_letters(name), born_on.isoformat()): pk for pk, name, born_on in people.iterator()}


def area_of(batch: ImportBatch, row: Row) -> str:
    return row.facts.get("area_code", batch.area_code)


def cards(batch: ImportBatch) -> Iterator[Card]:
    """The rows that change something, card by card."""
    lines = ImportLine.objects.filter(batch=batch, finding__in=ENTERED).order_by("kk", "number")
    texts = lines.annotate(told=Cast("facts", TextField()), differs=Cast("changes", TextField()))
    rows = texts.values_list("number", "finding", "kk", "told", "differs", "party")
    read = msgspec.json.decode
    for kk, group in groupby(rows.iterator(chunk_size=5_000), key=lambda row: row[2]):
        yield kk, [Row(n, found, kk, read(facts), read(changes), who) for n, found, _kk, facts, changes, who in group]


def broken_cards(batch: ImportBatch) -> Iterator[tuple[list[int], str]]:
    """The cards that could not be with what a file says: the numbers of their rows, and why."""
    given = cards(batch)
    while some := list(islice(given, CARDS_AT_ONCE)):
        yield from _broken(batch, some)


def _broken(batch: ImportBatch, given: Sequence[Card]) -> Iterator[tuple[list[int], str]]:
    seated: dict[str, dict[UUID, Place]] = {kk: {} for kk, _rows in given}
    areas = dict(Family.objects.filter(kk__in=seated).values_list("kk", "area_code"))
    members = FamilyMember.objects.filter(to_on=None, family__kk__in=areas)
    facts = ("family__kk", "person", "relation", "person__sex", "person__marital", "person__born_on")
    for kk, party_id, *place in members.values_list(*facts):
        seated[kk][party_id] = Place(*place)
    for kk, rows in given:
        numbers = [row.number for row in rows]
        named = {area_of(batch, row) for row in rows}
        if named != {areas.get(kk, min(named))}:
            yield numbers, _("Kartu keluarga ini milik desa lain. Desa hanya mengisi warganya sendiri.")
            continue
        places = seated[kk] | {row.party or UUID(int=row.number): _place(row) for row in rows}
        try:
            rules.require_card(list(places.values()))
        except Refused as refusal:
            yield numbers, refusal.message


def _place(row: Row) -> Place:
    facts = row.facts
    return Place(facts["relation"], facts["sex"], facts.get("marital"), date.fromisoformat(facts["born_on"]))
