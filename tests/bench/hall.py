"""The hall under load, in a database of its own: ``python -m tests.bench.hall``.

``BENCH_CALLS`` calls that a lane has behind it (100,000), ``BENCH_COUNTERS`` (50) that press together for
``BENCH_ROUNDS`` rounds (200), and once more each in its own time. Prints what each act cost; ends with 1 when a number
was called twice or skipped.
"""

import os
import random
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter as Tally
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from satuatap.config.postgres import temporary

CALLS, COUNTERS, ROUNDS = (
    int(os.environ.get(f"BENCH_{name}") or usual)
    for name, usual in (("CALLS", 100_000), ("COUNTERS", 50), ("ROUNDS", 200))
)
NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
TIMES = 200
TICKET, CALL, YARD = "ticket issued", "call next", "yardstick"
# Seconds between two presses of a counter in its own time: a hundred times as often as in a busy hall.
EVERY = float(os.environ.get("BENCH_EVERY") or 3)
IN_OWN_TIME = max(ROUNDS // 10, 1)


def main() -> int:
    with temporary() as address, tempfile.TemporaryDirectory(prefix="satuatap-bench-") as home:
        os.environ.update(DATABASE_URL=address, SATUATAP_HOME=home, DJANGO_SETTINGS_MODULE="satuatap.config.settings")
        import django  # it reads the environment once: not before the database stands

        django.setup()
        from django.core.management import call_command
        from django.db import connections

        call_command("migrate", interactive=False, verbosity=0)
        try:
            return Hall().measure()
        finally:
            connections.close_all()


class Hall:
    """One lane with all its counters open."""

    def __init__(self) -> None:
        from satuatap.domain.visits.tests import factories

        self.make = factories
        self.lane = factories.make_lane()
        self.places = [factories.sit(self.lane, f"Loket {number}") for number in range(1, COUNTERS + 1)]
        self.clock = NOON

    def measure(self) -> int:
        from satuatap.config.replay.used import Meter

        meter = Meter()
        first, then = "first", f"after {CALLS:,} calls"
        self.some(meter, first)
        self.call_behind(CALLS)
        self.some(meter, then)
        load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
        print(
            f"processor time {'with' if meter.sees_database else 'without'} the database, each {TIMES} times; load {load}"
        )
        for kind in meter.seconds:
            print(f"  {kind}: {meter.each_ms(kind):.2f} ms")
        slower = {
            act: meter.each_ms(f"{act}, {then}") / meter.each_ms(f"{act}, {first}") for act in (TICKET, CALL, YARD)
        }
        for act in (TICKET, CALL):
            print(f"  {act}: {slower[act] / slower[YARD]:.2f} times its first cost, measured by the {YARD}")
        gate = threading.Barrier(COUNTERS, timeout=60)
        right = self.pressed(f"{ROUNDS} rounds at the same instant", ROUNDS, gate.wait)
        pace = random.Random(1)  # noqa: S311 (a pace, no secret)
        right &= self.pressed("each in its own time", IN_OWN_TIME, lambda: time.sleep(pace.uniform(0, 2 * EVERY)))
        return 0 if right else 1

    def some(self, meter: Any, when: str) -> None:
        """So many numbers, then as many calls, one after the other."""
        counter, officer = self.places[0]
        for _time in range(TIMES):
            self.tick()
            with meter.counting(f"{TICKET}, {when}"):
                self.make.come(self.lane, at=self.clock)
            self.measure_yard(meter, when)
        for _time in range(TIMES):
            self.tick()
            with meter.counting(f"{CALL}, {when}"):
                self.call(counter, officer)
            self.finish(counter, officer)
            self.measure_yard(meter, when)

    def measure_yard(self, meter: Any, when: str) -> None:
        """The same work whatever the tables hold: how fast the machine is at the moment, which others use as well."""
        from django.db import connection

        with meter.counting(f"{YARD}, {when}"), connection.cursor() as cursor:
            for number in range(10):
                cursor.execute("SELECT sum(n) FROM generate_series(1, 500) n WHERE n <> %s", [number])
            sorted(range(10_000), key=str)

    def call_behind(self, many: int) -> None:
        """Calls that the day has behind it: one finished visit, multiplied in SQL."""
        from django.db import connection

        with connection.cursor() as cursor:
            for statement in (VISITS, ERRANDS, CALLED, *(f"ANALYZE {table}" for table in TABLES)):
                cursor.execute(statement, {"many": many} if "%(many)s" in statement else None)

    def pressed(self, how: str, rounds: int, wait: Callable[[], object]) -> bool:
        """All counters of the lane call so many visitors, waiting before each; whether each was called once."""
        from tests.support.together import at_once

        for _visitor in range(COUNTERS * rounds):
            self.tick()
            self.make.come(self.lane, at=self.clock)
        self.tick()

        def press_all(place: tuple[Any, Any]) -> list[tuple[str, float]]:
            return [self.press(*place, wait) for _round in range(rounds)]

        pressed = [one for each in at_once(*[lambda p=place: press_all(p) for place in self.places]) for one in each]
        walls = sorted(wall for _number, wall in pressed)
        twice = sum(times > 1 for times in Tally(number for number, _wall in pressed).values())
        skipped = COUNTERS * rounds - len({number for number, _wall in pressed})
        print(f"{COUNTERS} counters on one lane, {how}: {len(pressed)} calls, {twice} twice, {skipped} skipped")
        print(f"  call next: median {statistics.median(walls):.1f} ms, 95 % {walls[int(len(walls) * 0.95)]:.1f} ms")
        return not twice and not skipped

    def press(self, counter: Any, officer: Any, wait: Callable[[], object]) -> tuple[str, float]:
        wait()
        begun = time.perf_counter()
        call = self.call(counter, officer)
        wall = (time.perf_counter() - begun) * 1000
        number = str(call.errand.visit)
        self.finish(counter, officer)
        return number, wall

    def call(self, counter: Any, officer: Any) -> Any:
        from satuatap.domain.visits import actions

        return actions.call_next(counter_id=counter.pk, key=uuid4(), by=officer, at=self.clock)

    def finish(self, counter: Any, officer: Any) -> None:
        from satuatap.domain.visits import actions

        actions.finish(counter_id=counter.pk, by=officer, at=self.clock)

    def tick(self) -> None:
        self.clock += timedelta(milliseconds=500)


TABLES = ("visits_visit", "visits_errand", "visits_call")
VISITS = """
    INSERT INTO visits_visit (id, site_id, day, letter, number, token, key, state, channel, priority_by, needs, contact,
                              came_at, handed_at, ended_at, language)
    SELECT gen_random_uuid(), site_id, day, 'Z', n, md5(n::text), gen_random_uuid(), state, channel, '', needs, '',
           came_at, handed_at, ended_at, language
    FROM (SELECT * FROM visits_visit WHERE state = 'done' LIMIT 1) one, generate_series(1, %(many)s) n
"""
ERRANDS = """
    INSERT INTO visits_errand (id, visit_id, lane_id, day, position, length, service, state, rank_at, waits_since,
                               called_at, times_called, counter_id, began_at, ended_at, waited, measured)
    SELECT gen_random_uuid(), v.id, e.lane_id, e.day, 1, e.length, '', e.state, e.rank_at, e.waits_since, e.called_at, 1,
           e.counter_id, e.began_at, e.ended_at, e.waited, true
    FROM (SELECT * FROM visits_errand WHERE state = 'done' LIMIT 1) e, visits_visit v WHERE v.letter = 'Z'
"""
CALLED = """
    INSERT INTO visits_call (id, errand_id, zone_id, counter_id, times, at, by, key)
    SELECT gen_random_uuid(), e.id, c.zone_id, c.counter_id, 1, c.at, c.by, gen_random_uuid()
    FROM (SELECT * FROM visits_call LIMIT 1) c, visits_errand e JOIN visits_visit v ON v.id = e.visit_id
    WHERE v.letter = 'Z'
"""


if __name__ == "__main__":
    sys.exit(main())
