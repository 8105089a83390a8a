"""Requests about one's own data: for whoever asked, and for whoever answers."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound
from satuatap.kernel.paging import Page, page

from .. import policies, rules
from ..models import DataRequest, DataRequestKind, Party

DATA_REQUEST_KINDS = tuple(DataRequestKind.values)


@dataclass(frozen=True, slots=True)
class DataRequestRow:
    """A request with its limit; ``answered_at`` is None while it waits, ``is_near`` a day before the limit and after,
    ``copy_until`` is there while a copy can be taken."""

    request_id: UUID
    party_id: UUID
    kind: str
    number: str
    came: str
    shown: str
    words: str
    facts: tuple[str, ...]
    asked_at: datetime
    due_at: datetime
    is_near: bool
    is_late: bool
    answered_at: datetime | None
    is_granted: bool | None
    answer: str
    copy_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class OwnDataRequests:
    """What somebody asked, newest first, and since when their data, or which of their facts, are restricted."""

    rows: tuple[DataRequestRow, ...]
    restricted_at: datetime | None
    restricted_facts: tuple[str, ...]


def own_data_requests(actor: Actor, now: datetime) -> OwnDataRequests | None:
    """One's own requests, the last fifty; None for whoever was never seen in person."""
    if actor.party_id is None or not policies.is_own(actor, actor.party_id):
        return None
    asked = DataRequest.objects.select_related("copy").filter(party=actor.party_id).order_by("-asked_at", "-id")[:50]
    party = Party.objects.only("restricted_at", "restricted_facts").get(pk=actor.party_id)
    return OwnDataRequests(
        tuple(_row(row, now) for row in asked), party.restricted_at, tuple(party.restricted_facts or ())
    )


def asked_at_counter(actor: Actor, party_id: UUID, now: datetime) -> tuple[DataRequestRow, ...]:
    """What the actor's counter wrote down for a person, newest first; empty for who sits at none."""
    units = actor.unit_ids(*policies.COUNTER_ROLES)
    asked = DataRequest.objects.select_related("copy").filter(party=party_id, unit_id__in=units)
    return tuple(_row(row, now) for row in asked.order_by("-asked_at", "-id")[:20])


def open_data_requests(actor: Actor, now: datetime, cursor: str = "") -> Page[DataRequestRow]:
    """What waits for an answer, the nearest limit first, for those who protect data; empty for others."""
    waiting = DataRequest.objects.select_related("copy").filter(answered_at=None)
    if not policies.protects_data(actor):
        waiting = waiting.none()
    return page(waiting, keys=["due_at", "id"], cursor=cursor, row=lambda row: _row(row, now))


def data_request(actor: Actor, request_id: UUID, now: datetime) -> DataRequestRow:
    """One request for those who protect data. Raises ``NotFound`` to others."""
    policies.require(policies.protects_data(actor))
    row = DataRequest.objects.select_related("copy").filter(pk=request_id).first()
    if row is None:
        raise NotFound
    return _row(row, now)


def _row(row: DataRequest, now: datetime) -> DataRequestRow:
    waits, copy = row.answered_at is None, getattr(row, "copy", None)
    return DataRequestRow(
        request_id=row.pk,
        party_id=row.party_id,
        kind=row.kind,
        number=row.number,
        came=row.came,
        shown=row.shown,
        words=row.words,
        facts=tuple(row.facts),
        asked_at=row.asked_at,
        due_at=row.due_at,
        is_near=waits and now >= rules.warns_from(row.due_at),
        is_late=waits and now >= row.due_at,
        answered_at=row.answered_at,
        is_granted=row.is_granted,
        answer=row.answer,
        copy_until=copy.expires_at if copy and copy.sealed is not None and now < copy.expires_at else None,
    )
