"""What became of the numbers of a day: accounted for without reading one visitor's way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from satuatap.kernel.actors import Actor

from .. import policies


@dataclass(frozen=True, slots=True)
class DayAccount:
    """Numbers given, and how they ended. ``served`` errands were called and done, ``called_twice`` of them had two first
    calls; ``overtaken`` were called after somebody of the same priority who ranked later; ``gaps`` are numbers of a
    series that nobody got; slips on paper are not of it. Waits in minutes, None when nobody was called."""

    numbers: int
    twice: int
    gaps: int
    finished: int
    served: int
    called_twice: int
    overtaken: int
    median_wait: float | None
    long_wait: float | None
    told: int
    came_true: int


NUMBERS = """
    SELECT count(*), count(*) - count(DISTINCT (site_id, letter, number)), count(*) FILTER (WHERE state = 'done')
    FROM visits_visit WHERE day = %(day)s AND site_id = ANY(%(sites)s) AND state <> 'void' AND channel <> 'paper'
"""
GAPS = """
    SELECT coalesce(sum(s.last), 0) - (
        SELECT count(*) FROM visits_visit WHERE day = %(day)s AND site_id = ANY(%(sites)s) AND channel <> 'paper'
    )
    FROM visits_series s WHERE s.day = %(day)s AND s.site_id = ANY(%(sites)s)
"""
SERVED = """
    WITH first AS (
        SELECT e.id, e.state, e.lane_id, e.rank_at, v.priority_id, c.at, c.id AS call_id,
               count(*) OVER (PARTITION BY e.id) AS calls
        FROM visits_errand e JOIN visits_visit v ON v.id = e.visit_id JOIN visits_call c ON c.errand_id = e.id
        WHERE e.day = %(day)s AND v.site_id = ANY(%(sites)s) AND c.times = 1
    ), ordered AS (
        SELECT *, max(rank_at) OVER (
            PARTITION BY lane_id, priority_id ORDER BY at, call_id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS latest_before FROM first
    )
    SELECT count(DISTINCT id) FILTER (WHERE state = 'done'), count(DISTINCT id) FILTER (WHERE calls > 1),
           count(*) FILTER (WHERE latest_before > rank_at)
    FROM ordered
"""
WAITS = """
    SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY e.waited) / 60.0,
           percentile_cont(0.8) WITHIN GROUP (ORDER BY e.waited) / 60.0,
           count(*) FILTER (WHERE e.told_low IS NOT NULL),
           count(*) FILTER (WHERE e.waited BETWEEN e.told_low * 60 AND e.told_high * 60)
    FROM visits_errand e JOIN visits_visit v ON v.id = e.visit_id
    WHERE e.day = %(day)s AND v.site_id = ANY(%(sites)s) AND e.waited IS NOT NULL AND e.called_at <= %(until)s
"""


def day_account(*, actor: Actor, site_ids: Sequence[UUID], day: date, until: datetime) -> DayAccount:
    """The account of a day at some sites, waits and ranges of those who were called ``until`` a moment.

    Raises ``NotFound`` for whoever does not run the hall.
    """
    policies.require(policies.runs_hall(actor))
    facts = {"day": day, "sites": list(site_ids), "until": until}
    numbers, twice, finished = _one(NUMBERS, facts)
    (gaps,) = _one(GAPS, facts)
    served, called_twice, overtaken = _one(SERVED, facts)
    median, long, told, came_true = _one(WAITS, facts)
    return DayAccount(
        numbers, twice, int(gaps), finished, served, called_twice, overtaken, median, long, told, came_true
    )  # fmt: skip


def _one(statement: str, facts: Mapping[str, Any]) -> tuple[int, ...]:
    with connection.cursor() as cursor:
        cursor.execute(statement, facts)
        row: tuple[int, ...] = cursor.fetchone()
    return row
