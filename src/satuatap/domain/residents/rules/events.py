"""Civil events as pure values: what each makes of people and families, and the register as a fold over them.

A person's place on a card is two of their facts, ``family`` and ``relation``: so nobody can stand on two cards. A state
is what the last event said, fact by fact; an event counts from its day, and between events of one day the order of
recording, which the ids carry, decides.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from satuatap.kernel.errors import Refused

from .. import codes
from ..lifecycle import BEGINS, Kind
from .households import COUPLE, next_head, relations_under
from .people import Place, require_card

Facts = Mapping[str, Any]
"""Fields and values as JSON carries them: a day is 1994-05-15, a family its id; None and "" mean that nothing is known."""

Order = tuple[date, int]
LAST = 2**63 - 1
"""The place of an event that is being told among those of its day."""

STATUS_MOVES: Mapping[str, frozenset[tuple[int, int]]] = {
    Kind.DEATH: frozenset({(codes.ALIVE, codes.DEAD), (codes.MISSING, codes.DEAD), (codes.GONE, codes.DEAD)}),
    Kind.MOVE_OUT: frozenset({(codes.ALIVE, codes.MOVED), (codes.GONE, codes.MOVED)}),
    Kind.MOVE_IN: frozenset({(codes.MOVED, codes.ALIVE), (codes.ALIVE, codes.ALIVE)}),
    Kind.MISSING: frozenset({(codes.ALIVE, codes.MISSING), (codes.GONE, codes.MISSING)}),
    Kind.FOUND: frozenset({(codes.MISSING, codes.ALIVE), (codes.GONE, codes.ALIVE)}),
}


@dataclass(frozen=True, slots=True)
class Change:
    """What an event makes of one person or one family: fields and what they say since."""

    facts: Facts
    party: UUID | None = None
    family: UUID | None = None


@dataclass(frozen=True, slots=True)
class Happening:
    """A civil event as the fold needs it. ``from_on`` is the day from which it counts."""

    id: int
    kind: str
    from_on: date
    changes: tuple[Change, ...]

    @property
    def order(self) -> Order:
        return self.from_on, self.id


@dataclass(frozen=True, slots=True)
class Register:
    """People and families as they stand on a day."""

    people: Mapping[UUID, Facts] = field(default_factory=dict)
    families: Mapping[UUID, Facts] = field(default_factory=dict)

    def members(self, family_id: UUID) -> dict[UUID, Facts]:
        key = str(family_id)
        return {party_id: facts for party_id, facts in self.people.items() if facts.get("family") == key}


def ordered(events: Iterable[Happening]) -> list[Happening]:
    return sorted(events, key=lambda event: event.order)


def counts_from(on: date, changes: Sequence[Change], history: Iterable[Happening]) -> date:
    """The day from which an event counts: its own, but not before the register knew those it is about."""
    first: dict[UUID | None, date] = {}
    for event in history:
        for change in event.changes:
            subject = change.party or change.family
            first[subject] = min(first.get(subject, event.from_on), event.from_on)
    named = [change.party or change.family for change in changes]
    named += [UUID(change.facts["family"]) for change in changes if change.facts.get("family")]
    return max([on, *(first.get(subject, on) for subject in named)])


def rebuild(events: Iterable[Happening], on: date) -> Register:
    """The register as of a day, from nothing but its events."""
    register = Register()
    for event in ordered(events):
        if event.from_on <= on:
            register = _merged(register, event.changes)
    return register


def replay(events: Iterable[Happening], since: Order, watched: Iterable[UUID] | None = None) -> Register:
    """The register after all events; those at or after the place ``since`` in their order are tested anew.

    Of families only the ``watched`` ones are tested, for of others not everybody may be at hand (None: all). Raises
    ``Refused`` for what cannot be, also where a later event no longer can.
    """
    register = Register()
    known = None if watched is None else frozenset(watched)
    for event in ordered(events):
        register = apply(register, event, known) if event.order >= since else _merged(register, event.changes)
    return register


def setters(events: Iterable[Happening]) -> dict[tuple[UUID, str], int]:
    """Which event gave each field of each person or family what it says now."""
    return {
        (subject, name): event.id
        for event in ordered(events)
        for change in event.changes
        for name in change.facts
        if (subject := change.party or change.family) is not None
    }


def apply(register: Register, event: Happening, watched: frozenset[UUID] | None = None) -> Register:
    """The register after an event. Raises ``Refused`` for one that cannot be. ``watched`` None: every family."""
    for change in event.changes:
        if change.party is not None:
            _require_possible(event.kind, register.people.get(change.party), change.facts)
    after = _merged(register, event.changes)
    for family_id in _touched(register, after, event.changes):
        if watched is None or family_id in watched:
            _require_household(after, family_id)
    return after


def complete(
    register: Register, kind: str, changes: Sequence[Change], on: date, new_head: UUID | None = None
) -> tuple[Change, ...]:
    """The changes with what follows from them: who dies or moves away leaves the card, who is left behind is widowed,
    and a card that loses its head gets another one, the one named or the one ``next_head`` proposes.
    """
    people = {change.party: dict(change.facts) for change in changes if change.party is not None}
    for party_id, facts in list(people.items()):
        if facts.get("status", codes.ALIVE) not in codes.ON_CARD:
            facts |= {"family": None, "relation": None}
        if kind == Kind.DEATH and facts.get("status") == codes.DEAD:
            for spouse in _left_behind(register, party_id):
                people.setdefault(spouse, {}).setdefault("marital", codes.WIDOWED)
    proposed = [Change(facts, party=party_id) for party_id, facts in people.items()]
    after = _merged(register, proposed)
    touched = {*_touched(register, after, proposed), *(change.family for change in changes if change.family)}
    if new_head is not None and after.people.get(new_head, {}).get("family") not in {str(pk) for pk in touched}:
        raise Refused("head", _("Kepala keluarga yang baru harus anggota kartu itu."), field="head")
    for family_id in sorted(touched):
        for party_id, relation in _new_relations(after, family_id, new_head, on).items():
            people.setdefault(party_id, {})["relation"] = relation
    rest = tuple(change for change in changes if change.party is None and change.facts)
    return rest + tuple(Change(facts, party=party_id) for party_id, facts in people.items() if facts)


def _left_behind(register: Register, party_id: UUID) -> list[UUID]:
    """Whom a death leaves without wife or husband; a man with another wife on his card stays married."""
    family = register.people.get(party_id, {}).get("family")
    members = register.members(UUID(family)) if family else {}
    couple = {p: f for p, f in members.items() if f["relation"] in (codes.HEAD, *COUPLE)}
    if party_id not in couple or len(couple) < 2:
        return []
    sex = couple.pop(party_id)["sex"]
    others = {p: f for p, f in couple.items() if f["sex"] != sex}
    remaining = len(couple) - len(others)
    return [p for p, f in others.items() if f.get("marital") == codes.MARRIED and not remaining]


def _new_relations(after: Register, family_id: UUID, head: UUID | None, on: date) -> dict[UUID, int]:
    """The relations that change because the card has no head, or is to have another one."""
    members = after.members(family_id)
    relations = {party_id: int(facts["relation"] or 0) for party_id, facts in members.items()}
    heads = [party_id for party_id, relation in relations.items() if relation == codes.HEAD]
    if not members or (heads and (head not in members or head in heads)):
        return {}
    if head not in members:
        head = next_head([(p, relations[p], date.fromisoformat(f["born_on"])) for p, f in members.items()], on)
    found = relations_under(head, relations, {party_id: int(facts["sex"]) for party_id, facts in members.items()})
    return {party_id: relation for party_id, relation in found.items() if relation != relations[party_id]}


def memberships(events: Iterable[Happening], party_id: UUID) -> list[tuple[UUID, int, date, date | None]]:
    """The places of a person on cards, in order: family, relation, first day, and the day of the next change."""
    found: list[tuple[UUID, int, date, date | None]] = []
    place: tuple[Any, Any] = (None, None)
    for event in ordered(events):
        for change in event.changes:
            if change.party != party_id or not {"family", "relation"} & change.facts.keys():
                continue
            family = change.facts.get("family", place[0])
            new = (family, change.facts.get("relation", place[1]) if family else None)
            if new == place:
                continue
            if place[0] is not None:
                found[-1] = (*found[-1][:3], event.from_on)
            if new[0] is not None:
                found.append((UUID(new[0]), int(new[1] or 0), event.from_on, None))
            place = new
    return found


def _merged(register: Register, changes: Iterable[Change]) -> Register:
    people, families = dict(register.people), dict(register.families)
    for change in changes:
        if change.party is not None:
            facts = people[change.party] = {**people.get(change.party, {}), **change.facts}
            if not facts.get("family"):
                facts |= {"family": None, "relation": None}
        elif change.family is not None:
            families[change.family] = {**families.get(change.family, {}), **change.facts}
    return replace(register, people=people, families=families)


def _touched(before: Register, after: Register, changes: Sequence[Change]) -> list[UUID]:
    """The families whose members an event changes, before or after it."""
    parties = [change.party for change in changes if change.party is not None]
    keys = {side.people.get(party, {}).get("family") for side in (before, after) for party in parties}
    return sorted(UUID(key) for key in keys if key)


def _require_possible(kind: str, before: Facts | None, facts: Facts) -> None:
    """Raises ``Refused`` where what somebody was does not allow the event."""
    if before is None:
        if kind not in BEGINS:
            raise Refused("unknown-then", _("Pada tanggal itu orang ini belum tercatat."), field="on")
        return
    status = before.get("status", codes.ALIVE)
    if kind in (Kind.ENTER, Kind.CORRECTION):
        return
    if status == codes.DEAD:
        raise Refused("dead", _("Pada tanggal itu orang ini sudah tercatat meninggal."), field="on")
    if "status" in facts and (status, facts["status"]) not in STATUS_MOVES.get(kind, ()):
        raise Refused("status", _("Peristiwa ini tidak cocok dengan keadaan orang itu pada tanggalnya."), field="on")
    if kind == Kind.DIVORCE and before.get("marital") != codes.MARRIED:
        raise Refused("not-married", _("Pada tanggal itu orang ini tidak tercatat kawin."), field="on")


def _require_household(register: Register, family_id: UUID) -> None:
    members = register.members(family_id)
    if members and family_id not in register.families:
        raise Refused("card-unknown", _("Pada tanggal itu kartu keluarga ini belum tercatat."), field="on")
    if any(facts.get("status", codes.ALIVE) not in codes.ON_CARD for facts in members.values()):
        words = _("Orang yang sudah meninggal atau pindah tidak dapat berada di kartu keluarga.")
        raise Refused("not-on-card", words, field="members")
    if members:
        require_card(
            [
                Place(int(f["relation"]), int(f["sex"]), f.get("marital"), date.fromisoformat(f["born_on"]))
                for f in members.values()
            ]
        )
