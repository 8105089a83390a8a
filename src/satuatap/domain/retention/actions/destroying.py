"""Destroying what is over: a few records at a time, so that a worker that is killed goes on where it was."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor

from .. import policies, ports, queries, rules
from ..lifecycle import Fate, ListState
from ..models import Destroyed, DestructionList


@transaction.atomic
def destroy_some(*, code: str, by: Actor, at: datetime) -> int:
    """Destroy some records of a class that are over and not held; returns how many, 0 when none is left.

    Where the schedule wants a decision, only those on an approved list.
    """
    policies.require(by.is_system)
    told = queries.term(code, timezone.localdate(at))
    shelf = ports.shelves[code]
    over = queries.over(shelf, told.span, at) if told.fate != Fate.KEEP or shelf.is_promised else None
    if over is None:
        return 0
    approved = None
    if told.needs_decision:
        approved = DestructionList.objects.select_for_update().filter(code=code, state=ListState.APPROVED).first()
        if approved is None:
            return 0
        over = over.filter(pk__in=list(approved.items.values_list("record_id", flat=True)))
    number = _destroy(code, shelf, queries.not_held(over, shelf), by, at)
    if approved is not None and number == 0:
        approved.state, approved.done_at = ListState.DONE, at
        approved.save(update_fields=["state", "done_at"])
        record("retention.list-done", on=approved, by=by, at=at)
    return number


@transaction.atomic
def forget_person(*, party_id: UUID, by: Actor, at: datetime) -> int:
    """A request for erasure was granted: destroy what may go when its person asks; returns how many records."""
    policies.require(by.is_system)
    gone = 0
    for code, told in rules.CLASSES.items():
        shelf = ports.shelves.get(code)
        if told.on_request and shelf is not None and shelf.party:
            rows = shelf.rows(at).filter(**{shelf.party: party_id})
            while number := _destroy(code, shelf, queries.not_held(rows, shelf), by, at):
                gone += number
    record("retention.person-forgotten", by=by, at=at, party_id=party_id)
    return gone


def _destroy(code: str, shelf: ports.Shelf, rows: Any, by: Actor, at: datetime) -> int:
    """The oldest of them, locked so that two workers never take the same; the register says how many went."""
    found = list(queries.began(rows, shelf).select_for_update(skip_locked=True, of=("self",))[: rules.BATCH])
    if not found:
        return 0
    shelf.destroy(ids=[row.pk for row in found], by=by, at=at)
    _note(code, [queries.day_of(row.kept_since) for row in found], by, at)
    return len(found)


def _note(code: str, days: Sequence[Any], by: Actor, at: datetime) -> None:
    facts = {"oldest": min(days), "newest": max(days), "last_at": at}
    line, is_new = Destroyed.objects.select_for_update().get_or_create(
        on=timezone.localdate(at), code=code, defaults=facts | {"number": len(days)}
    )
    if not is_new:
        line.number += len(days)
        line.oldest, line.newest = min(line.oldest, facts["oldest"]), max(line.newest, facts["newest"])
        line.last_at = at
        line.save(update_fields=["number", "oldest", "newest", "last_at"])
    record("retention.destroyed", on=line, by=by, at=at)
