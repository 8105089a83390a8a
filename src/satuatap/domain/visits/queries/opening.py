"""A hall at its opening: which counters nobody sits at, and what was looked at."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import OuterRef, Subquery

from satuatap.domain.agencies.models import Counter
from satuatap.kernel.actors import Actor

from .. import policies
from ..lifecycle import SittingState
from ..models import OpeningCheck, OpeningItem, Sitting


@dataclass(frozen=True, slots=True)
class Manned:
    """A counter with its office and lanes, and who sits there ("" for nobody); ``state`` is open or break."""

    counter: str
    unit: str
    unit_id: UUID
    lanes: str
    officer: str
    state: str


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to look at, and who did: ``at`` is None until somebody has."""

    item: str
    at: datetime | None
    by: str
    note: str


def manned(*, actor: Actor, site_id: UUID) -> tuple[Manned, ...]:
    """The counters of a hall that serve a lane, those that nobody sits at first. Raises ``NotFound``."""
    policies.require(policies.runs_hall(actor))
    here = Sitting.objects.filter(counter=OuterRef("pk")).exclude(state=SittingState.CLOSED)
    rows = (
        Counter.objects.filter(site=site_id, posts__lane__active=True)
        .annotate(
            lanes=StringAgg("posts__lane__name", ", ", distinct=True, order_by="posts__lane__name"),
            officer=Subquery(here.values("officer_name")[:1]),
            state=Subquery(here.values("state")[:1]),
        )
        .order_by("name")
    )
    found = [
        Manned(name, unit, unit_id, lanes, officer or "", state or "")
        for name, unit, unit_id, lanes, officer, state in rows.values_list(
            "name", "unit__short_name", "unit_id", "lanes", "officer", "state"
        )
    ]
    return tuple(sorted(found, key=lambda row: bool(row.state)))


def checks(*, actor: Actor, site_id: UUID, day: date) -> tuple[Check, ...]:
    """What there is to look at when a hall opens, in order. Raises ``NotFound``."""
    policies.require(policies.runs_hall(actor))
    done = {row.item: row for row in OpeningCheck.objects.filter(site=site_id, day=day)}
    return tuple(
        Check(item, row.checked_at, row.checked_by_name, row.note)
        if (row := done.get(item))
        else Check(item, None, "", "")
        for item in OpeningItem.values
    )
