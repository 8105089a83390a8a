"""Writing the record, and sealing it."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import connection, models, transaction
from django.utils.translation import gettext as _

from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused

from . import queries, rules
from .models import Block, Entry
from .ports import KeptHash, hash_keepers

BLOCK_ENTRIES = 5_000  # at most so many in one block, so that a seal never holds much in memory
# In SQL, because every act writes one: put together by Django it would cost three times as much.
ENTER = """
    INSERT INTO audit_entry (at, by, verb, on_kind, on_id, party_id, unit_id, fields, purpose)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s::varchar[], %s)
"""
SEALER_LOCK = 0x5A7A  # the advisory lock that lets one sealer in


def record(
    verb: str,
    *,
    by: Actor,
    at: datetime,
    on: models.Model | None = None,
    fields: Iterable[str] = (),
    purpose: str = "",
    party_id: UUID | None = None,
    unit_id: UUID | None = None,
) -> None:
    """Write down one act in the caller's transaction; no writer waits for another.

    ``fields`` are names of fields, never what stands in them (``ValueError`` otherwise); ``party_id`` is the person
    or organisation whose data it concerns, ``unit_id`` the unit on whose behalf it was done.
    """
    kind, key = (on._meta.label_lower, str(on.pk)) if on is not None else ("", "")
    with connection.cursor() as cursor:
        cursor.execute(ENTER, [
            at, by.id or "nobody", verb, kind, key, str(party_id or ""), str(unit_id or ""), rules.field_names(fields),
            purpose,
        ])  # fmt: skip


def record_look(
    *,
    by: Actor,
    at: datetime,
    purpose: str,
    on: models.Model | None = None,
    fields: Iterable[str] = (),
    party_id: UUID | None = None,
    unit_id: UUID | None = None,
) -> None:
    """Write down that personal data were seen. Raises ``Refused("purpose")`` when no purpose is given.

    ``unit_id`` is the office whose work it is; whoever looks from another office looks on behalf of their own.
    """
    _require_purpose(purpose)
    unit_id = _own_unit(by, unit_id)
    record("looked", on=on, by=by, at=at, fields=fields, purpose=purpose, party_id=party_id, unit_id=unit_id)


def _own_unit(by: Actor, unit_id: UUID | None) -> UUID | None:
    own = by.unit_ids()
    return unit_id if unit_id is None or not own or unit_id in own else min(own)


def record_looks(
    *,
    party_ids: Iterable[UUID],
    by: Actor,
    at: datetime,
    purpose: str,
    fields: Iterable[str] = (),
    unit_id: UUID | None = None,
) -> None:
    """Write down that a list showed data of several people, one entry for each, with one query."""
    _require_purpose(purpose)
    names = rules.field_names(fields)
    unit = str(unit_id or "")
    Entry.objects.bulk_create(
        Entry(
            at=at, by=by.id or "nobody", verb="looked", party_id=str(party_id), unit_id=unit, fields=names,
            purpose=purpose,
        )
        for party_id in party_ids
    )  # fmt: skip


def _require_purpose(purpose: str) -> None:
    if not purpose.strip():
        raise Refused("purpose", _("Sebutkan dulu untuk apa data ini dibuka."), field="purpose")


def seal(*, by: Actor, at: datetime) -> int:
    """Chain all committed entries that have no block yet; returns how many. Only one sealer works at a time.

    An entry that commits late, after entries with higher ids were sealed, simply goes into the next block. Raises
    ``NotFound`` for anyone but the system: there is no such act for people.
    """
    if not by.is_system:
        raise NotFound
    total = 0
    while (sealed := _seal_block(at)) > 0:
        total += sealed
        if sealed < BLOCK_ENTRIES:
            break
    return total


@transaction.atomic
def _seal_block(at: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SEALER_LOCK])
        if not cursor.fetchone()[0]:
            return 0
    entries = list(Entry.objects.filter(block=None).order_by("id")[:BLOCK_ENTRIES])
    if not entries:
        return 0
    last = Block.objects.order_by("-id").first()
    previous = last.hash if last else rules.FIRST_HASH
    block = Block.objects.create(
        sealed_at=at,
        entries=len(entries),
        first_id=entries[0].pk,
        last_id=entries[-1].pk,
        hash=rules.block_hash(previous, at, entries),
        previous_hash=previous,
    )
    Entry.objects.filter(pk__in=[entry.pk for entry in entries]).update(block=block)
    return len(entries)


def send_newest_hash(*, by: Actor, at: datetime) -> KeptHash | None:
    """Hand the hash of the last block to every place outside that keeps it; None while nothing is sealed."""
    newest = queries.newest_block()
    if newest is None:
        return None
    kept = KeptHash(newest.block_id, newest.hash, at)
    for keeper in hash_keepers.values():
        keeper.keep(kept)
    record("audit.hash-kept", by=by, at=at)
    return kept
