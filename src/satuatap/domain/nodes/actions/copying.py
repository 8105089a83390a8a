"""A node takes the copy it works with."""

# ruff: noqa: S608 (statements are put together from names of our own tables and columns only)

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.remembered import forget_all

from .. import policies, rules
from ..models import Line
from ..ports import Copy
from ..queries.copying import opened
from ..queries.tables import columns_of, watched

WHOLE = frozenset(part.table for part in rules.COPY if part.whole)
IN_STEPS = 2000  # rows in one statement


@transaction.atomic
def take_copy(*, copy: Copy, by: Actor, at: datetime, key: bytes = b"") -> Line:
    """Make our tables what the copy says. Nothing of it counts as a fact, and no row of which we have a fact that the
    centre has not seen is touched.
    What the centre sealed with our ``key`` is sealed for us alone."""
    policies.require(by.is_system)
    line, _is_new = Line.objects.select_for_update().get_or_create(pk=1)
    if copy.digest:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL satuatap.copying = 'on'")
            for table, rows in reversed(copy.tables):
                if table in WHOLE:
                    _forget(cursor, table, rows, line.received)
            for table, rows in copy.tables:
                ours = opened(rows, key) if table == rules.SECOND_STEPS else rows
                _put(cursor, table, ours, line.received)
            cursor.execute("SET LOCAL satuatap.copying = 'off'")
        line.copy, line.site_code = copy.digest, copy.site
        record("nodes.copy-taken", on=line, by=by, at=at)
        transaction.on_commit(forget_all)
    line.copied_at = line.contact_at = at
    line.problem = ""
    line.save(update_fields=["copy", "site_code", "copied_at", "contact_at", "problem"])
    return line


def _model(table: str) -> type[Model]:
    return next(model for model in apps.get_models() if model._meta.db_table == table)


def _unsent(table: str, row: str) -> str:
    """SQL: we have a fact of the row that the centre has not seen."""
    return (
        f"EXISTS (SELECT 1 FROM nodes_fact f WHERE f.table = '{table}' AND f.thing = {row} "
        "AND (f.seq IS NULL OR f.seq > %s))"
    )


def _forget(cursor: Any, table: str, rows: Sequence[Mapping[str, Any]], received: int) -> None:
    key = str(_model(table)._meta.pk.column)
    cursor.execute(
        f"DELETE FROM {table} t WHERE NOT t.{key}::text = ANY(%s) AND NOT {_unsent(table, f't.{key}::text')}",
        [[str(row[key]) for row in rows], received],
    )


def _put(cursor: Any, table: str, rows: Sequence[Mapping[str, Any]], received: int) -> None:
    model = _model(table)
    key, known = str(model._meta.pk.column), rows[0].keys() if rows else ()
    names = [name for name in columns_of(model) if name in known]
    listed = ", ".join(f'"{name}"' for name in names)
    kept = (key, *rules.KEPT_AT_THE_NODE.get(table, ()))
    changes = ", ".join(f'"{name}" = excluded."{name}"' for name in names if name not in kept)
    ours = f" WHERE NOT {_unsent(table, 'r.id::text')}" if table in watched() else ""
    statement = (
        f"INSERT INTO {table} ({listed}) SELECT {listed} FROM jsonb_populate_recordset(NULL::{table}, %s::jsonb) r{ours} "
        f'ON CONFLICT ("{key}") DO UPDATE SET {changes}'
    )
    for start in range(0, len(rows), IN_STEPS):
        some = msgspec.json.encode(rows[start : start + IN_STEPS]).decode()
        cursor.execute(statement, [some, received] if ours else [some])
