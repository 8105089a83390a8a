"""The register of breaches: for those who protect data, for whoever reported one, and for those whom one reaches."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound
from satuatap.kernel.paging import Page, page

from .. import policies, rules
from ..models import Breach, BreachPerson, BreachState

OPEN_BREACH = (BreachState.REPORTED, BreachState.DECLARED)


@dataclass(frozen=True, slots=True)
class BreachRow:
    """One breach with its clock: ``is_near`` a day before the limit, ``is_late`` when something was not done in time, and
    afterwards too. ``persons`` are how many it reaches by name, ``told`` how many of them were told."""

    breach_id: UUID
    state: str
    number: str
    what: str
    data: str
    happened: str
    reaches: str
    handling: str
    recovery: str
    reason: str
    known_at: datetime
    reported_at: datetime
    due_at: datetime
    declared_at: datetime | None
    persons_at: datetime | None
    authority_at: datetime | None
    authority_ref: str
    ended_at: datetime | None
    persons: int
    told: int
    is_near: bool
    is_late: bool
    has_paper: bool
    is_own_report: bool


@dataclass(frozen=True, slots=True)
class OwnBreach:
    """What somebody whom a breach reaches reads of it: what, which data, when and how, and what is done."""

    number: str
    what: str
    data: str
    happened: str
    handling: str
    recovery: str
    told_at: datetime | None


def breaches(actor: Actor, now: datetime, cursor: str = "") -> Page[BreachRow]:
    """The whole register, newest first, for those who protect data; one's own reports for other staff."""
    found = _rows()
    if not policies.protects_data(actor):
        found = found.filter(reported_by=actor.id) if actor.is_staff else found.none()
    return page(found, keys=["-reported_at", "-id"], cursor=cursor, row=lambda row: _row(row, actor, now))


def breach(actor: Actor, breach_id: UUID, now: datetime) -> BreachRow:
    """One of them. Raises ``NotFound`` to others."""
    row = _rows().filter(pk=breach_id).first()
    if row is None or not (policies.protects_data(actor) or (actor.is_staff and row.reported_by == actor.id)):
        raise NotFound
    return _row(row, actor, now)


def breach_paper(actor: Actor, breach_id: UUID) -> tuple[str, bytes]:
    """The number and the notice to the authority as a PDF. Raises ``NotFound`` to others and while there is none."""
    policies.require(policies.protects_data(actor))
    row = Breach.objects.filter(pk=breach_id).first()
    if row is None or row.paper is None:
        raise NotFound
    return row.number or "", bytes(row.paper)


def own_breaches(actor: Actor) -> tuple[OwnBreach, ...]:
    """Breaches that reach the actor or those for whom the actor speaks, newest first."""
    parties = [party for party in actor.parties if policies.is_own(actor, party)]
    rows = BreachPerson.objects.filter(party__in=parties, told_at__isnull=False).select_related("breach")
    return tuple(
        OwnBreach(
            row.breach.number or "", row.breach.what, row.breach.data, row.breach.happened, row.breach.handling,
            row.breach.recovery, row.told_at,
        )
        for row in rows.order_by("-told_at", "-id")[:50]
    )  # fmt: skip


def _rows() -> QuerySet[Any]:
    told = Count("persons", filter=Q(persons__told_at__isnull=False))
    return Breach.objects.defer("paper").annotate(reach=Count("persons"), told=told, is_set=Q(paper__isnull=False))


def _row(row: Any, actor: Actor, now: datetime) -> BreachRow:
    is_done = row.persons_at is not None and row.authority_at is not None
    is_open = row.state in OPEN_BREACH and not is_done
    done_at = max(row.persons_at, row.authority_at) if row.persons_at and row.authority_at else now
    return BreachRow(
        breach_id=row.pk, state=row.state, number=row.number or "", what=row.what, data=row.data, happened=row.happened,
        reaches=row.reaches, handling=row.handling, recovery=row.recovery, reason=row.reason, known_at=row.known_at,
        reported_at=row.reported_at, due_at=row.due_at, declared_at=row.declared_at, persons_at=row.persons_at,
        authority_at=row.authority_at, authority_ref=row.authority_ref, ended_at=row.ended_at,
        persons=row.reach, told=row.told,
        is_near=is_open and rules.warns_from(row.due_at) <= now < row.due_at,
        is_late=row.state != BreachState.DISMISSED and done_at >= row.due_at,
        has_paper=row.is_set,
        is_own_report=row.reported_by == actor.id,
    )  # fmt: skip
