"""Who asks for somebody: counters for a supervisor, kiosks for an officer of the hall."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from satuatap.domain.agencies.policies import LEADS
from satuatap.kernel.actors import Actor

from .. import policies, rules
from ..models import HelpCall
from .halls import halls


@dataclass(frozen=True, slots=True)
class HelpNow:
    """A counter or a kiosk that asks; ``coming`` is who is on the way."""

    id: UUID
    place: str
    site: str
    unit: str
    number: str
    officer: str
    about: str
    asked_at: datetime
    coming: str
    answered_at: datetime | None
    is_kiosk: bool


@dataclass(frozen=True, slots=True)
class OfficerAsked:
    """What a kiosk shows of its own call: since when, who is ``coming``, and whether nobody came for too long."""

    asked_at: datetime
    coming: str
    is_late: bool


def help_calls(actor: Actor, at: datetime) -> tuple[HelpNow, ...]:
    """What asks the actor for help, the oldest first: everything for whoever runs the halls, the kiosks for whoever stands
    at the door, the counters of the office for its heads. Raises ``NotFound`` for others."""
    policies.require(policies.is_called(actor))
    rows = _open(at)
    if not policies.runs_hall(actor):
        ours = Q(counter__unit_id__in=actor.unit_ids(*LEADS))
        rows = rows.filter(ours | Q(device__isnull=False) if policies.guides(actor) else ours)
    return tuple(map(_row, rows.order_by("asked_at", "id")))


def officer_asked(device_id: UUID, at: datetime) -> OfficerAsked | None:
    """The call that stands at a kiosk."""
    asked = _open(at).filter(device_id=device_id).first()
    if asked is None:
        return None
    is_late = not asked.answered_by and at - asked.asked_at >= rules.HELP_LATE
    return OfficerAsked(asked.asked_at, asked.answered_name, is_late)


def help_sites() -> tuple[UUID, ...]:
    """The sites whose counters and kiosks may ask."""
    return tuple(row.id for row in halls())


def _open(at: datetime) -> QuerySet[HelpCall]:
    """Whoever asked at a kiosk does not stand there for ever."""
    stands = Q(device=None) | Q(asked_at__gt=at - rules.HELP_LASTS)
    rows = HelpCall.objects.filter(stands, over_at=None)
    return rows.select_related("counter__site", "counter__unit", "device__site", "visit")


def _row(asked: HelpCall) -> HelpNow:
    place = asked.place
    return HelpNow(
        asked.pk, place.name, place.site.short_name, asked.counter.unit.short_name if asked.counter else "",
        str(asked.visit) if asked.visit else "", asked.officer_name, asked.about, asked.asked_at, asked.answered_name,
        asked.answered_at, asked.device_id is not None,
    )  # fmt: skip
