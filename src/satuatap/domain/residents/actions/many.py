"""Many events at once: each held against the same rules as one by one, all written with a handful of statements."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec
from django.db.models import Q

from satuatap.kernel.actors import Actor
from satuatap.kernel.ids import uuid7

from ..lifecycle import BEGINS, EventState, Kind
from ..models import EventChange, EventStep, FactOrigin, FamilyMember
from ..queries.history import Scope
from ..rules import Change, Happening, Register
from .bulk import CHANGE, EVENT, copy_rows, event_ids
from .present import PLACE, Present, write_columns
from .recording import Source, Telling, before, families_in, first_state, locked, outcome, write_beginnings

IDS_AT_ONCE = 500


class Many:
    """The events of one run, in the caller's transaction: ``tell`` each, then ``write`` them all.

    It holds everybody concerned and all that was ever said of them, so the caller gives a thousand cards at a time.
    """

    def __init__(
        self, people: Collection[UUID], families: Collection[UUID], *, on: date, by: Actor, at: datetime
    ) -> None:
        self.on, self.by, self.at = on, by, at
        self.scope = locked(people, families, on)
        self.on_card: dict[UUID, set[UUID]] = defaultdict(set)
        self.cards_of: dict[UUID, set[UUID]] = defaultdict(set)
        self.said: dict[UUID, list[tuple[Happening, Change]]] = defaultdict(list)
        self.present = Present()
        self.origins: dict[tuple[UUID, str], tuple[str, date]] = {}
        self.card_origins: dict[UUID, dict[str, Any]] = {}
        self.events: list[tuple[Any, ...]] = []
        self.changes: list[tuple[Any, ...]] = []
        self.ids = _numbers()
        self._seats()
        self._begin()
        self._read()

    def _seats(self) -> None:
        late = Q(to_on=None) | Q(to_on__gte=self.on)
        rows = FamilyMember.objects.filter(late, family__in=self.scope.families).values_list("family", "person")
        for family_id, party_id in rows.iterator():
            self._seat(party_id, family_id)

    def _seat(self, party_id: UUID, family_id: UUID) -> None:
        self.on_card[family_id].add(party_id)
        self.cards_of[party_id].add(family_id)

    def _begin(self) -> None:
        """Enter whoever came without an event, card by card."""
        known = set(EventChange.objects.filter(party__in=self.scope.people).values_list("party", flat=True))
        known |= set(EventChange.objects.filter(family__in=self.scope.families).values_list("family", flat=True))
        people, families = self.scope.people - known, self.scope.families - known
        for party_id in sorted(people):
            mine = frozenset(self.cards_of[party_id] & families)
            others = frozenset.union(frozenset({party_id}), *(self.on_card[card] for card in mine)) & people
            write_beginnings(Scope(others, mine), by=self.by, at=self.at)
            people, families = people - others, families - mine
        for family_id in sorted(families):
            write_beginnings(Scope(frozenset(), frozenset({family_id})), by=self.by, at=self.at)

    def _read(self) -> None:
        ours = Q(party__in=self.scope.people) | Q(family__in=self.scope.families)
        changes = EventChange.objects.filter(ours)
        gone = EventStep.objects.filter(state=EventState.CANCELLED, event__changes__in=changes)
        cancelled = set(gone.values_list("event", flat=True))
        rows = changes.order_by("id").values_list(
            "event", "event__kind", "event__counts_from", "party", "family", "facts"
        )
        for event_id, kind, from_on, party_id, family_id, facts in rows.iterator():
            if event_id not in cancelled:
                change = Change(facts, party=party_id, family=family_id)
                self.said[party_id or family_id].append((Happening(event_id, kind, from_on, ()), change))

    def enter(self, changes: Sequence[Change], source: Source, area_code: str) -> None:
        """Somebody the register begins to know; the caller has written their rows, or does before ``write``."""
        happening = Happening(next(self.ids), Kind.ENTER, self.on, tuple(changes))
        self._keep(happening, Register(), source, area_code)

    def tell(self, told: Telling) -> None:
        """Hold one event against all before it. Raises ``Refused`` for one that cannot be."""
        families = {*families_in(told.changes)}
        for change in told.changes:
            if change.party is not None:
                families |= self.cards_of[change.party]
        people = {change.party for change in told.changes if change.party is not None}
        people = people.union(*(self.on_card[family_id] for family_id in families))
        history = self._history(people | families)
        made = outcome(told, history, families, next(self.ids))
        changes = made.happening.changes
        self._keep(made.happening, made.then, told.source, told.area_code)
        self.present.take(made.now, [*history, made.happening], changes)
        if told.kind not in BEGINS:
            self._note_origins(changes, told.source)

    def _history(self, subjects: Iterable[UUID]) -> list[Happening]:
        """What was said of these, event by event."""
        found: dict[int, tuple[Happening, list[Change]]] = {}
        for subject in subjects:
            for happening, change in self.said.get(subject, ()):
                found.setdefault(happening.id, (happening, []))[1].append(change)
        return [Happening(h.id, h.kind, h.from_on, tuple(changes)) for h, changes in found.values()]

    def _keep(self, happening: Happening, then: Register, source: Source, area_code: str) -> None:
        self.events.append(
            (
                happening.id, happening.kind, self.on, happening.from_on, self.at, self.by.id, area_code, source.origin,
                first_state(source), source.document, source.document_on, source.issuer, None, None,
            )
        )  # fmt: skip
        for change in happening.changes:
            was = before(change, then)
            self.changes.append((happening.id, change.party, change.family, _json(change.facts), _json(was)))
            subject = change.party or change.family
            if subject is not None:
                self.said[subject].append((happening, change))
            if change.party is not None and change.facts.get("family"):
                self._seat(change.party, UUID(change.facts["family"]))

    def _note_origins(self, changes: Sequence[Change], source: Source) -> None:
        origin_on = source.document_on or self.on
        for change in changes:
            if change.family is not None and change.facts:
                self.card_origins[change.family] = {"origin": source.origin, "origin_on": origin_on}
            if change.party is not None:
                for name in change.facts.keys() - PLACE:
                    self.origins[change.party, name] = (source.origin, origin_on)

    def write(self) -> None:
        """All events, and the rows of everybody as they stand after them."""
        copy_rows("residents_civilevent", EVENT, self.events)
        copy_rows("residents_eventchange", CHANGE, self.changes)
        self.present.write()
        write_columns("residents_family", "id", self.card_origins)
        FactOrigin.objects.bulk_create(
            [
                FactOrigin(pk=uuid7(), party_id=party_id, field=name, origin=origin, origin_on=on)
                for (party_id, name), (origin, on) in self.origins.items()
            ],
            update_conflicts=True, unique_fields=["party", "field"], update_fields=["origin", "origin_on"],
        )  # fmt: skip


def _numbers() -> Iterator[int]:
    """Numbers for events, in the order of recording."""
    while True:
        yield from event_ids(IDS_AT_ONCE)


def _json(facts: Any) -> str:
    return msgspec.json.encode(dict(facts)).decode()
