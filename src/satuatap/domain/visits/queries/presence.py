"""Offices that are not at a hall today, in words: why, when again, where else; and what is quieter."""

import math
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, OuterRef, Q, Subquery
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from satuatap.domain.agencies import queries as agencies
from satuatap.domain.agencies.models import Site
from satuatap.domain.agencies.queries import Away, Standing, TenantTerms
from satuatap.kernel.errors import Refused

from .. import rules
from ..lifecycle import ErrandState, SittingState, VisitState
from ..models import Errand, Lane, Visit

OUTSIDE_COUNTS = ("taken", "only")  # the rules under which a booking of the office's own system opens a lane
IS_OPEN = Q(posts__counter__sittings__state=SittingState.OPEN)


@dataclass(frozen=True, slots=True)
class Quieter:
    """Another hall where an office can be reached sooner: so many wait there, at so many counters."""

    unit_id: UUID
    unit: str
    site: str
    site_code: str
    waiting: int
    open: int


def is_usual(site_id: UUID, unit_ids: Collection[UUID]) -> bool:
    """Whether nobody is away from a site, no emergency runs there, and what was agreed with offices limits nothing."""
    terms = [agencies.tenant(site_id, unit_id) for unit_id in unit_ids]
    return all(told is None or told.limits_nothing for told in terms) and not agencies.is_disturbed(site_id)


def shut(
    site: Site, lanes: Sequence[Lane], now: Standing, *, promised: Collection[UUID] = (), shown: Collection[UUID] = ()
) -> dict[UUID, Refused]:
    """The lanes of a site that give out no number now, each with what is said to whoever asks for one.

    ``promised`` are lanes where the place was booked: neither quota nor the hour of the last number counts there;
    ``shown`` those for which a booking of the office's own system was shown.
    """
    found: dict[UUID, Refused] = {}
    away = away_from(site, names_of(lanes), now)
    taken = _taken(site, lanes, now)
    local = now.at.astimezone(ZoneInfo(site.zone))
    for lane in lanes:
        try:
            if words := away.get(lane.unit_id):
                raise Refused("away", words, field="lanes")
            if lane.pk not in promised:
                require_number(lane, now.tenants.get((site.pk, lane.unit_id)), local.time(), taken, lane.pk in shown)
        except Refused as refusal:
            found[lane.pk] = refusal
    return found


def require_number(
    lane: Lane, terms: TenantTerms | None, now: time, taken: Mapping[UUID, int], is_shown: bool
) -> None:  # fmt: skip
    """Whether a lane and its office still give out numbers today. Raises ``Refused``."""
    if terms is not None:
        if is_shown and terms.outside_rule in OUTSIDE_COUNTS:
            return
        office = lane.unit.short_name
        full = terms.quota is not None and taken[lane.unit_id] >= terms.quota
        rules.require_gives_numbers(name=office, active=True, last=terms.last_number_at, now=now, full=full)
        rules.require_outside(rule=terms.outside_rule, system=terms.outside_system, office=office)
    full = lane.quota is not None and taken[lane.pk] >= lane.quota
    rules.require_gives_numbers(name=lane.said, active=lane.active, last=lane.last_number_at, now=now, full=full)


def outside_of(lane: Lane, now: Standing, refusal: Refused | None) -> str:
    """The system whose bookings open a lane at the guide's desk; "" where none does, or where nothing would."""
    terms = now.tenants.get((lane.site_id, lane.unit_id))
    if terms is None or terms.outside_rule not in OUTSIDE_COUNTS or (refusal and refusal.code == "away"):
        return ""
    return terms.outside_system


def _taken(site: Site, lanes: Sequence[Lane], now: Standing) -> dict[UUID, int]:
    """How many numbers lanes and offices gave out today, by their ids; no question is asked where nothing is limited."""
    limited = {
        lane.unit_id for lane in lanes
        if lane.quota is not None or ((terms := now.tenants.get((site.pk, lane.unit_id))) and terms.quota is not None)
    }  # fmt: skip
    taken: dict[UUID, int] = defaultdict(int)
    if limited:
        day = now.at.astimezone(ZoneInfo(site.zone)).date()
        rows = Errand.objects.filter(lane__site=site, lane__unit__in=limited, day=day)
        counts = rows.exclude(state=ErrandState.DROPPED).values_list("lane_id", "lane__unit_id").annotate(Count("pk"))
        for lane_id, unit_id, many in counts.order_by():
            taken[lane_id] += many
            taken[unit_id] += many
    return taken


