"""What an officer at a counter sees: who is there, where that visitor still goes, who comes next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject

from satuatap.domain.agencies.models import Counter
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound

from .. import policies, rules
from ..lifecycle import AT_COUNTER, ErrandState, SittingState
from ..models import Errand, Lane, Post, Sitting, Split, ticket_no
from .acts import LastAct, today_at

SPLITS = (ErrandState.PLANNED, ErrandState.WAITING, ErrandState.PARKED)
MOST_SHOWN = 100  # of those who wait; more are told as "100+"


@dataclass(frozen=True, slots=True)
class CounterChoice:
    """A counter the officer may sit down at, and who sits there now ("" nobody)."""

    id: UUID
    name: str
    site: str
    unit: str
    lanes: str
    taken_by: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class StopRow:
    """One errand of the visitor's way; ``place`` are the counters that serve it."""

    lane: str
    service: str
    state: str
    counter: str
    is_here: bool
    id: UUID


@dataclass(frozen=True, slots=True)
class Guest:
    """The visitor at the counter. ``name`` is empty until serving has begun, and for a visitor nobody
    identified; so is ``outside``, the system and number of a booking that was shown. ``papers`` are the keys of those
    that the guide saw, None when nobody looked; ``seconds`` are the numbers split off from this one, with their tokens."""

    visit_id: UUID
    number: str
    state: str
    lane: str
    minutes: int
    service: str
    about: UUID | None
    party_id: UUID | None
    name: str
    priority: str
    needs: tuple[str, ...]
    channel: str
    papers: tuple[str, ...] | None
    came_at: datetime
    called_at: datetime
    began_at: datetime | None
    times_called: int
    stops: tuple[StopRow, ...]
    outside: str
    seconds: tuple[tuple[str, str], ...]

    @property
    def may_split(self) -> tuple[StopRow, ...]:
        """The errands that a second person could do under a number of their own."""
        return tuple(stop for stop in self.stops if stop.state in SPLITS)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody who waits, or was parked, for the counter's lanes; ``is_next`` whom the next call takes."""

    visit_id: UUID
    number: str
    lane: str
    priority: str
    minutes: int
    is_next: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A supervisor was called from here, and who is ``coming`` ("" nobody yet)."""

    asked_at: datetime
    coming: str


@dataclass(frozen=True, slots=True)
class CounterNow:
    """A counter at a moment. ``served`` and ``average`` are today's at this counter; ``others`` are lanes to pass a
    visitor on to, as (id, name); ``last`` is the press that can be taken back; ``is_contact_free``: in an emergency,
    nothing goes from hand to hand."""

    id: UUID
    name: str
    unit: str
    site: str
    site_id: UUID
    state: str
    break_until: datetime | None
    lane_ids: tuple[UUID, ...]
    guest: Guest | None
    waiting: tuple[Waiting, ...]
    parked: tuple[Waiting, ...]
    served: int
    average: timedelta | None
    others: tuple[tuple[UUID, str], ...]
    last: LastAct | None
    help: Asked | None
    is_contact_free: bool


def counter_choices(actor: Actor) -> tuple[CounterChoice, ...]:
    """The counters of the actor's offices that serve a lane, by site and name."""
    counters = (
        Counter.objects.filter(unit_id__in=actor.unit_ids(*policies.COUNTER_ROLES), posts__isnull=False)
        .select_related("site", "unit")
        .distinct()
        .order_by("site__name", "name")
    )
    found = list(counters)
    sitting = {
        row.counter_id: row
        for row in Sitting.objects.filter(counter__in=found).exclude(state=SittingState.CLOSED)
    }  # fmt: skip
    lanes: dict[UUID, list[str]] = {}
    for counter_id, lane in Post.objects.filter(counter__in=found).values_list("counter_id", "lane__name"):
        lanes.setdefault(counter_id, []).append(lane)
    return tuple(
        CounterChoice(
            counter.pk, counter.name, counter.site.short_name, counter.unit.short_name,
            ", ".join(sorted(lanes.get(counter.pk, ()))),
            sitting[counter.pk].officer_name if counter.pk in sitting else "",
            counter.pk in sitting and sitting[counter.pk].officer == actor.id,
        )
        for counter in found
    )  # fmt: skip


def own_counter(actor: Actor) -> UUID | None:
    """The counter at which the actor sits."""
    rows = Sitting.objects.filter(officer=actor.id).exclude(state=SittingState.CLOSED)
    return rows.values_list("counter_id", flat=True).first()


