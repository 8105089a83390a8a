"""What was done last at a counter, and how much today."""

from datetime import date, datetime, timedelta
from uuid import UUID

import msgspec
from django.db import connection

from ..models import ticket_no
from ..rules import UNDO_WITHIN

# The call of whoever is called now comes after everything that was kept.
LAST = """
    (SELECT 'call' AS verb, c.id, c.by, c.at, v.letter, v.number, 0 AS place
     FROM visits_call c JOIN visits_errand e ON e.id = c.errand_id JOIN visits_visit v ON v.id = e.visit_id
     WHERE e.counter_id = %(counter)s AND e.state = 'called' AND c.counter_id = %(counter)s AND c.times = 1
     ORDER BY c.at DESC, c.id DESC LIMIT 1)
    UNION ALL
    (SELECT a.verb, a.id, a.by, a.at, v.letter, v.number, 1
     FROM visits_act a JOIN visits_errand e ON e.id = a.errand_id JOIN visits_visit v ON v.id = e.visit_id
     WHERE a.counter_id = %(counter)s AND a.undone_at IS NULL ORDER BY a.at DESC, a.id DESC LIMIT 1)
    ORDER BY place LIMIT 1
"""
TODAY = f"""
    SELECT done.served, done.average, last.* FROM (
        SELECT count(*) AS served, avg(ended_at - began_at) AS average FROM visits_errand
        WHERE counter_id = %(counter)s AND day = %(day)s AND state = 'done'
    ) AS done LEFT JOIN LATERAL ({LAST}) AS last ON true
"""  # noqa: S608 (both parts stand here)


class LastAct(msgspec.Struct, frozen=True):
    """A press that can still be taken back: ``verb`` is call, start, finish, put back, transfer or park."""

    id: UUID
    verb: str
    by: str
    at: datetime
    number: str


class Today(msgspec.Struct, frozen=True):
    """How many were served at a counter on a day, how long on average, and the last press."""

    served: int
    average: timedelta | None
    last: LastAct | None


def last_act(counter_id: UUID, at: datetime) -> LastAct | None:
    """The last press at a counter, not older than five minutes: the call of whoever is called now, else what was kept."""
    with connection.cursor() as cursor:
        cursor.execute(LAST, {"counter": counter_id})
        row = cursor.fetchone()
    return _last(row, at) if row else None


def today_at(counter_id: UUID, day: date, at: datetime) -> Today:
    """The same with what was done that day, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(TODAY, {"counter": counter_id, "day": day})
        served, average, *row = cursor.fetchone()
    return Today(served, average, _last(row, at) if row[0] else None)


def _last(row: list[object] | tuple[object, ...], at: datetime) -> LastAct | None:
    verb, act_id, by, moment, letter, number = msgspec.convert(row[:6], tuple[str, UUID, str, datetime, str, int])
    return LastAct(act_id, verb, by, moment, ticket_no(letter, number)) if at - moment <= UNDO_WITHIN else None
