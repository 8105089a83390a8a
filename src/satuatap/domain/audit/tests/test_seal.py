from datetime import timedelta

import pytest
from django.db import connection

from satuatap.domain.audit import actions, ports, queries, tasks
from satuatap.domain.audit.models import Block, Entry
from satuatap.domain.audit.queries import Break
from satuatap.domain.audit.tests.factories import BY, NOON, make_entry
from satuatap.kernel.actors import account_actor
from satuatap.kernel.errors import NotFound
from satuatap.kernel.ids import uuid7

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(monkeypatch):
    """A place outside that remembers."""

    class Remembering:
        def __init__(self) -> None:
            self.hashes: list[ports.KeptHash] = []

        def keep(self, kept: ports.KeptHash) -> None:
            self.hashes.append(kept)

        def kept(self) -> tuple[ports.KeptHash, ...]:
            return tuple(self.hashes)

    place = Remembering()
    monkeypatch.setitem(ports.hash_keepers, "newest", place)
    return place


def behind_the_triggers(statement: str, **values: object) -> None:
    """What somebody with the owner's rights could do to the tables."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("audit_entry", "audit_block"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(statement, values)


def take_away(block: Block) -> None:
    behind_the_triggers("DELETE FROM audit_entry WHERE block_id = %(block)s", block=block.pk)
    behind_the_triggers("DELETE FROM audit_block WHERE id = %(block)s", block=block.pk)


def sealed(*sizes: int) -> list[Block]:
    """Blocks of the given numbers of entries."""
    for size in sizes:
        for number in range(size):
            make_entry("case.filled", fields=["luas"], party_id=uuid7(), at=NOON + timedelta(minutes=number))
        actions.seal(by=BY, at=NOON)
    return list(Block.objects.order_by("id"))


def test_seal_chains_everything_that_is_not_sealed():
    first, second = sealed(3, 2)

    assert (first.entries, second.entries) == (3, 2)
    assert second.previous_hash == first.hash
    assert not Entry.objects.filter(block=None).exists()


def test_seal_of_nothing_makes_no_block():
    assert actions.seal(by=BY, at=NOON) == 0
    assert not Block.objects.exists()


def test_many_entries_go_into_several_blocks(monkeypatch):
    monkeypatch.setattr(actions, "BLOCK_ENTRIES", 4)
    for _ in range(9):
        make_entry()

    assert actions.seal(by=BY, at=NOON) == 9
    assert list(Block.objects.order_by("id").values_list("entries", flat=True)) == [4, 4, 1]
    assert queries.verify_chain().is_whole


def test_only_the_system_seals():
    with pytest.raises(NotFound):
        actions.seal(by=account_actor(uuid7(), "Budi"), at=NOON)


def test_a_whole_chain_is_called_whole():
    blocks = sealed(3, 2)
    make_entry()

    chain = queries.verify_chain()

    assert (chain.blocks, chain.entries, chain.unsealed, chain.newest_hash) == (2, 5, 1, blocks[-1].hash)
    assert chain.is_whole


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ("UPDATE audit_entry SET verb = 'case.refused' WHERE id = %(entry)s", "changed"),
        ("UPDATE audit_entry SET at = at + interval '1 microsecond' WHERE id = %(entry)s", "changed"),
        ("UPDATE audit_entry SET by = 'account:someone-else' WHERE id = %(entry)s", "changed"),
        ("UPDATE audit_entry SET party_id = '' WHERE id = %(entry)s", "changed"),
        ("UPDATE audit_entry SET fields = '{nik}' WHERE id = %(entry)s", "changed"),
        ("UPDATE audit_entry SET purpose = 'lain' WHERE id = %(entry)s", "changed"),
        ("UPDATE audit_entry SET id = id + 1000 WHERE id = %(entry)s", "changed"),
        ("INSERT INTO audit_entry (at, by, verb, on_kind, on_id, party_id, unit_id, fields, purpose, block_id)"
         " VALUES (now(), 'x', 'x', '', '', '', '', '{}', '', %(block)s)", "changed"),
        ("DELETE FROM audit_entry WHERE id = %(entry)s", "missing"),
        ("UPDATE audit_entry SET block_id = NULL WHERE id = %(entry)s", "missing"),
        ("UPDATE audit_block SET sealed_at = sealed_at + interval '1 day' WHERE id = %(block)s", "changed"),
        ("UPDATE audit_block SET hash = 'forged' WHERE id = %(block)s", "changed"),
    ],
)  # fmt: skip
def test_every_change_behind_the_triggers_is_found(change, what):
    block, _later = sealed(3, 2)
    entry = Entry.objects.filter(block=block).order_by("id")[1]

    behind_the_triggers(change, entry=entry.pk, block=block.pk)

    assert Break(block.pk, what) in queries.verify_chain().breaks


def test_a_block_taken_out_of_the_middle_is_found():
    _first, second, third = sealed(1, 1, 1)

    take_away(second)

    assert queries.verify_chain().breaks == (Break(third.pk, "unlinked"),)


def test_a_newest_block_taken_away_is_found_by_the_hash_kept_outside(keeper):
    _first, last = sealed(1, 1)
    actions.send_newest_hash(by=BY, at=NOON)

    take_away(last)

    assert queries.verify_chain().breaks == (Break(last.pk, "missing"),)


def test_a_chain_forged_anew_is_found_by_the_hash_kept_outside(keeper):
    (block,) = sealed(2)
    actions.send_newest_hash(by=BY, at=NOON)

    behind_the_triggers("UPDATE audit_entry SET verb = 'case.refused'")
    entries = list(Entry.objects.filter(block=block).order_by("id"))
    forged = actions.rules.block_hash(block.previous_hash, block.sealed_at, entries)
    behind_the_triggers("UPDATE audit_block SET hash = %(forged)s", forged=forged)

    assert queries.verify_chain().breaks == (Break(block.pk, "not-as-kept"),)


def test_the_newest_hash_goes_outside_daily(keeper):
    tasks.keep_hash(NOON)  # nothing sealed yet
    make_entry()
    tasks.seal(NOON)
    tasks.keep_hash(NOON)
    tasks.seal(NOON + timedelta(minutes=1))
    tasks.keep_hash(NOON + timedelta(days=1))

    first, second = Block.objects.order_by("id")
    assert [(kept.block_id, kept.hash) for kept in keeper.kept()] == [(first.pk, first.hash), (second.pk, second.hash)]
    assert queries.verify_chain().is_whole


def test_verify_reads_blocks_without_a_growing_number_of_queries_per_entry(django_assert_num_queries):
    sealed(5, 5)

    with django_assert_num_queries(4):  # the blocks, the entries of each, the unsealed
        queries.verify_chain()
