"""A village at a glance: how many live there now, and what this month brought."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from ..lifecycle import EventState, Kind

GLANCE = """
SELECT count(*), count(DISTINCT seat.family_id), (
    SELECT array[count(*) FILTER (WHERE event.kind = %(birth)s), count(*) FILTER (WHERE event.kind = %(death)s)]
    FROM residents_civilevent event
    WHERE event.area_code = %(area)s AND event.kind IN (%(birth)s, %(death)s)
        AND event.counts_from BETWEEN %(first)s AND %(on)s AND NOT EXISTS (
            SELECT FROM residents_eventstep step WHERE step.event_id = event.id AND step.state = %(cancelled)s
        )
)
FROM residents_familymember seat JOIN residents_family family ON family.id = seat.family_id
WHERE family.area_code = %(area)s AND seat.to_on IS NULL
"""


@dataclass(frozen=True, slots=True)
class Glance:
    """People and families on cards of a village today; births and deaths that count from a day of this month."""

    people: int
    families: int
    born: int
    died: int


def glance(area_code: str, on: date) -> Glance:
    """A village at a glance. Whose village it is, the caller has seen to; nothing tells of anybody. One question."""
    given: dict[str, Any] = {
        "area": area_code, "birth": Kind.BIRTH, "death": Kind.DEATH, "cancelled": EventState.CANCELLED,
        "first": on.replace(day=1), "on": on,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(GLANCE, given)
        ((people, families, (born, died)),) = cursor.fetchall()
    return Glance(people, families, born, died)
