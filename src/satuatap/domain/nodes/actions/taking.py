"""The centre takes what a node sends: every fact once, in order, or aside."""

# ruff: noqa: S608 (statements are put together from names of our own tables and columns only)

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused

from .. import policies, queries, rules
from ..models import Aside, Late, Node
from ..ports import Heard
from .enrolling import close
from .wishing import give_up, note_given, note_lapsed


@transaction.atomic
def take_facts(*, node_id: UUID, facts: Sequence[Mapping[str, Any]], waiting: int, by: Actor, at: datetime) -> int:
    """Enter the facts that we do not have yet; returns the number of the last one we have.

    All of it is one transaction with the mark how far we are: whatever is cut, a fact is entered once. Facts we have are
    passed over. One that the tables do not accept is set aside, and the others go on; so is, once we lead the hall again,
    one that would change what we have. Raises ``Conflict`` for a gap, ``Refused`` for tables and columns that this version
    does not have.
    """
    policies.require(by.is_system)
    node = _locked(node_id)
    before, left = node.received, _open_asides(node)
    for fact in facts:
        if fact["seq"] <= node.received:
            continue
        rules.require_next(fact["seq"], node.received)
        _take(node, fact, left, by, at)
        node.received = fact["seq"]
    if node.received > before:
        for aside in left.values():  # what was in the way may have gone
            if not _entered(node, aside.table, aside.content):
                _settle(aside, by, at)
        note_given(node, by, at)
        note_lapsed(node, by, at)
        record("nodes.facts-taken", on=node, by=by, at=at)
    node.heard_at, node.waiting = at, max(waiting, 0)
    node.save(update_fields=["received", "heard_at", "waiting"])
    return node.received


@transaction.atomic
def hear(*, node_id: UUID, copied: bool, done: bool = False, by: Actor, at: datetime) -> Heard:
    """A node asked how far we are, or for a copy: it is alive. One that was told to stop and is ``done`` has sent all of
    its hall: we lead it from now on."""
    policies.require(by.is_system)
    node = _locked(node_id)
    node.heard_at = at
    if done and node.stopped_at and node.ended_at is None:
        close(node, by, at)
    if copied:
        node.copied_at = at
        record("nodes.copied", on=node, by=by, at=at)
    node.save(update_fields=["heard_at", "copied_at"])
    give_up(node, by, at)
    return Heard(node.received, node.stopped_at is not None, queries.wishes_for(node))


@transaction.atomic
def settle(*, aside_id: UUID, by: Actor, at: datetime) -> Aside:
    """A person has seen to what was set aside: it is not tried again."""
    policies.require(policies.minds_nodes(by))
    aside = Aside.objects.select_for_update().filter(pk=aside_id, settled_at=None).first()
    if aside is None:
        raise NotFound
    return _settle(aside, by, at)


def _locked(node_id: UUID) -> Node:
    node = Node.objects.select_for_update().filter(pk=node_id).first()
    if node is None:
        raise NotFound
    return node


def _open_asides(node: Node) -> dict[tuple[str, str], Aside]:
    return {
        (aside.table, aside.thing): aside for aside in Aside.objects.filter(node=node, settled_at=None).order_by("seq")
    }


def _take(node: Node, fact: Mapping[str, Any], left: dict[tuple[str, str], Aside], by: Actor, at: datetime) -> None:
    """Enter a fact or set it aside; either way an older one of the same row, left aside, does not count any more."""
    table, row = fact["table"], fact["row"]
    model = queries.watched().get(table)
    if model is None:
        raise Refused("table", _("Data “%(table)s” tidak dikenal di pusat.") % {"table": table})
    ours = frozenset(queries.columns_of(model))
    rules.require_same_columns(table, frozenset(row) - set(rules.OWN_THERE.get(table, ())), ours)
    thing = _thing(row)
    problem = _entered(node, table, row)
    if older := left.pop((table, thing), None):
        _settle(older, by, at)
    if problem:
        aside = Aside.objects.create(
            node=node, seq=fact["seq"], table=table, thing=thing, content=dict(row), problem=problem[:300], at=at
        )
        left[table, thing] = aside
        record("nodes.set-aside", on=aside, by=by, at=at)


