"""A centre and a node in one database: the node's hall in the ordinary tables, the centre's in a schema beside them."""

# ruff: noqa: S608 (statements are put together from names of our own tables only)

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from satuatap.config.node import watch
from satuatap.domain.nodes import actions, queries
from satuatap.domain.nodes.ports import Copy, Declined, Heard, NoLine
from satuatap.domain.nodes.rules import ONLY_ADDED
from satuatap.domain.visits.models import Lane
from satuatap.kernel.actors import Actor, system
from satuatap.kernel.errors import Refused

NODE = system("node")
BESIDE = "centre"


def note_facts() -> None:
    """From now on every change of the hall is noted, as at a node."""
    with connection.cursor() as cursor:
        for statement in watch(sorted(queries.watched()), ONLY_ADDED):
            cursor.execute(statement)


def lead_here(lane: Lane, by: Actor, at: datetime) -> UUID:
    """The hall of a lane is its node's: from here on the ordinary tables are its own. The node's id."""
    node, _key = actions.enrol(site_code=lane.site.code, by=by, at=at)
    lane.site.led_elsewhere = False
    lane.site.save()
    lay_out_beside()
    note_facts()
    return node.pk


def lay_out_beside() -> None:
    """Tables of the hall for the centre, empty."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA {BESIDE}")
        for table in queries.watched():
            cursor.execute(f"CREATE TABLE {BESIDE}.{table} (LIKE public.{table} INCLUDING ALL)")


@contextmanager
def at_the_centre() -> Iterator[None]:
    """Inside, the tables of the hall are the centre's."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET search_path TO {BESIDE}, public")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SET search_path TO public")


def rows(table: str, schema: str = "public") -> list[str]:
    """All rows of one side, to be compared with the other's."""
    left_out = "".join(f" - '{name}'" for name in ("id", "block_id")) if table in ONLY_ADDED else ""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT (to_jsonb(t){left_out})::text FROM {schema}.{table} t ORDER BY 1")
        return [text for (text,) in cursor.fetchall()]


class Beside:
    """The centre beside: what is said passes through JSON, as on the wire. ``cut`` is asked before a letter arrives and
    before its answer does, and may raise ``NoLine``."""

    def __init__(self, node_id: UUID, at: Any, cut: Callable[[], None] = lambda: None) -> None:
        self.node_id, self.at, self.cut, self.key = node_id, at, cut, b""

    def heard(self, *, done: bool = False) -> Heard:
        return self._through(lambda: actions.hear(node_id=self.node_id, copied=False, done=done, by=NODE, at=self.at))

    def send(self, facts: Sequence[Mapping[str, Any]], waiting: int) -> int:
        letter = json.loads(json.dumps(list(facts)))
        return self._through(
            lambda: actions.take_facts(node_id=self.node_id, facts=letter, waiting=waiting, by=NODE, at=self.at)
        )

    def refuse(self, key: str, problem: str) -> None:
        self._through(
            lambda: actions.note_refusal(node_id=self.node_id, key=UUID(key), problem=problem, by=NODE, at=self.at)
        )

    def copy(self, known: str, *, first: bool) -> Copy:
        """Nothing new: both sides lie in one database."""
        assert not (first and known)
        return Copy("", "", [])

    def _through(self, act: Callable[[], Any]) -> Any:
        self.cut()
        try:
            with at_the_centre():
                found = act()
        except Refused as refusal:
            raise Declined(refusal.message) from refusal
        self.cut()
        return found


def cut_at(places: set[int]) -> Callable[[], None]:
    """The line that breaks whenever it is used for the n-th time, counted from nought."""
    used = iter(range(10**9))

    def cut() -> None:
        if next(used) in places:
            raise NoLine("cut")

    return cut
