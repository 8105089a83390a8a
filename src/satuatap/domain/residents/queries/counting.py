"""How many: tables of an area as of any day, counted in the database and made to tell of nobody."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import msgspec
from django.db import connection

from satuatap.domain.audit.actions import record_look
from satuatap.domain.regions import queries as regions
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound

from .. import codes, policies, rules
from ..models import SmallCells, Tally
from . import snapshot

VILLAGE_LENGTH = 13
"""Of the code of a village; what is shorter is a wide area, whose tables the worker makes."""
AGES, OLDEST = 5, 75
FULLEST = 10
MOVES = ("lahir", "datang", "meninggal", "pindah", "tercatat")
ORDER = ("age", "where", "education", "occupation", "religion", "marital", "size", "moves")

COUNT = """
WITH {people}
SELECT CASE WHEN grouping(age) = 0 THEN 'age' WHEN grouping(place) = 0 THEN 'where'
    WHEN grouping(education) = 0 THEN 'education' WHEN grouping(occupation) = 0 THEN 'occupation'
    WHEN grouping(religion) = 0 THEN 'religion' ELSE 'marital' END AS what,
    coalesce(age::text, place, education::text, occupation::text, religion::text, marital::text, '') AS key,
    sex, count(*)
FROM (SELECT *, least(extract(year FROM age(%(on)s::date, born_on))::int / {ages}, {oldest}) AS age FROM people_now) people
GROUP BY GROUPING SETS ((sex, age), (sex, place), (sex, education), (sex, occupation), (sex, religion), (sex, marital))
UNION ALL
SELECT 'size', size::text, 0, count(*)
FROM (SELECT least(count(*), {fullest}) AS size FROM people_now GROUP BY family_id) families
GROUP BY size
"""
# Whoever is here on one day and not on the other, and by which event: one who died has left, but did not move away.
MOVED = """
WITH {before}, {after},
moved AS (
    SELECT coalesce(b.person_id, a.person_id) AS person_id, coalesce(b.place, a.place) AS place,
        coalesce(b.sex, a.sex) AS sex, coalesce(b.citizenship, a.citizenship) AS citizenship, a.person_id IS NULL AS came
    FROM people_a a FULL JOIN people_b b ON b.person_id = a.person_id AND b.place = a.place
    WHERE a.person_id IS NULL OR b.person_id IS NULL
),
told AS (SELECT CASE WHEN NOT came AND 'death' = ANY(kinds) THEN 'meninggal' WHEN NOT came THEN 'pindah'
    WHEN 'birth' = ANY(kinds) THEN 'lahir' WHEN kinds && '{{move-in,move-within,marriage,family-change}}' THEN 'datang'
    WHEN 'enter' = ANY(kinds) OR is_new THEN 'tercatat' ELSE 'datang' END AS what,
    place, sex, citizenship, count(*) AS number
FROM moved JOIN LATERAL (
    SELECT coalesce(array_agg(event.kind::text) FILTER (WHERE event.counts_from > %(since)s), '{{}}') AS kinds,
        count(event.id) = 0 AND bool_or(person.origin_on > %(since)s) AS is_new
    FROM residents_person person
    LEFT JOIN residents_eventchange change ON change.party_id = person.party_id
    LEFT JOIN residents_civilevent event ON event.id = change.event_id AND event.counts_from <= %(on)s AND NOT EXISTS (
        SELECT FROM residents_eventstep step WHERE step.event_id = event.id AND step.state = 'dibatalkan'
    )
    WHERE person.party_id = moved.person_id
) known ON true
GROUP BY what, place, sex, citizenship)
"""
CAME_AND_LEFT = "SELECT what, place, sex, citizenship, number FROM told"
HEADS = f"count(*) FILTER (WHERE relation = {codes.HEAD})"
BOTH_ENDS = f"""
SELECT what, place, sex, citizenship, number, 0 FROM told
UNION ALL SELECT 'awal', place, sex, citizenship, count(*), {HEADS} FROM people_a GROUP BY place, sex, citizenship
UNION ALL SELECT 'akhir', place, sex, citizenship, count(*), {HEADS} FROM people_b GROUP BY place, sex, citizenship
"""  # noqa: S608 (a number of ours)


class Line(msgspec.Struct, frozen=True):
    """A row of a table: what it is about, men and women (none for families), and both. None is a number left out."""

    name: str
    cells: tuple[int | None, ...]
    total: int | None


class Counted(msgspec.Struct, frozen=True):
    """One table; ``left_out`` is how many numbers it does not tell."""

    code: str
    lines: tuple[Line, ...]
    last: Line
    left_out: int


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of an area as of a day. ``under``: smaller numbers were left out; ``made_at`` when they were counted."""

    area_code: str
    on: date
    under: int
    made_at: datetime
    tables: tuple[Counted, ...]


def is_wide(area_code: str) -> bool:
    """Whether an area is so large that its tables are made in the background."""
    return len(area_code) < VILLAGE_LENGTH


def countable(actor: Actor) -> dict[str, str]:
    """The areas whose people the actor may have counted, with their names, the widest first; ``WHOLE_REGION`` among them
    means everywhere."""
    return dict(sorted(policies.counts_in(actor).items(), key=lambda area: (len(area[0]), area[0])))