def counter_now(*, actor: Actor, counter_id: UUID, at: datetime) -> CounterNow:
    """The counter at which the actor sits. Raises ``NotFound`` for others, and for a counter nobody opened."""
    sitting = (
        Sitting.objects.select_related("counter__site", "counter__unit")
        .filter(counter_id=counter_id, officer=actor.id)
        .exclude(state=SittingState.CLOSED)
        .annotate(ask=FilteredRelation("counter__help_calls", condition=Q(counter__help_calls__over_at=None)))
        .annotate(
            running=FilteredRelation(
                "counter__site__emergencies", condition=Q(counter__site__emergencies__lifted_at=None)
            )
        )
        .annotate(asked_at=F("ask__asked_at"), coming=F("ask__answered_name"), contact_free=F("running__contact_free"))
        .first()
    )
    if sitting is None or not policies.may_sit(actor, sitting.counter):
        raise NotFound
    counter = sitting.counter
    lanes = _lanes(counter)
    lane_ids = tuple(lane.id for lane in lanes if lane.weight)
    day = at.astimezone(ZoneInfo(counter.site.zone)).date()
    queue = list(
        Errand.objects.filter(lane_id__in=lane_ids, day=day, state__in=[ErrandState.WAITING, ErrandState.PARKED])
        .order_by("state", "rank_at", "id")  # parked ones first, they are few
        .values_list("state", "lane_id", "rank_at", "visit_id", "visit__letter", "visit__number", "lane__name", "visit__priority__name",
                     "visit__came_at")[:MOST_SHOWN]
    )  # fmt: skip
    weights = {lane.id: lane.weight for lane in lanes}
    turns = [(lane_id, turn) for state, lane_id, turn, *_rest in queue if state == ErrandState.WAITING and turn]
    following = _following(turns, weights, at)
    rows = [
        (
            state,
            Waiting(
                visit_id, ticket_no(letter, number), lane, priority or "", _minutes(at - came_at),
                state == ErrandState.WAITING and (lane_id, turn) == following,
            ),
        )
        for state, lane_id, turn, visit_id, letter, number, lane, priority, came_at in queue
    ]  # fmt: skip
    rows.sort(key=lambda row: not row[1].is_next)  # the others stay in the order of their turns
    today = today_at(counter_id, day, at)
    return CounterNow(
        counter_id, counter.name, counter.unit.short_name, counter.site.short_name, counter.site_id, sitting.state,
        sitting.break_until, lane_ids, _guest(counter_id),
        tuple(row for state, row in rows if state == ErrandState.WAITING),
        tuple(row for state, row in rows if state == ErrandState.PARKED),
        today.served, today.average, tuple((lane.id, lane.name) for lane in lanes), today.last,
        Asked(sitting.asked_at, sitting.coming) if sitting.asked_at else None, bool(sitting.contact_free),
    )  # fmt: skip


def _following(
    turns: Sequence[tuple[UUID, datetime]], weights: Mapping[UUID, int], at: datetime
) -> tuple[UUID, datetime] | None:
    """The lane and the turn that the next call takes, of those who wait in the order of their turns."""
    heads: dict[UUID, tuple[datetime, int]] = {}
    for lane_id, turn in turns:
        heads.setdefault(lane_id, (turn, weights[lane_id]))
    order = rules.most_urgent(heads, at)
    return (order[0], heads[order[0]][0]) if order else None


@dataclass(frozen=True, slots=True)
class _Lane:
    id: UUID
    name: str
    weight: int  # 0 for one that this counter does not serve


def _lanes(counter: Counter) -> tuple[_Lane, ...]:
    """The lanes of the counter's site by name, with what they weigh at this counter."""
    posts = Post.objects.filter(counter=counter, lane_id=OuterRef("pk"))
    rows = Lane.objects.filter(site_id=counter.site_id, active=True).order_by("name")
    weighed = rows.annotate(weighs=Coalesce(Subquery(posts.values("weight")[:1]), 0))
    return tuple(_Lane(*row) for row in weighed.values_list("pk", "name", "weighs"))


def _guest(counter_id: UUID) -> Guest | None:
    here = Q(visit__errands__counter_id=counter_id, visit__errands__state__in=[str(s) for s in AT_COUNTER])
    errands = list(
        Errand.objects.filter(here)
        .select_related("visit__party", "visit__priority", "lane", "counter", "outside")
        .annotate(split_off=ArraySubquery(_seconds()))
        .order_by("position")
        .distinct()
    )
    current = next((e for e in errands if e.counter_id == counter_id and e.state in AT_COUNTER), None)
    if current is None or current.called_at is None:
        return None
    visit = current.visit
    stops = tuple(
        StopRow(e.lane.name, e.service, e.state, e.counter.name if e.counter else "", e.pk == current.pk, e.pk)
        for e in errands
    )
    is_known = visit.party is not None and current.state == ErrandState.SERVING
    return Guest(
        visit.pk, str(visit), current.state, current.lane.name, current.lane.minutes, current.service, current.about,
        visit.party_id, visit.party.name if is_known and visit.party else "",
        visit.priority.name if visit.priority else "", tuple(visit.needs), visit.channel,
        None if current.papers is None else tuple(current.papers), visit.came_at,
        current.called_at, current.began_at, current.times_called, stops, _outside(current),
        tuple((ticket_no(one["letter"], one["number"]), one["token"]) for one in current.split_off),
    )  # fmt: skip


def _seconds() -> QuerySet[Split, Any]:
    rows = Split.objects.filter(of=OuterRef("visit")).order_by("at")
    told = JSONObject(**{name: f"visit__{name}" for name in ("letter", "number", "token")})
    return rows.values(told=told)


def _outside(errand: Errand) -> str:
    shown = getattr(errand, "outside", None) if errand.state == ErrandState.SERVING else None
    return f"{shown.system} {shown.reference}" if shown else ""


def _minutes(span: timedelta) -> int:
    return max(int(span.total_seconds() // 60), 0)
