"""The events of people and families as the rules take them, and what the register began with where no event says it.

Rows that came without an event (loaded in bulk, or from before there were events) are read as if an event had entered
them: the same one that ``actions`` writes down before anything else happens to them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Min, Q

from .. import rules
from ..lifecycle import EventState, Kind
from ..models import CivilEvent, EventChange, EventStep, Family, FamilyMember, Person
from ..rules import Change, Happening

OF_PERSON = (
    "nik", "provisional", "passport", "sex", "born_on", "birth_place", "religion", "marital", "occupation", "education",
    "citizenship", "blood", "phone", "email", "address", "area_code", "elsewhere", "status",
    "father_name", "mother_name",
)  # fmt: skip
OF_FAMILY = ("kk", "area_code", "address", "rt", "rw", "hamlet", "postal_code")


@dataclass(frozen=True, slots=True)
class Scope:
    """Everybody an event can concern: people, and families with all who stand or stood on them since a day."""

    people: frozenset[UUID]
    families: frozenset[UUID]


def plain(value: Any) -> Any:
    """A value of a row as an event keeps it."""
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def person_facts(person: Person) -> dict[str, Any]:
    """What a person's row says, without what it does not know; family and relation stand elsewhere."""
    facts = {"name": person.party.name} | {name: plain(getattr(person, name)) for name in OF_PERSON}
    return {name: value for name, value in facts.items() if value not in (None, "", False)}


def family_facts(family: Family) -> dict[str, Any]:
    return {name: getattr(family, name) for name in OF_FAMILY if getattr(family, name)}


def scope_of(people: Collection[UUID], families: Collection[UUID], since: date) -> Scope:
    """The families in which these people stand or stood since a day, and all who did so in any of them."""
    late = Q(to_on=None) | Q(to_on__gte=since)
    mine = FamilyMember.objects.filter(late, person__in=people).values_list("family", flat=True)
    known = frozenset(families) | frozenset(mine)
    with_them = FamilyMember.objects.filter(late, family__in=known).values_list("person", flat=True)
    return Scope(frozenset(people) | frozenset(with_them), known)


def happenings(scope: Scope, *, without: Collection[UUID] = ()) -> list[Happening]:
    """The events of everybody in a scope that count, in order. ``without``: people and families that begin only now."""
    ours = Q(party__in=scope.people) | Q(family__in=scope.families)
    changes: dict[int, list[Change]] = defaultdict(list)
    events: dict[int, CivilEvent] = {}
    begun: set[UUID | None] = set(without)
    cancelled = EventStep.objects.filter(
        state=EventState.CANCELLED, event__changes__in=EventChange.objects.filter(ours)
    )
    gone = set(cancelled.values_list("event", flat=True))
    for row in EventChange.objects.filter(ours).select_related("event").order_by("id"):
        begun.add(row.party_id or row.family_id)
        if row.event_id not in gone:
            events[row.event_id] = row.event
            changes[row.event_id].append(Change(row.facts, party=row.party_id, family=row.family_id))
    written = [
        Happening(event.pk, event.kind, event.counts_from, tuple(changes[event.pk])) for event in events.values()
    ]
    return rules.ordered([*written, *beginnings(scope.people - begun, scope.families - begun)])


def beginnings(people: Collection[UUID], families: Collection[UUID]) -> list[Happening]:
    """The events that would have entered people and families of which no event tells, one for each day."""
    days: dict[date, list[Change]] = defaultdict(list)
    if not people and not families:
        return []
    for family in Family.objects.filter(pk__in=families).annotate(first=Min("members__from_on")).order_by("pk"):
        from_on = min(family.origin_on, family.first or family.origin_on)
        days[from_on].append(Change(family_facts(family), family=family.pk))
    for person in Person.objects.filter(pk__in=people).select_related("party").order_by("pk"):
        days[person.origin_on].append(Change(person_facts(person), party=person.pk))
    seats = FamilyMember.objects.filter(person__in=people).order_by("person", "from_on", "to_on", "id")
    for on, change in _seats(list(seats)):
        days[on].append(change)
    return [Happening(0, Kind.ENTER, on, tuple(changes)) for on, changes in sorted(days.items())]


def _seats(rows: list[FamilyMember]) -> Iterable[tuple[date, Change]]:
    """The places on cards that rows tell of, as changes of a day."""
    for number, row in enumerate(rows):
        facts = {"family": str(row.family_id), "relation": row.relation}
        yield row.from_on, Change(facts, party=row.person_id)
        following = rows[number + 1] if number + 1 < len(rows) else None
        is_followed = following is not None and following.person_id == row.person_id and following.from_on == row.to_on
        if row.to_on is not None and not is_followed:
            yield row.to_on, Change({"family": None, "relation": None}, party=row.person_id)
