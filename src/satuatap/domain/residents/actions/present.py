"""Bringing the present rows of people, families and places on cards to what all events say: of one, or of thousands."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from .. import codes, rules
from ..models import FamilyMember
from ..queries.history import OF_FAMILY, OF_PERSON
from ..rules import Change, Happening, Register
from .keys import write_keys

PLACE = frozenset({"family", "relation"})
NOTHING = {"provisional": False, "citizenship": 1, "status": codes.ALIVE} | dict.fromkeys(
    ("nik", "passport", "religion", "marital", "occupation", "education", "blood")
)
"""What a field says when no event said anything; "" for those not named."""
CLOSE = "UPDATE residents_familymember SET to_on = %s WHERE id = %s"
Seat = tuple[UUID, int, date, date | None]


@dataclass
class Present:
    """The fields to write, by whose they are. What is taken later holds."""

    people: dict[UUID, dict[str, Any]] = field(default_factory=lambda: defaultdict(dict))
    names: dict[UUID, str] = field(default_factory=dict)
    families: dict[UUID, dict[str, Any]] = field(default_factory=lambda: defaultdict(dict))
    seats: dict[UUID, Sequence[Seat]] = field(default_factory=dict)

    def take(self, now: Register, events: Sequence[Happening], changes: Sequence[Change]) -> None:
        """What the events say now of everybody the changes name."""
        for change in changes:
            if change.family is not None:
                facts = now.families.get(change.family)
                if facts is not None:  # the event that made the card was cancelled: nobody stands on it
                    given = {name: facts.get(name) or "" for name in change.facts if name in OF_FAMILY}
                    self.families[change.family].update(given)
            elif change.party is not None:
                self._take_person(change.party, now.people.get(change.party), change.facts)
                if PLACE & change.facts.keys():
                    self.seats[change.party] = rules.memberships(events, change.party)

    def _take_person(self, party_id: UUID, facts: Mapping[str, Any] | None, names: Collection[str]) -> None:
        if facts is None:  # nothing tells of this person any more: the entry itself was cancelled
            self.people[party_id] = {"status": codes.INVALID}
            return
        self.people[party_id].update({name: _value(name, facts.get(name)) for name in names if name in OF_PERSON})
        if "name" in names:
            self.names[party_id] = facts["name"]

    def write(self) -> None:
        """In the caller's transaction; a few statements, however many they are."""
        write_columns("residents_family", "id", self.families)
        write_columns("residents_person", "party_id", self.people)
        write_columns("residents_party", "id", {pk: {"name": name} for pk, name in self.names.items()})
        _seat(self.seats)
        moved = FamilyMember.objects.filter(family__in=self.families.keys(), to_on=None)
        write_keys({*self.people, *moved.values_list("person", flat=True)})


def _value(name: str, value: Any) -> Any:
    if value in (None, ""):
        return NOTHING.get(name, "")
    return date.fromisoformat(value) if name == "born_on" else value


def write_columns(table: str, key: str, rows: Mapping[UUID, Mapping[str, Any]]) -> None:
    """Set columns of many rows, in the caller's transaction. The names are those of fields, never of what somebody typed."""
    alike: dict[tuple[str, ...], list[list[Any]]] = defaultdict(list)
    for pk, columns in rows.items():
        if columns:
            alike[tuple(columns)].append([*columns.values(), pk])
    with connection.cursor() as cursor:
        for names, values in alike.items():
            sets = ", ".join(f"{name} = %s" for name in names)
            cursor.executemany(f"UPDATE {table} SET {sets} WHERE {key} = %s", values)  # noqa: S608


def _seat(wanted: Mapping[UUID, Sequence[Seat]]) -> None:
    """Bring the places on cards to what is wanted: those that end first, for nobody may stand on two cards at once."""
    rows: dict[tuple[UUID, UUID, int, date], FamilyMember] = {}
    for row in FamilyMember.objects.filter(person__in=wanted):
        rows[row.person_id, row.family_id, row.relation, row.from_on] = row
    seats = {(p, f, relation, on): to for p, places in wanted.items() for f, relation, on, to in places}
    FamilyMember.objects.filter(pk__in=[row.pk for key, row in rows.items() if key not in seats]).delete()
    changed = [(row, seats[key]) for key, row in rows.items() if key in seats and row.to_on != seats[key]]
    ends = [(to_on, row.pk) for row, to_on in sorted(changed, key=lambda pair: pair[1] is None)]
    with connection.cursor() as cursor:
        cursor.executemany(CLOSE, ends)
    FamilyMember.objects.bulk_create(
        FamilyMember(person_id=p, family_id=f, relation=relation, from_on=on, to_on=to)
        for (p, f, relation, on), to in seats.items()
        if (p, f, relation, on) not in rows
    )
