"""What a node is given to work with."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from django.apps import apps
from django.db import connection

from satuatap.domain.identity.ports import SECOND_STEP
from satuatap.domain.visits import policies as halls
from satuatap.kernel.errors import NotFound
from satuatap.kernel.secrets import seal, seal_with, unseal, unseal_with

from .. import rules
from ..models import Node
from ..ports import Copy
from .keys import node_key
from .tables import columns_of

Seal = Callable[[bytes, str], bytes]

ROWS = "SELECT coalesce(jsonb_agg(to_jsonb(t) ORDER BY t.{key}), '[]') FROM {table} t WHERE {where}"


def copy_for(*, node_id: UUID, at: datetime, first: bool) -> Copy:
    """The rows for a node's site as they are now; with ``first`` also the hall as it stands. Raises ``Refused`` for
    that in the moment after enrolling.

    This room alone reads tables of other rooms by name: it copies rows as they are and understands none of them.
    """
    node = Node.objects.select_related("site").filter(pk=node_id, ended_at=None).first()
    if node is None:
        raise NotFound
    if first:
        rules.require_settled(node.enrolled_at, at)
    facts = _facts(node.site_id, at.astimezone(ZoneInfo(node.site.zone)).date())
    parts = [*rules.COPY, *(rules.HALL_AS_IT_STANDS if first else ())]
    tables = [(part.table, _rows(part, facts)) for part in parts]
    _lead(tables, str(node.site_id))
    digest, key = rules.digest(tables), node_key(node_id, at)  # before sealing, which differs each time
    carried = [(table, _sealed(rows, key) if table == rules.SECOND_STEPS else rows) for table, rows in tables]
    return Copy(digest, node.site.code, carried)


def officers_of(site_id: UUID, day: date) -> frozenset[UUID]:
    """The accounts of those who may work in the hall of a site on a day."""
    with connection.cursor() as cursor:
        cursor.execute(rules.OFFICERS, _facts(site_id, day))
        return frozenset(account_id for (account_id,) in cursor.fetchall())


def _facts(site_id: UUID, day: date) -> dict[str, Any]:
    return {
        "site": site_id, "day": day,
        "counter_roles": list(halls.COUNTER_ROLES), "hall_roles": [halls.GUIDE, halls.MANAGER],
    }  # fmt: skip


def _rows(part: rules.Part, facts: dict[str, Any]) -> list[dict[str, Any]]:
    model = next(model for model in apps.get_models() if model._meta.db_table == part.table)
    names = columns_of(model)
    statement = ROWS.format(key=model._meta.pk.column, table=part.table, where=part.where)
    with connection.cursor() as cursor:
        cursor.execute(statement, facts)
        (text,) = cursor.fetchone()  # Django leaves JSON as the text it is
    rows: list[dict[str, Any]] = msgspec.json.decode(text)
    return [{name: _blanked(name, row, part) for name in names} for row in rows]


def _sealed(rows: list[dict[str, Any]], key: bytes) -> list[dict[str, Any]]:
    """Second steps as they travel: only the node can open them."""
    return [row | {"data": _again(row["data"], unseal, partial(seal_with, key))} for row in rows]


def opened(rows: Sequence[Mapping[str, Any]], key: bytes) -> list[dict[str, Any]]:
    """At the node: sealed for itself."""
    return [{**row, "data": _again(row["data"], partial(unseal_with, key), seal)} for row in rows]


def _again(data: Mapping[str, str], unseals: Seal, seals: Seal) -> dict[str, str]:
    secret = unseals(bytes.fromhex(data["secret"]), SECOND_STEP)
    return {"secret": seals(secret, SECOND_STEP).hex()}


def _blanked(name: str, row: dict[str, Any], part: rules.Part) -> Any:
    if name not in part.blank:
        return row[name]
    instead = part.blank[name]
    if instead is None:
        return None
    return instead.format(**row) or (None if name.endswith("_id") else "")


def _lead(tables: list[tuple[str, list[dict[str, Any]]]], site_id: str) -> None:
    """Seen from the node it is the others that somebody else leads."""
    for row in next(rows for table, rows in tables if table == "agencies_site"):
        row["led_elsewhere"] = row["id"] != site_id
