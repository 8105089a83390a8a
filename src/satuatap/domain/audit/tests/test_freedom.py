"""No writer waits for another, nor for the sealer: tried with connections of their own on the real server."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import psycopg
import pytest
from django.db import connection

from satuatap.domain.audit import actions, queries
from satuatap.domain.audit.models import Block, Entry
from satuatap.domain.audit.tests.factories import BY, NOON, make_entry

pytestmark = pytest.mark.django_db(transaction=True)

INSERT = """
INSERT INTO audit_entry (at, by, verb, on_kind, on_id, party_id, unit_id, fields, purpose)
VALUES (%s, %s, 'case.filled', '', '', '', '', '{}', '') RETURNING id
"""


@contextmanager
def another_process() -> Iterator[psycopg.Connection]:
    """A second connection, in which any wait for a lock is an error instead of a wait."""
    settings = connection.get_connection_params()
    wanted = {name: settings[name] for name in ("dbname", "user", "password", "host", "port") if settings.get(name)}
    with psycopg.connect(**wanted) as other:
        other.execute("SET lock_timeout = '200ms'")
        yield other
        other.rollback()


def insert(other: psycopg.Connection, by: str) -> int:
    return other.execute(INSERT, [NOON, by]).fetchone()[0]


def test_writers_do_not_wait_for_each_other():
    with another_process() as first, another_process() as second, another_process() as third:
        ids = [insert(other, str(n)) for n, other in enumerate((first, second, third, first, second))]
        third.commit()  # the order of commits is not that of ids
        second.commit()
        first.commit()

    assert sorted(ids) == list(Entry.objects.order_by("id").values_list("id", flat=True))


def test_sealing_passes_over_what_is_not_committed_and_takes_it_next_time():
    with another_process() as slow:
        late = insert(slow, "slow")
        early = make_entry()
        assert late < early.pk

        assert actions.seal(by=BY, at=NOON) == 1
        slow.commit()

    assert actions.seal(by=BY, at=NOON + timedelta(minutes=1)) == 1
    first, second = Block.objects.order_by("id")
    assert (first.last_id, second.first_id) == (early.pk, late)
    assert queries.verify_chain().is_whole


def test_nobody_waits_while_a_sealer_works():
    make_entry()
    with another_process() as sealer, another_process() as writer:
        sealer.execute("SELECT pg_try_advisory_xact_lock(%s)", [actions.SEALER_LOCK])
        sealer.execute("SELECT id FROM audit_entry WHERE block_id IS NULL FOR UPDATE")

        insert(writer, "writer")
        writer.commit()
        assert actions.seal(by=BY, at=NOON) == 0  # the second sealer goes home at once

    assert Entry.objects.filter(block=None).count() == 2
