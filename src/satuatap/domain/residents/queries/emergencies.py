"""Data opened in an emergency: for whoever opened them while they are open, for whoever judges it, for whose they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from satuatap.domain.agencies import queries as agencies
from satuatap.domain.audit.actions import record_look
from satuatap.domain.identity import queries as identity
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound
from satuatap.kernel.paging import Page, page

from .. import policies, rules
from ..models import EmergencyKind, EmergencyLook, Verdict
from .looks import watched
from .pages import Seat, household_of
from .profiles import SHOWN, Profile, profile

EMERGENCY_KINDS = tuple(EmergencyKind.values)
MISUSE = Verdict.MISUSE.value


@dataclass(frozen=True, slots=True)
class EmergencyRow:
    """One opening with its clocks and what the review said; ``verdict`` is "" while it waits."""

    emergency_id: UUID
    party_id: UUID
    kind: str
    reason: str
    who: str
    unit_name: str
    opened_at: datetime
    until: datetime
    due_at: datetime
    is_near: bool
    is_late: bool
    reviewed_at: datetime | None
    verdict: str
    findings: str
    follow_up: str


@dataclass(frozen=True, slots=True)
class Opened:
    """What the officer reads; ``profile`` and ``household`` are there only while the data are open."""

    row: EmergencyRow
    profile: Profile | None = None
    household: tuple[Seat, ...] = ()


def opened(actor: Actor, emergency_id: UUID, purposes: Mapping[str, str], *, at: datetime) -> Opened:
    """What the actor opened; the look is written down with the purpose of its kind. Raises ``NotFound`` to everybody else."""
    found = EmergencyLook.objects.filter(pk=emergency_id, opened_by=actor.id or "nobody").first()
    if found is None or not policies.opens_in_emergency(actor):
        raise NotFound
    row = _rows([found], at)[0]
    if at >= found.until or found.reviewed_at is not None:
        return Opened(row)
    record_look(
        by=actor,
        at=at,
        purpose=purposes[found.kind],
        on=found,
        fields=SHOWN,
        party_id=found.party_id,
        unit_id=found.unit_id,
    )
    return Opened(row, profile(found.party_id), household_of(found.party_id)[1])


def emergencies(actor: Actor, now: datetime, cursor: str = "") -> Page[EmergencyRow]:
    """What waits for a review, the nearest limit first: all of it for those who protect data, that of their own staff
    for heads of an office. Raises ``NotFound`` to others."""
    policies.require(policies.oversees_looks(actor))
    waiting = EmergencyLook.objects.filter(reviewed_at=None)
    if not policies.protects_data(actor):
        waiting = waiting.filter(unit_id__in=actor.unit_ids(*policies.HEAD_ROLES))
    found = page(waiting, keys=["due_at", "id"], cursor=cursor, row=lambda row: row)
    return Page(_rows(found.rows, now), found.next, found.previous)


def emergency(actor: Actor, emergency_id: UUID, now: datetime) -> EmergencyRow:
    """One of them for those who protect data. Raises ``NotFound`` to others."""
    policies.require(policies.protects_data(actor))
    found = EmergencyLook.objects.filter(pk=emergency_id).first()
    if found is None:
        raise NotFound
    return _rows([found], now)[0]


def own_emergency(actor: Actor, emergency_id: UUID, on: date, now: datetime) -> EmergencyRow:
    """One of them for whose data were opened, and for their parents or guardians. Raises ``NotFound`` to others."""
    people = [row.party_id for row in watched(actor, on)]
    found = EmergencyLook.objects.filter(pk=emergency_id, party__in=people).first()
    if found is None:
        raise NotFound
    return _rows([found], now)[0]


def _rows(found: Sequence[EmergencyLook], now: datetime) -> tuple[EmergencyRow, ...]:
    names = identity.names({row.opened_by for row in found})
    units = agencies.units({row.unit_id for row in found})
    return tuple(
        EmergencyRow(
            emergency_id=row.pk,
            party_id=row.party_id,
            kind=row.kind,
            reason=row.reason,
            who=names.get(row.opened_by, ""),
            unit_name=units[row.unit_id].short_name if row.unit_id in units else "",
            opened_at=row.opened_at,
            until=row.until,
            due_at=row.due_at,
            is_near=row.reviewed_at is None and now >= rules.warns_from(row.due_at),
            is_late=row.reviewed_at is None and now >= row.due_at,
            reviewed_at=row.reviewed_at,
            verdict=row.verdict,
            findings=row.findings,
            follow_up=row.follow_up,
        )
        for row in found
    )
