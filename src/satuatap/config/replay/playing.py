"""Playing the day: its own clock runs from event to event, and every event is a public action."""

import heapq
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import count, pairwise
from random import Random
from typing import NamedTuple
from uuid import uuid4

from satuatap.domain.visits import actions

from .hall import BY, PLANNED_MINUTES, Desk, Lane
from .used import Meter

MEASURE = timedelta(minutes=5)  # waits that are over are learnt from so often; in a running system each minute
SERVICE = timedelta(minutes=PLANNED_MINUTES)  # served so long at most, where the file names no next call
LATE = timedelta(minutes=1)  # between two calls of a lane after the record: all must be served before the day ends
BEFORE = 5  # minutes before the first snapshot of a queue
COME, CALL, OPEN = "come", "call", "open"


class Event(NamedTuple):
    """Something that happens in a lane; ``counters`` are those wanted open from then on."""

    at: datetime
    number: int
    what: str
    lane: Lane
    counters: int = 0


class Play:
    """A day of lanes. ``midnight`` begins it; ``seed`` decides where between two snapshots people came."""

    def __init__(self, lanes: Sequence[Lane], midnight: datetime, seed: int = 0) -> None:
        self.lanes, self.midnight, self.seed = lanes, midnight, seed
        self.meter = Meter()
        self._numbers = count()

    def run(self) -> datetime:
        """The recorded day; then whoever still waits is called. Returns the moment at which the record ended."""
        events = list(self._recorded())
        heapq.heapify(events)
        ends = now = max((event.at for event in events), default=self.midnight)
        measured = self.midnight
        while events:
            event = heapq.heappop(events)
            now = event.at
            if now - measured >= MEASURE:
                actions.measure(by=BY, at=now)
                measured = now
            self._happen(event)
            if not events:
                for lane in self.lanes:
                    if lane.waiting:
                        heapq.heappush(events, Event(now + LATE, next(self._numbers), CALL, lane))
        for lane in self.lanes:
            for desk in lane.desks:
                self._close(desk, now + SERVICE)
        actions.measure(by=BY, at=now + SERVICE)
        return ends

    def _recorded(self) -> Iterator[Event]:
        for lane in self.lanes:
            draw = Random(f"{self.seed} {lane.queue.office} {lane.queue.code}")  # noqa: S311 (a play, no secret)
            snapshots = lane.queue.snapshots
            minutes = [snapshots[0].minute - BEFORE, *(one.minute for one in snapshots)]
            for (begins, ends), snapshot in zip(pairwise(minutes), snapshots, strict=True):
                yield Event(self._at(begins), next(self._numbers), OPEN, lane, snapshot.open)
                for what, many in ((COME, snapshot.arrivals), (CALL, snapshot.calls)):
                    for moment in sorted(draw.uniform(begins, ends) for _one in range(many)):
                        yield Event(self._at(moment), next(self._numbers), what, lane)

    def _at(self, minute: float) -> datetime:
        return self.midnight + timedelta(minutes=minute)

    def _happen(self, event: Event) -> None:
        if event.what == COME:
            self._come(event.lane, event.at)
        elif event.what == CALL:
            self._call(event.lane, event.at)
        else:
            self._open(event.lane, event.counters, event.at)

    def _come(self, lane: Lane, now: datetime) -> None:
        key = uuid4()
        with self.meter.counting("issue"):
            visit = actions.begin(
                site_id=lane.site_id, asks=[actions.Ask(lane.id)], channel="kiosk", key=key, by=BY, at=now
            )
            actions.hand_out(visit_id=visit.pk, by=BY, at=now)
        lane.waiting += 1

    def _call(self, lane: Lane, now: datetime) -> None:
        """The desk that called longest ago calls; whoever is there is finished first. Nobody waits: nothing happens."""
        if not lane.waiting:
            return
        desks = [desk for desk in lane.desks if desk.is_open] or [lane.desks[0]]
        desk = min(desks, key=lambda one: (one.called_at is not None, one.called_at or now))
        self._sit(desk, now)
        self._finish(desk, now)
        with self.meter.counting("call"):
            actions.call_next(counter_id=desk.id, key=uuid4(), by=desk.officer, at=now)
        actions.start(counter_id=desk.id, by=desk.officer, at=now)
        desk.called_at, desk.guest_until = now, now + SERVICE
        lane.waiting -= 1

    def _open(self, lane: Lane, counters: int, now: datetime) -> None:
        for place, desk in enumerate(lane.desks):
            if place < counters:
                self._sit(desk, now)
            elif desk.guest_until is None or desk.guest_until <= now:
                self._close(desk, now)

    def _sit(self, desk: Desk, now: datetime) -> None:
        if not desk.is_open:
            actions.sit_down(counter_id=desk.id, by=desk.officer, at=now)
            desk.is_open = True

    def _finish(self, desk: Desk, now: datetime) -> None:
        if desk.guest_until is not None:
            actions.finish(counter_id=desk.id, by=desk.officer, at=min(now, desk.guest_until))
            desk.guest_until = None

    def _close(self, desk: Desk, now: datetime) -> None:
        self._finish(desk, now)
        if desk.is_open:
            actions.close(counter_id=desk.id, by=desk.officer, at=now, sure=True)
            desk.is_open = False