def away_from(site: Site, offices: Mapping[UUID, str], now: Standing) -> dict[UUID, str]:
    """For each office that does not serve at a site now, the sentences that say so. ``offices`` are names by id; no
    further question is asked while all are there."""
    zone = ZoneInfo(site.zone)
    away = {unit_id: found for unit_id in offices if (found := now.away(site.pk, unit_id, zone))}
    if not away:
        return {}
    back = agencies.back_at(site_id=site.pk, unit_ids=away, at=now.at)
    others = _elsewhere(site.pk, away, now)
    return {
        unit_id: rules.with_ways(
            why(found, offices[unit_id], site.short_name, zone),
            back="" if found.code == "late" else moment_words(back.get(unit_id), zone),
            elsewhere=[] if found.moved_to else others.get(unit_id, []),
        )
        for unit_id, found in away.items()
    }


def why(found: Away, office: str, site: str, zone: ZoneInfo) -> str:
    """Why an office does not serve at a site now, in one sentence."""
    until = f"{found.until.astimezone(zone):%H.%M}" if found.until else ""
    return rules.away_words(
        code=found.code, office=office, site=site, until=until, reason=found.reason, moved_to=found.moved_to
    )


def moment_words(when: datetime | None, zone: ZoneInfo) -> str:
    """A moment as it is said in a sentence; "" for none."""
    if when is None:
        return ""
    local = when.astimezone(zone)
    return _("%(day)s pukul %(time)s") % {"day": date_format(local, "l, j F"), "time": f"{local:%H.%M}"}


def _elsewhere(site_id: UUID, unit_ids: Collection[UUID], now: Standing) -> dict[UUID, list[str]]:
    """The other halls where offices serve now, by name."""
    rows = Lane.objects.filter(unit__in=unit_ids, active=True, site__active=True).exclude(site=site_id)
    found: dict[UUID, list[str]] = {}
    for unit_id, other, name, zone in rows.values_list(
        "unit_id", "site_id", "site__short_name", "site__zone"
    ).distinct():
        if now.away(other, unit_id, ZoneInfo(zone)) is None:
            found.setdefault(unit_id, []).append(name)
    return {unit_id: sorted(names) for unit_id, names in found.items()}


def inside(site_id: UUID, local: datetime) -> int:
    """How many visitors with a number are in a hall today."""
    return Visit.objects.filter(site=site_id, day=local.date(), state=VisitState.OPEN).count()


def quieter(site_id: UUID, now: Standing) -> tuple[Quieter, ...]:
    """For each office of a hall the quietest other hall where it is called now, where fewer wait per counter than here."""
    offices = Lane.objects.filter(site=site_id, active=True).values("unit")
    lanes = Lane.objects.filter(unit__in=offices, active=True, site__active=True).select_related("unit", "site")
    waiting = Errand.objects.filter(lane=OuterRef("pk"), day=now.at.date(), state=ErrandState.WAITING).order_by()
    many = Subquery(waiting.values("lane_id").annotate(many=Count("pk")).values("many"))
    rows = [
        (row, _load(row, now), row.waiting or 0)
        for row in lanes.annotate(open=Count("posts", filter=IS_OPEN), waiting=many)
    ]
    here: dict[UUID, float] = defaultdict(float)
    for row, load, _many in rows:
        if row.site_id == site_id:
            here[row.unit_id] += load
    best: dict[UUID, Quieter] = {}
    for row, load, people in sorted(rows, key=lambda one: (one[1], one[0].site.name)):
        if row.site_id != site_id and load < here[row.unit_id]:
            told = Quieter(row.unit_id, row.unit.short_name, row.site.short_name, row.site.code, people, row.open)
            best.setdefault(row.unit_id, told)
    return tuple(best.values())


def _load(lane: Any, now: Standing) -> float:
    """How many wait for each counter of a lane; without end while nobody is called there."""
    if not lane.open or now.away(lane.site_id, lane.unit_id, ZoneInfo(lane.site.zone)):
        return math.inf
    waiting: float = (lane.waiting or 0) / lane.open
    return waiting


def names_of(lanes: Sequence[Lane]) -> dict[UUID, str]:
    """The offices of lanes by id, as they are called in a sentence."""
    return {lane.unit_id: lane.unit.short_name for lane in lanes}
