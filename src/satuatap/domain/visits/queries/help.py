"""Which counters ask for a supervisor."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from satuatap.domain.agencies.policies import LEADS
from satuatap.kernel.actors import Actor

from .. import policies
from ..models import HelpCall
from .halls import halls


@dataclass(frozen=True, slots=True)
class HelpNow:
    """A counter that asks; ``coming`` is who is on the way."""

    id: UUID
    counter: str
    site: str
    unit: str
    number: str
    officer: str
    about: str
    asked_at: datetime
    coming: str
    answered_at: datetime | None


def help_calls(actor: Actor) -> tuple[HelpNow, ...]:
    """What asks the actor for help: every counter for whoever runs the halls, those of the office for its heads; the
    oldest first. Raises ``NotFound`` for others."""
    policies.require(policies.supervises(actor))
    rows = _open()
    if not policies.runs_hall(actor):
        rows = rows.filter(counter__unit_id__in=actor.unit_ids(*LEADS))
    return tuple(map(_row, rows.order_by("asked_at", "id")))


def help_sites() -> tuple[UUID, ...]:
    """The sites whose counters may ask."""
    return tuple(row.id for row in halls())


def _open() -> QuerySet[HelpCall]:
    return HelpCall.objects.filter(over_at=None).select_related("counter__site", "counter__unit", "visit")


def _row(asked: HelpCall) -> HelpNow:
    counter = asked.counter
    return HelpNow(
        asked.pk, counter.name, counter.site.short_name, counter.unit.short_name, str(asked.visit) if asked.visit else "",
        asked.officer_name, asked.about, asked.asked_at, asked.answered_name, asked.answered_at,
    )  # fmt: skip
