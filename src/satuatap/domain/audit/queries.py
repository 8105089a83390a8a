"""Reading the record: what was done to a thing, who looked at a person's data, and whether the chain is whole."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from satuatap.kernel.actors import Actor
from satuatap.kernel.paging import Page, page

from . import rules
from .models import Block, Entry
from .ports import KeptHash, hash_keepers

TURNED_AWAY = "turned-away"
LATELY = 1_000
"""So many who were turned away are asked from where they came."""
RECENT = 50
"""So many looks at one person are asked for who else is looking now."""


@dataclass(frozen=True, slots=True)
class Act:
    """One line of the record; ``party_id`` is whose data it concerns, "" for nobody's."""

    id: int
    at: datetime
    by: str
    verb: str
    on_kind: str
    on_id: str
    unit_id: str
    fields: tuple[str, ...]
    purpose: str
    party_id: str


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the record is not as it was sealed."""

    block_id: int
    what: str  # changed | missing | unlinked | not-as-kept


@dataclass(frozen=True, slots=True)
class Chain:
    """The outcome of checking the whole record."""

    blocks: int
    entries: int
    unsealed: int
    newest_hash: str
    breaks: tuple[Break, ...]

    @property
    def is_whole(self) -> bool:
        return not self.breaks


def looks_at(actor: Actor, party_id: UUID, cursor: str = "", unit_id: UUID | None = None) -> Page[Act]:
    """Who looked at a person's data, newest first; for that person and those who act for them, empty for others.

    With ``unit_id`` only what was seen on behalf of that unit.
    """
    entries = Entry.objects.filter(party_id=str(party_id), verb="looked")
    if unit_id is not None:
        entries = entries.filter(unit_id=str(unit_id))
    if party_id not in actor.parties:
        entries = entries.none()
    return page(entries, keys=["-id"], cursor=cursor, row=_act)


def units_that_looked(actor: Actor, party_id: UUID) -> frozenset[UUID]:
    """The units on whose behalf a person's data were seen; like ``looks_at`` empty for others."""
    if party_id not in actor.parties:
        return frozenset()
    found = Entry.objects.filter(party_id=str(party_id), verb="looked").exclude(unit_id="")
    return frozenset(UUID(unit_id) for unit_id in found.order_by().values_list("unit_id", flat=True).distinct())


def looks(look_ids: Collection[int]) -> dict[int, Act]:
    """Single looks by their ids, in one query; the caller decides who may see them."""
    possible = [look_id for look_id in look_ids if look_id < 2**63]
    return {entry.pk: _act(entry) for entry in Entry.objects.filter(pk__in=possible, verb="looked")}


def acts_about(
    actor: Actor, party_id: UUID, *, by: Collection[str], since: datetime, most: int = 50
) -> tuple[Act, ...]:
    """What certain actors did with a person's data since a moment, newest first; for that person, empty for others."""
    if party_id not in actor.parties or not by:
        return ()
    entries = Entry.objects.filter(party_id=str(party_id), by__in=list(by), at__gte=since)
    return tuple(_act(entry) for entry in entries.order_by("-id")[:most])


def turned_away(units: Collection[UUID] | None, pages: Collection[str] = (), cursor: str = "") -> Page[Act]:
    """Who asked for what is not theirs, newest first: from these units, or from all when None; at these pages only, by
    the name of their address, or at all. The caller decides who may see them.
    """
    entries = Entry.objects.filter(verb=TURNED_AWAY)
    if units is not None:
        entries = entries.filter(unit_id__in=[str(unit) for unit in units])
    if pages:
        named = Q()
        for name in pages:
            named |= Q(purpose=name) | Q(purpose__startswith=f"{name} ")
        entries = entries.filter(named)
    return page(entries, keys=["-id"], cursor=cursor, row=_act)


def turned_away_once(entry_id: int) -> Act | None:
    """One of them by its id; the caller decides who may see it."""
    entry = Entry.objects.filter(pk=entry_id, verb=TURNED_AWAY).first() if entry_id < 2**63 else None
    return _act(entry) if entry else None


def units_turned_away() -> frozenset[UUID]:
    """The units of those who were turned away lately."""
    found = Entry.objects.filter(verb=TURNED_AWAY).order_by("-id").values_list("unit_id", flat=True)[:LATELY]
    return frozenset(UUID(unit_id) for unit_id in found if unit_id)


def lookers(party_id: UUID, purpose: str, since: datetime) -> tuple[tuple[str, datetime], ...]:
    """Who saw a person's data for one purpose since a moment, each with their latest look, the latest first."""
    rows = Entry.objects.filter(party_id=str(party_id), verb="looked", purpose=purpose, at__gte=since).order_by("-id")
    latest: dict[str, datetime] = {}
    for by, at in rows.values_list("by", "at")[:RECENT]:
        latest.setdefault(by, at)
    return tuple(latest.items())


def history(on_kind: str, on_id: UUID | str) -> tuple[Act, ...]:
    """Everything done to one thing, oldest first. ``on_kind`` as in ``cases.case``; the caller decides who may see it."""
    return tuple(_act(entry) for entry in Entry.objects.filter(on_kind=on_kind, on_id=str(on_id)).order_by("id"))


def newest_block() -> KeptHash | None:
    """The last sealed block, in the form in which its hash is kept outside."""
    block = Block.objects.order_by("-id").first()
    return KeptHash(block.pk, block.hash, block.sealed_at) if block else None


def verify_chain() -> Chain:
    """Compute every seal anew and compare it with what is stored here and with the hashes kept outside."""
    kept = {hash_.block_id: hash_.hash for keeper in hash_keepers.values() for hash_ in keeper.kept()}
    breaks: list[Break] = []
    blocks = entries = 0
    previous = rules.FIRST_HASH
    for block in Block.objects.order_by("id").iterator():
        found = list(Entry.objects.filter(block=block).order_by("id"))
        blocks, entries = blocks + 1, entries + len(found)
        breaks += (Break(block.pk, what) for what in _faults(block, found, previous, kept.pop(block.pk, "")))
        previous = block.hash
    breaks += (Break(block_id, "missing") for block_id in sorted(kept))
    unsealed = Entry.objects.filter(block=None).count()
    return Chain(blocks, entries, unsealed, previous, tuple(breaks))


def _faults(block: Block, entries: list[Entry], previous: str, kept: str) -> Iterator[str]:
    if block.previous_hash != previous:
        yield "unlinked"
    if len(entries) < block.entries:
        yield "missing"
    elif rules.block_hash(block.previous_hash, block.sealed_at, entries) != block.hash:
        yield "changed"
    if kept and kept != block.hash:
        yield "not-as-kept"


def _act(entry: Any) -> Act:
    return Act(
        id=entry.pk,
        at=entry.at,
        by=entry.by,
        verb=entry.verb,
        on_kind=entry.on_kind,
        on_id=entry.on_id,
        unit_id=entry.unit_id,
        fields=tuple(entry.fields),
        purpose=entry.purpose,
        party_id=entry.party_id,
    )