def tables(actor: Actor, area_code: str, on: date, purpose: str, *, at: datetime) -> Tables | None:
    """The tables of an area as of a day; None while the worker has still to make those of a wide one.

    The look is written down with its purpose. Raises ``NotFound`` for areas that are not the actor's to count, and days
    to come.
    """
    policies.require(policies.counts(actor, area_code) and on <= at.date())
    record_look(by=actor, at=at, purpose=purpose, fields=("counts",), unit_id=policies.counter_of(actor))
    if not is_wide(area_code):
        return count(area_code, on, at)
    row = Tally.objects.filter(area_code=area_code, on=on, expires_at__gt=at).exclude(made_at=None).first()
    return from_plain(row.tables) if row else None


def is_being_made(area_code: str, on: date) -> bool:
    """Whether somebody has asked for the tables of a wide area, and the worker has not made them yet."""
    return Tally.objects.filter(area_code=area_code, on=on, made_at=None).exists()


def count(area_code: str, on: date, at: datetime) -> Tables:
    """Count, and leave out what is small. Three queries beside the names of areas; seconds for a whole region."""
    under = smallest(on)
    found = _counted(area_code, on)
    found["moves"] = {name: [0, 0] for name in MOVES}
    for row in movements(area_code, on.replace(day=1) - timedelta(days=1), on, snapshot.AREA):
        found["moves"][row[0]][row[2] - 1] += row[4]
    made = tuple(_table(code, found.get(code, {}), under, area_code) for code in ORDER)
    return Tables(area_code, on, under, at, made)


def movements(area_code: str, since: date, on: date, place: str) -> list[tuple[str, str, int, int, int]]:
    """Who came and who left between the ends of two days: what (``MOVES``), place, sex, citizenship, how many."""
    return _between(CAME_AND_LEFT, area_code, since, on, place)


def recap(area_code: str, since: date, on: date, place: str) -> list[tuple[str, str, int, int, int, int]]:
    """The same, with who was there at both ends: *awal* and *akhir*; the last number is that of the heads of families."""
    return _between(BOTH_ENDS, area_code, since, on, place)


def _between(wanted: str, area_code: str, since: date, on: date, place: str) -> list[Any]:
    days = {
        "before": snapshot.snapshot("a", "%(since)s::date", place),
        "after": snapshot.snapshot("b", "%(on)s::date", place),
    }
    with connection.cursor() as cursor:
        cursor.execute(f"{MOVED.format(**days)} {wanted}", {"area": f"{area_code}%", "since": since, "on": on})
        return cursor.fetchall()


def smallest(on: date) -> int:
    """Numbers below this are left out. Raises ``NotFound`` where the place has not said: nothing is told then."""
    rule = SmallCells.objects.filter(from_on__lte=on).order_by("-from_on").first()
    rule = rule or SmallCells.objects.order_by("from_on").first()  # days before the first rule are told of now as well
    if rule is None:
        raise NotFound
    return rule.under


def plain(told: Tables) -> Any:
    return msgspec.to_builtins(told)


def from_plain(told: Mapping[str, Any]) -> Tables:
    return msgspec.convert(told, Tables)


def _counted(area_code: str, on: date) -> dict[str, dict[str, list[int]]]:
    place = {VILLAGE_LENGTH: snapshot.NEIGHBOURHOOD, 8: snapshot.VILLAGE}.get(len(area_code), snapshot.DISTRICT)
    query = COUNT.format(
        people=snapshot.snapshot("now", "%(on)s::date", place), ages=AGES, oldest=OLDEST // AGES, fullest=FULLEST
    )
    found: dict[str, dict[str, list[int]]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(query, {"area": f"{area_code}%", "on": on})
        for what, key, sex, number in cursor.fetchall():
            if what == "size":
                found[what][key] = [number]
            else:
                found[what].setdefault(key, [0, 0])[sex - 1] = number
    return found


def _table(code: str, found: Mapping[str, list[int]], under: int, area_code: str) -> Counted:
    names = _names(code, found, area_code)
    told = rules.disclosed({key: found[key] for key in names}, under)
    lines = tuple(Line(names[row.key], row.cells, row.total) for row in told.rows)
    return Counted(code, lines, Line("", told.totals, told.total), told.left_out)


def _names(code: str, found: Mapping[str, list[int]], area_code: str) -> dict[str, str]:
    """The rows of a table in their order, with what they are called; "" where the register does not say."""
    if code == "moves":
        return {key: key for key in found}
    if code == "where":
        if not is_wide(area_code):
            return {key: _neighbourhood(key) for key in sorted(found)}
        labels = {area.code: area.name for area in regions.areas(found)}
        return {key: labels.get(key, key) for key in sorted(found)}
    keys = sorted(found, key=lambda key: (not key, int(key or 0)))
    if code == "age":
        return {key: _ages(int(key)) for key in keys}
    if code == "size":
        return {key: f"{key}+" if int(key) == FULLEST else key for key in keys}
    return {key: codes.label(code, int(key) if key else None) for key in keys}


def _ages(step: int) -> str:
    first = step * AGES
    return f"{first}+" if first >= OLDEST else f"{first}–{first + AGES - 1}"


def _neighbourhood(key: str) -> str:
    hamlet, rw, rt = key.split("|")
    parts = [hamlet, f"RW {rw}" if rw else "", f"RT {rt}" if rt else ""]
    return ", ".join(part for part in parts if part)
