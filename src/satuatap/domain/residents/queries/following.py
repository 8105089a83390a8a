"""What events ask of an office."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from satuatap.domain.audit.actions import record_looks
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound
from satuatap.kernel.paging import Page, page
from satuatap.kernel.privacy import mask_nik

from .. import policies
from ..models import FollowUp

DONE = FollowUp.Outcome.DONE
FOR_FOLLOWING = "menindaklanjuti peristiwa kependudukan"


@dataclass(frozen=True, slots=True)
class FollowUpRow:
    """Something to do: ``kind`` and ``on`` of the event, whom it is about; ``words`` where a case left it to a person."""

    follow_up_id: UUID
    task: str
    words: str
    kind: str
    on: date | None
    name: str
    masked_nik: str
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """What an event asked of an office, and what came of it: open while ``closed_at`` is None; ``is_done`` False then
    means that it was not needed, for a ``reason``."""

    event_id: int
    task: str
    words: str
    office: str
    closed_at: datetime | None
    is_done: bool
    reason: str


def follow_ups(actor: Actor, cursor: str = "", *, at: datetime) -> Page[FollowUpRow]:
    """What is open at the actor's offices, the oldest first; looks at the people in it are written down.

    Raises ``NotFound`` to those who follow nothing up.
    """
    units = policies.follows_up_at(actor)
    if not units:
        raise NotFound
    rows = FollowUp.objects.filter(unit__in=units, closed_at=None).select_related("event", "party__person")
    found = page(rows, keys=["opened_at", "id"], cursor=cursor, row=lambda task: task)
    people = {task.party_id for task in found.rows if task.party_id}
    if people:
        record_looks(
            party_ids=people, by=actor, at=at, purpose=FOR_FOLLOWING, fields=("name", "nik"), unit_id=min(units)
        )
    return Page(tuple(_row(task) for task in found.rows), found.next, found.previous)


def asked_by(event_ids: Collection[int]) -> tuple[Asked, ...]:
    """What events asked of offices and what came of it; for those who have seen to who may read the events."""
    rows = FollowUp.objects.filter(event__in=event_ids).select_related("unit").order_by("event", "opened_at", "id")
    return tuple(
        Asked(
            row.event_id or 0, row.task, row.words, row.unit.short_name, row.closed_at, row.outcome == DONE, row.reason
        )
        for row in rows
    )


def _row(task: FollowUp) -> FollowUpRow:
    return FollowUpRow(
        follow_up_id=task.pk,
        task=task.task.split(":")[0],
        words=task.words,
        kind=task.event.kind if task.event else task.task.partition(":")[2],
        on=task.event.on if task.event else None,
        name=task.party.name if task.party else "",
        masked_nik=mask_nik(task.party.person.nik or "") if task.party else "",
        opened_at=task.opened_at,
    )
