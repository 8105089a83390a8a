"""What the priorities of a hall cost those who had none, on one day."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import F

from satuatap.kernel.actors import Actor

from .. import policies
from ..models import Errand, Priority
from ..rules import ENOUGH_CALLS, Called, costs
from .lanes import zone_in


@dataclass(frozen=True, slots=True)
class CostRow:
    """One reason: its head start in minutes, how many were ``called`` by it, and the minutes that the others waited longer:
    all ``together``, how many of them (``later``), each on average, and at most."""

    name: str
    head_start: int
    called: int
    together: int
    later: int
    each: int
    most: int


@dataclass(frozen=True, slots=True)
class DayCosts:
    """A day: how many were ``called``, and its reasons; none while too few were called to say."""

    day: date
    called: int
    rows: tuple[CostRow, ...]

    @property
    def is_enough(self) -> bool:
        return self.called >= ENOUGH_CALLS


def priority_costs(*, actor: Actor, site_id: UUID, day: date | None, at: datetime) -> DayCosts:
    """What each priority cost on a day; without a day, today. Raises ``NotFound`` for who does not run a hall."""
    policies.require(policies.runs_hall(actor))
    wanted = day or at.astimezone(zone_in(site_id)).date()
    lanes = _called(site_id, wanted)
    called = sum(map(len, lanes))
    if called < ENOUGH_CALLS:
        return DayCosts(wanted, called, ())
    known = {row.code: row for row in Priority.objects.all()}
    rows = [
        CostRow(
            known[cost.reason].name, known[cost.reason].head_start, cost.called, _minutes(cost.others), cost.later,
            _minutes(cost.each), _minutes(cost.most),
        )
        for cost in costs(lanes)
    ]  # fmt: skip
    return DayCosts(wanted, called, tuple(rows))


def _called(site_id: UUID, day: date) -> list[list[Called]]:
    """Who was called in each lane, with the priority that they had."""
    rows = Errand.objects.filter(
        lane__site=site_id, day=day, called_at__isnull=False, waits_since__isnull=False, called_at__gte=F("waits_since")
    ).values_list(
        "lane_id", "waits_since", "turn_at", "visit__came_at", "called_at", "visit__priority__head_start",
        "visit__priority__code",
    )  # fmt: skip
    lanes: dict[UUID, list[Called]] = defaultdict(list)
    for lane_id, ready, turn, came, called, head_start, code in rows.order_by("waits_since", "id"):
        if ready and called:  # asked for above
            lanes[lane_id].append(Called(ready, turn or came, called, head_start or 0, code or ""))
    return list(lanes.values())


def _minutes(span: timedelta) -> int:
    return round(span.total_seconds() / 60)
