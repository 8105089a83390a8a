"""How it was: what a visitor may still say, and what whoever answers for it is told."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, QuerySet

from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound

from .. import policies, rules
from ..lifecycle import ErrandState
from ..models import Errand, Lane, Rating, Visit
from ..rules import AnswerSpan
from .lanes import led_elsewhere, zone_in

MOST_COMMENTS = 200


@dataclass(frozen=True, slots=True)
class RatingNow:
    """An errand of today that is over, and what its holder said of it: None before."""

    errand_id: UUID
    lane: str
    value: int | None
    comment: str


@dataclass(frozen=True, slots=True)
class Rated:
    """What was said of a service at a lane ("" where no service was named), in spans of days; none while too few spoke."""

    lane_id: UUID
    lane: str
    unit: str
    service: str
    spans: tuple[AnswerSpan, ...]

    @property
    def counts(self) -> tuple[int, ...]:
        return tuple(map(sum, zip(*(span.counts for span in self.spans), strict=True)))

    @property
    def answers(self) -> int:
        return sum(self.counts)


def may_rate(visit_id: UUID, at: datetime) -> tuple[RatingNow, ...]:
    """What the holder of a number may say of it, the last first; nothing after the day, nor where a node leads the hall."""
    done = Errand.objects.filter(visit=visit_id, state=ErrandState.DONE).order_by("-ended_at", "-position")
    rows = done.select_related("lane__site", "rating")
    return tuple(_now(row) for row in rows if _is_open(row, at))


def _is_open(row: Errand, at: datetime) -> bool:
    site = row.lane.site
    return site.pk not in led_elsewhere() and at.astimezone(ZoneInfo(site.zone)).date() == row.day


def _now(row: Errand) -> RatingNow:
    said = getattr(row, "rating", None)
    return RatingNow(row.pk, row.lane.said, said.value if said else None, said.comment if said else "")


def visit_numbered(site_id: UUID, text: str, at: datetime) -> UUID:
    """The visit of today at a site whose number somebody typed, with or without line and zeros. Raises ``NotFound``."""
    letter, number = rules.number_typed(text)
    day = at.astimezone(zone_in(site_id)).date()
    found = (
        Visit.objects.filter(site=site_id, day=day, letter=letter, number=number).values_list("pk", flat=True).first()
    )
    if found is None:
        raise NotFound
    return found


def rated(*, actor: Actor, site_id: UUID, first: date, at: datetime, after: date) -> tuple[Rated, ...]:
    """What was said at a hall from the ``first`` day on, before ``after`` and before today, by lane and service: of every
    office for whoever runs the hall, of their own for who leads one. Raises ``NotFound`` for others."""
    rows = _over(actor, site_id, first, after, at)
    counted = rows.order_by().values_list(
        "errand__lane_id", "errand__lane__name", "errand__lane__unit__short_name", "errand__service", "errand__day", "value"
    ).annotate(Count("pk"))  # fmt: skip
    days: dict[tuple[UUID, str, str, str], list[tuple[date, int, int]]] = defaultdict(list)
    for lane_id, lane, unit, service, day, value, many in counted:
        days[lane_id, lane, unit, service].append((day, value, many))
    found = [Rated(*thing, rules.answer_spans(_by_day(said))) for thing, said in days.items()]
    return tuple(sorted(found, key=lambda row: (row.unit, row.lane, row.service)))


def _by_day(said: Iterable[tuple[date, int, int]]) -> Iterable[tuple[date, list[int]]]:
    for day, group in groupby(sorted(said), key=lambda row: row[0]):
        many = {value: count for _day, value, count in group}
        yield day, [many.get(value, 0) for value in rules.VALUES]


def comments(*, actor: Actor, site_id: UUID, row: Rated, at: datetime) -> tuple[str, ...]:
    """What was written on the days of a row's spans: in no order that tells when, and beside no answer."""
    if not row.spans:
        return ()
    words = _over(actor, site_id, row.spans[0].first, None, at).filter(
        errand__lane=row.lane_id, errand__service=row.service, errand__day__lte=row.spans[-1].last
    )
    return tuple(words.exclude(comment="").order_by("comment").values_list("comment", flat=True)[:MOST_COMMENTS])


def _over(actor: Actor, site_id: UUID, first: date, after: date | None, at: datetime) -> QuerySet[Rating]:
    """The ratings of days that are over: until then they change, and a growing count would tell each new one."""
    policies.require(policies.supervises(actor))
    zone = zone_in(site_id)
    today = at.astimezone(zone).date()
    lanes = Lane.objects.filter(site=site_id)
    if not policies.runs_hall(actor):
        lanes = lanes.filter(unit__in=policies.led_by(actor))
    return Rating.objects.filter(
        errand__lane__in=lanes, errand__state=ErrandState.DONE, errand__day__gte=first,
        errand__day__lt=min(after or today, today),
        errand__ended_at__gte=datetime.combine(first, time(), zone),  # the index of what was served has this moment
    )  # fmt: skip
