"""Many cases from a few: each keeps its history, the commands, tasks and trace of it, and gets people and days of its own.

SQL, because loading is not what is measured. Documents, bills and papers are not multiplied; the cases that are measured
have their own.
"""
# ruff: noqa: S608 (names of our own tables and columns, nothing from outside)

import random
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import connection, transaction

from satuatap.domain.cases.models import Case
from satuatap.domain.regions import queries as regions
from satuatap.kernel.ids import short_number
from satuatap.kernel.secrets import secret

from .walks import Pattern

# Moments that are promised move with the case as they are; what happened is spread over the days that it takes.
PROMISED = {"due_at", "accept_due_at", "rank_at", "correct_by", "old", "new", "goes_at", "told_goes_at"}
TABLES = ("cases_command", "cases_task", "cases_pause", "cases_duechange", "cases_defect")
BEGINS = {"cases_task": "opened_at", "cases_pause": "begins_at", "cases_defect": "found_at"}


@transaction.atomic
def multiply(walked: Sequence[tuple[Pattern, Case]], many: int, now: datetime) -> None:
    """``many`` cases after the patterns, in their shares."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # copies of good rows need no second look
        cursor.execute(
            "CREATE TEMP TABLE clone (n bigserial, old_id uuid, new_id uuid, number text, party uuid, name text, area text, "
            "old_start timestamptz, new_start timestamptz, stretch float) ON COMMIT DROP"
        )
        plan = list(_plan(cursor, walked, many, now))  # before COPY takes the connection
        _copy(cursor, "clone (old_id, number, old_start, new_start, stretch)", plan)
        cursor.execute(_PEOPLE)
        cursor.execute(f"UPDATE clone SET new_id = {_uuid7('new_start')}")
        cursor.execute("CREATE INDEX ON clone (old_id)")
        cursor.execute("ANALYZE clone")
        _case_rows(cursor)
        for table in TABLES:
            _child_rows(cursor, table)
        _trace_rows(cursor)


_PEOPLE = """
    UPDATE clone SET party = p.party_id, name = p.name, area = p.area_code
    FROM (SELECT row_number() OVER (ORDER BY person.party_id) - 1 AS place, person.party_id, party.name, person.area_code
          FROM residents_person AS person JOIN residents_party AS party ON party.id = person.party_id
          WHERE person.nik IS NOT NULL) AS p
    WHERE p.place = clone.n * 7919 % (SELECT count(*) FROM residents_person WHERE nik IS NOT NULL)
"""


def _plan(
    cursor: object, walked: Sequence[tuple[Pattern, Case]], many: int, now: datetime
) -> Iterable[tuple[object, ...]]:
    """One row a case to be: after which, its number, when it began, how much slower it went than the pattern."""
    chance = random.Random(2)  # noqa: S311 (the same days in every run)
    cursor.execute(f"SELECT setval('cases_case_number', nextval('cases_case_number') + {many})")
    last, key = cursor.fetchone()[0], secret("case-numbers")
    prefix = f"{regions.home().prefix}-{now:%y}"
    chosen = chance.choices(walked, weights=[pattern.share for pattern, _case in walked], k=many)
    for place, (pattern, case) in enumerate(chosen):
        age = chance.uniform(*pattern.days)
        begins = now - timedelta(days=age)
        span = max((_end(case, now) - case.started_at).total_seconds(), 0.5)
        takes = min(age * 0.9, chance.uniform(0.2, 6)) * 86_400
        yield case.pk, short_number(prefix, last - place, key), case.started_at, begins, takes / span


def _end(case: Case, now: datetime) -> datetime:
    return max(moment for moment in (case.closed_at, case.ready_at, case.accepted_at, case.submitted_at) if moment)


def _case_rows(cursor: object) -> None:
    columns, values = _row_of("cases_case", {
        "id": "m.new_id", "number": "m.number", "party_id": "m.party", "applicant_name": "m.name", "area_code": "m.area",
    })  # fmt: skip
    cursor.execute(
        f"INSERT INTO cases_case ({columns}) SELECT {values} FROM cases_case o JOIN clone m ON m.old_id = o.id"
    )


def _child_rows(cursor: object, table: str) -> None:
    own = {"id": _uuid7(_moved(BEGINS.get(table, "at"))), "case_id": "m.new_id"}
    own |= {"key": "gen_random_uuid()"} if table == "cases_command" else {}
    if table == "cases_task":
        due = _moved("due_at", stretch=False)
        own |= {"told_late_at": f"CASE WHEN o.state = 'open' AND {due} < now() THEN {due} END"}
    columns, values = _row_of(table, own)
    cursor.execute(
        f"INSERT INTO {table} ({columns}) SELECT {values} FROM {table} o JOIN clone m ON m.old_id = o.case_id"
    )


def _trace_rows(cursor: object) -> None:
    """The record, as if it were sealed long ago: nobody checks the chain of a copy that lives for minutes."""
    columns, values = _row_of("audit_entry", {
        "on_id": "m.new_id::text", "party_id": "m.party::text", "block_id": "(SELECT min(id) FROM audit_block)",
    })  # fmt: skip
    columns, values = columns.removeprefix("id, "), values.removeprefix("o.id, ")
    cursor.execute(
        f"INSERT INTO audit_entry ({columns}) SELECT {values} FROM audit_entry o JOIN clone m ON m.old_id::text = o.on_id"
    )


def _row_of(table: str, own: dict[str, str]) -> tuple[str, str]:
    """Names and values of a copied row: what is ``own``, moments moved, everything else as it was."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name, data_type FROM information_schema.columns "
            "WHERE table_name = %s AND is_generated = 'NEVER' ORDER BY ordinal_position",
            [table],
        )
        found = cursor.fetchall()
    values = [
        own.get(name) or (_moved(name, stretch=name not in PROMISED) if kind.startswith("timestamp") else f"o.{name}")
        for name, kind in found
    ]
    return ", ".join(f'"{name}"' if name == "by" else name for name, _kind in found), ", ".join(values)


def _moved(column: str, *, stretch: bool = True) -> str:
    return f"m.new_start + (o.{column} - m.old_start)" + (" * m.stretch" if stretch else "")


def _uuid7(moment: str) -> str:
    """An id that tells its time, as ours do: rows lie in the indexes as they would."""
    milliseconds = f"lpad(to_hex((extract(epoch FROM {moment}) * 1000)::bigint), 12, '0')"
    chance = "replace(gen_random_uuid()::text, '-', '')"
    return f"({milliseconds} || '7' || substr({chance}, 14, 3) || 'a' || substr({chance}, 18, 15))::uuid"


def _copy(cursor: object, into: str, rows: Iterable[tuple[object, ...]]) -> None:
    with cursor.copy(f"COPY {into} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
