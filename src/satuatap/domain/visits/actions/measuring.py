"""What visitors really waited is compared with what they were told, and taught to the next forecast."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F, Sum

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.remembered import forget_all

from .. import policies, queries, rules
from ..models import TOLD, Errand, Pace, Score

MOST = 2000  # waits looked at in one go
OF_LATE = timedelta(days=7)


def foretell(errand: Errand, at: datetime) -> None:
    """Note on an errand that begins to wait what its visitor is told; whoever calls saves ``TOLD``."""
    errand.ahead, errand.open_counters, told = queries.outlook(errand, at)
    errand.expected = told.expected if told else None
    errand.told_median = told.median if told else None
    errand.told_low, errand.told_high = (told.low, told.high) if told else (None, None)


def forget_told(errand: Errand) -> None:
    """The visitor lets others go first: what was told does not hold any more, and is not measured."""
    for name in TOLD:
        setattr(errand, name, None)


@transaction.atomic
def measure(*, by: Actor, at: datetime) -> int:
    """Take in the waits that are over since the last time; returns how many."""
    policies.require(by.is_system)
    errands = list(
        Errand.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("lane__site")
        .filter(waited__isnull=False, ahead__isnull=False, measured=False, lane__site__led_elsewhere=False)
        .order_by("called_at")[:MOST]
    )
    if not errands:
        return 0
    turns: dict[tuple[UUID, UUID, int | None], list[rules.Turn]] = defaultdict(list)
    ratios: dict[tuple[UUID, int | None], list[float]] = defaultdict(list)
    scores: dict[tuple[UUID, date], list[bool]] = defaultdict(list)
    for errand in errands:
        _sort(errand, turns, ratios, scores)
    _put_turns(turns)
    _put_scores(scores, by, at)
    _put_ratios(ratios, at)
    Errand.objects.filter(pk__in=[errand.pk for errand in errands]).update(measured=True)
    forget_all()
    return len(errands)


def _sort(
    errand: Errand,
    turns: dict[tuple[UUID, UUID, int | None], list[rules.Turn]],
    ratios: dict[tuple[UUID, int | None], list[float]],
    scores: dict[tuple[UUID, date], list[bool]],
) -> None:
    ahead, waited, site = errand.ahead or 0, errand.waited or 0, errand.lane.site
    if ahead and errand.open_counters and errand.waits_since:
        hour = errand.waits_since.astimezone(ZoneInfo(site.zone)).hour
        turn = rules.Turn(waited / 60 * errand.open_counters, ahead + 1)
        turns[site.pk, errand.lane_id, None].append(turn)
        turns[site.pk, errand.lane_id, hour].append(turn)
    if errand.expected:
        ratio = waited / 60 / errand.expected
        ratios[site.pk, None].append(ratio)
        ratios[site.pk, rules.band(ahead)].append(ratio)
    if errand.told_low is not None and errand.told_high is not None:
        scores[errand.lane_id, errand.day].append(rules.came_true(errand.told_low, errand.told_high, waited))


def _put_turns(turns: dict[tuple[UUID, UUID, int | None], list[rules.Turn]]) -> None:
    for (site_id, lane_id, hour), new in turns.items():
        row = _row(site_id=site_id, lane_id=lane_id, hour=hour, band=None)
        kept = [*(rules.Turn(*one) for one in row.recent), *new][-rules.KEPT_TURNS :]
        found = rules.pace(kept)
        row.recent, row.n, row.mean = [[one.minutes, one.turns] for one in kept], found.n, found.minutes
        row.save()


def _put_ratios(ratios: dict[tuple[UUID, int | None], list[float]], at: datetime) -> None:
    tails = _tails({site_id for site_id, _band in ratios}, at)
    for (site_id, band), new in ratios.items():
        row = _row(site_id=site_id, lane_id=None, hour=None, band=band)
        row.recent = [*row.recent, *new][-rules.KEPT_RATIOS :]
        found = rules.spread(row.recent, tails.get(site_id, rules.TAIL))
        row.n, row.low, row.median, row.high = found.n, found.low, found.median, found.high
        row.save()


def _tails(site_ids: set[UUID], at: datetime) -> dict[UUID, float]:
    """What each site leaves out at the ends of its ranges, by how often they came true of late."""
    rows = (
        Score.objects.filter(lane__site_id__in=site_ids, day__gt=(at - OF_LATE).date())
        .values_list("lane__site_id")
        .annotate(told=Sum("told"), held=Sum("came_true"))
        .order_by()
    )
    return {site_id: rules.tail(told, held) for site_id, told, held in rows}


def _row(**key: object) -> Pace:
    found = Pace.objects.select_for_update().filter(**key).first()
    return found or Pace(**key)


def _put_scores(scores: dict[tuple[UUID, date], list[bool]], by: Actor, at: datetime) -> None:
    for (lane_id, day), held in scores.items():
        score, is_new = Score.objects.get_or_create(lane_id=lane_id, day=day)
        Score.objects.filter(pk=score.pk).update(told=F("told") + len(held), came_true=F("came_true") + sum(held))
        if is_new:
            record("visits.forecast-scored", on=score, by=by, at=at)
