"""Entering a checked file: one transaction for all of it. New cards go in by COPY, whatever stands already by events."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.ids import uuid7

from ... import codes, rules
from ...lifecycle import Finding, ImportState, Kind
from ...models import CivilEvent, Family, ImportBatch, ImportLine, Party, PartyKind, Person
from ...queries.history import family_facts, person_facts, scope_of
from ...queries.imports import cards
from ...rules import Change
from ...rules.importing import OF_CARD
from ..bulk import NewFamily, NewPerson, write_families
from ..recording import Source, Telling, write_entry, write_event
from .before import keep_before, note_after, note_new
from .progress import Progress, batched

CARDS_AT_ONCE = 2_000
SEAT = ("kk", "relation")
NEW_PERSON = (
    "birth_place", "religion", "marital", "occupation", "education", "citizenship", "blood", "father_name", "mother_name",
)  # fmt: skip


@transaction.atomic
def write_rows(*, batch: ImportBatch, by: Actor, at: datetime) -> None:
    """Enter every row that changes something, all or none. Raises ``Refused`` where the register has moved on since the
    rows were checked."""
    first = _newest_event() + 1
    total = ImportLine.objects.filter(batch=batch, finding__in=[Finding.NEW, Finding.CHANGED, Finding.MOVED]).count()
    progress = Progress(batch.pk, total)
    source = Source(origin=batch.origin)
    for chunk in batched(cards(batch), CARDS_AT_ONCE):
        known = set(Family.objects.filter(kk__in=[kk for kk, _lines in chunk]).values_list("kk", flat=True))
        fresh = [card for card in chunk if card[0] not in known and all(line.party is None for line in card[1])]
        came = write_families(
            families=[_family(batch, *card) for card in fresh], source=source, on=at.date(), by=by, at=at
        )
        note_new(batch, came)
        progress.add(sum(len(lines) for _kk, lines in fresh))
        new = {kk for kk, _lines in fresh}
        for kk, lines in chunk:
            if kk not in new:
                _write_card(batch, kk, lines, source, by=by, at=at)
                progress.add(len(lines))
    note_after(batch)
    batch.refresh_from_db()
    batch.state, batch.entered_at, batch.entered_by = ImportState.DONE, at, by.id
    batch.first_event, batch.last_event, batch.done, batch.total = first, _newest_event(), total, total
    batch.save()
    record("residents.import-entered", on=batch, by=by, at=at, fields=["kk", "nik"])


def _newest_event() -> int:
    return CivilEvent.objects.aggregate(newest=Max("pk"))["newest"] or 0


def _family(batch: ImportBatch, kk: str, lines: Sequence[ImportLine]) -> NewFamily:
    members = tuple(
        NewPerson(
            relation=line.facts["relation"], name=line.facts["name"], nik=line.facts.get("nik") or "",
            sex=line.facts["sex"], born_on=date.fromisoformat(line.facts["born_on"]),
            **{name: line.facts[name] for name in NEW_PERSON if name in line.facts},
        )
        for line in lines
    )  # fmt: skip
    return NewFamily(kk=kk, area_code=batch.area_code, members=members, **({"address": ""} | _address(lines)))


def _address(lines: Sequence[ImportLine]) -> dict[str, str]:
    """The address of a card: what its first row that tells it says."""
    return {name: text for name in OF_CARD if (text := next(_told(lines, name), ""))}


def _told(lines: Sequence[ImportLine], name: str) -> Iterator[str]:
    return (line.facts[name] for line in lines if line.facts.get(name))


def _write_card(
    batch: ImportBatch, kk: str, lines: Sequence[ImportLine], source: Source, *, by: Actor, at: datetime
) -> None:
    """A card on which somebody known stands, or that is known: what differs, as events of this day."""
    today = at.date()
    family = Family.objects.filter(kk=kk).first()
    known = {line.party for line in lines if line.party}
    scope = scope_of(known, [family.pk] if family else [], today)
    keep_before(batch, scope.people, scope.families)
    changes: list[Change] = []
    new: list[UUID] = []
    if family is None:
        family = Family.objects.create(
            pk=uuid7(), kk=kk, area_code=batch.area_code, origin=source.origin, origin_on=today,
            **({"address": ""} | _address(lines)),
        )  # fmt: skip
        note_new(batch, [("family", family.pk)])
        changes.append(Change(family_facts(family), family=family.pk))
        new.append(family.pk)
    for line in lines:
        corrected = {name: new_ for name, (_old, new_) in line.changes.items() if name not in SEAT}
        party_id = line.party or _enter(batch, line, source, by=by, at=at)
        if corrected:
            told = Telling(
                kind=Kind.CORRECTION, on=today, changes=[Change(corrected, party=party_id)], source=source,
                area_code=batch.area_code,
            )  # fmt: skip
            write_event(told, by=by, at=at)
        if line.finding != Finding.CHANGED:
            seat = {"family": str(family.pk), "relation": line.facts["relation"]}
            changes.append(Change(seat, party=party_id))
    if changes:
        told = Telling(
            kind=Kind.FAMILY, on=today, changes=changes, source=source, area_code=batch.area_code, new=new,
        )  # fmt: skip
        write_event(told, by=by, at=at)


def _enter(batch: ImportBatch, line: ImportLine, source: Source, *, by: Actor, at: datetime) -> UUID:
    """Somebody new on a card that stands already."""
    facts: dict[str, Any] = line.facts
    nik = facts.get("nik") or None
    party = Party.objects.create(kind=PartyKind.PERSON, name=rules.person_name(facts["name"]), created_at=at)
    person = Person.objects.create(
        party=party, nik=nik, provisional=bool(nik and nik.startswith("0")), sex=facts["sex"],
        born_on=date.fromisoformat(facts["born_on"]), status=codes.ALIVE, origin=source.origin, origin_on=at.date(),
        **{name: facts[name] for name in NEW_PERSON if name in facts},
    )  # fmt: skip
    note_new(batch, [("party", party.pk)])
    changes = [Change(person_facts(person), party=party.pk)]
    write_entry(changes, on=at.date(), source=source, by=by, at=at, area_code=batch.area_code)
    return party.pk