def _settle(aside: Aside, by: Actor, at: datetime) -> Aside:
    aside.settled_at, aside.settled_by = at, by.id
    aside.save(update_fields=["settled_at", "settled_by"])
    record("nodes.aside-settled", on=aside, by=by, at=at)
    return aside


def _entered(node: Node, table: str, row: Mapping[str, Any]) -> str:
    """Enter one row as the node has it. Returns "", or why it could not be entered."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:  # a savepoint: one bad row does not stop the others
            if not _is_theirs(cursor, node, table, row):
                return "another site's row"
            if node.ended_at and not _adds(cursor, node, table, row):
                return "the centre leads again and has this row otherwise"
            if _is_said(cursor, table, row):
                return ""
            cursor.execute(_statement(table), [_text(row)])
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # or the end of the batch would find it, too late
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except DatabaseError as problem:
        return str(problem).splitlines()[0]
    return ""


def _is_theirs(cursor: Any, node: Node, table: str, row: Mapping[str, Any]) -> bool:
    """Whether a row, and the one it replaces, belong to the node's site. What points nowhere is left to the tables."""
    site = queries.site_in(table)
    if site is None:
        return True
    no_site = "false" if table in rules.ONLY_OF_A_SITE else "true"
    both = f"SELECT %s::jsonb AS content UNION ALL SELECT to_jsonb(t) FROM {table} t WHERE t.id = %s"
    cursor.execute(
        f"SELECT bool_and(COALESCE({site} = %s, {no_site})) FROM ({both}) r",
        [node.site_id, _text(row), _thing(row)],
    )
    (is_theirs,) = cursor.fetchone()
    return bool(is_theirs)


def _is_said(cursor: Any, table: str, row: Mapping[str, Any]) -> bool:
    """Whether we have the same under another id, said here while the line was down."""
    same = rules.SAID_ONCE.get(table)
    if same is None:
        return False
    cursor.execute(
        f"SELECT 1 FROM {table} t, jsonb_populate_record(NULL::{table}, %s::jsonb) r WHERE t.id <> r.id AND {same}",
        [_text(row)],
    )
    return cursor.fetchone() is not None


def _adds(cursor: Any, node: Node, table: str, row: Mapping[str, Any]) -> bool:
    """Whether a fact that comes after we led again takes nothing away: what we do not have, or only from the node since,
    or have just so."""
    if table in rules.ONLY_ADDED:
        return True
    late: dict[str, Any] = {"node": node, "table": table, "thing": _thing(row)}
    cursor.execute(f"SELECT to_jsonb(t) @> %s::jsonb FROM {table} t WHERE id = %s", [_text(row), _thing(row)])
    present = cursor.fetchone()
    if present is None and table not in rules.ONLY_SETS:
        Late.objects.get_or_create(**late)
        return True
    return bool(present and present[0]) or Late.objects.filter(**late).exists()


def _statement(table: str) -> str:
    if sets := rules.ONLY_SETS.get(table):
        changes = ", ".join(f'"{name}" = r."{name}"' for name in sets)
        return (
            f"UPDATE {table} t SET {changes} FROM jsonb_populate_record(NULL::{table}, %s::jsonb) r WHERE t.id = r.id"
        )
    names = queries.columns_of(queries.watched()[table])
    listed = ", ".join(f'"{name}"' for name in names)
    insert = f"INSERT INTO {table} ({listed}) SELECT {listed} FROM jsonb_populate_record(NULL::{table}, %s::jsonb)"
    if table in rules.ONLY_ADDED:
        return insert
    changes = ", ".join(f'"{name}" = excluded."{name}"' for name in names if name != "id")
    return f"{insert} ON CONFLICT (id) DO UPDATE SET {changes}"


def _thing(row: Mapping[str, Any]) -> str:
    return str(row.get("id", ""))


def _text(row: Mapping[str, Any]) -> str:
    return msgspec.json.encode(row).decode()
