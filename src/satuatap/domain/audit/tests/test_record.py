from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from satuatap.domain.audit import queries
from satuatap.domain.audit.actions import record, record_look, record_looks
from satuatap.domain.audit.models import APPEND_ONLY, Block, Entry
from satuatap.domain.audit.tests.factories import NOON, make_entry
from satuatap.kernel.actors import NOBODY, account_actor
from satuatap.kernel.errors import Refused
from satuatap.kernel.ids import uuid7

pytestmark = pytest.mark.django_db

PARTY = UUID("019ac000-0000-7000-8000-000000000001")
RANI = account_actor(uuid7(), "Rani", party_id=PARTY, proof=2)
BUDI = account_actor(uuid7(), "Budi")


def test_record_keeps_ids_and_names_of_fields():
    block = Block(pk=7)

    record(
        "case.approved", on=block, by=BUDI, at=NOON, fields=["nik", "name", "nik"], party_id=PARTY, purpose="periksa"
    )

    entry = Entry.objects.get()
    assert (entry.verb, entry.on_kind, entry.on_id, entry.by) == ("case.approved", "audit.block", "7", BUDI.id)
    assert (entry.fields, entry.party_id, entry.block) == (["name", "nik"], str(PARTY), None)


def test_record_of_nobody_says_so():
    record("identity.code-sent", by=NOBODY, at=NOON)

    assert Entry.objects.get().by == "nobody"


@pytest.mark.parametrize("value", ["3510245505949999", "Rani Wulandari", "1994-05-15", "+6281200004471", ""])
def test_record_refuses_values_in_place_of_names(value):
    with pytest.raises(ValueError, match="not names"):
        record("case.filled", by=BUDI, at=NOON, fields=[value])

    assert not Entry.objects.exists()


def test_record_is_undone_with_the_act_it_speaks_of():
    with transaction.atomic():
        record("case.approved", by=BUDI, at=NOON)
        transaction.set_rollback(True)

    assert not Entry.objects.exists()


def test_record_costs_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        record("case.approved", by=BUDI, at=NOON)


def test_a_look_without_a_purpose_is_refused():
    with pytest.raises(Refused, match="untuk apa"):
        record_look(by=BUDI, at=NOON, purpose=" ", party_id=PARTY)

    assert not Entry.objects.exists()


def test_looks_at_several_people_cost_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        record_looks(party_ids=[PARTY, uuid7(), uuid7()], by=BUDI, at=NOON, purpose="mencari pemohon", fields=["name"])

    assert Entry.objects.filter(verb="looked").count() == 3


def test_a_person_reads_who_looked_and_nobody_else_does():
    record_look(by=BUDI, at=NOON, purpose="memeriksa berkas", fields=["nik"], party_id=PARTY)
    make_entry("case.approved", party_id=PARTY)  # an act, not a look
    record_look(by=BUDI, at=NOON, purpose="memeriksa berkas", party_id=uuid7())  # somebody else's data

    (look,) = queries.looks_at(RANI, PARTY).rows

    assert (look.by, look.purpose, look.fields) == (BUDI.id, "memeriksa berkas", ("nik",))
    assert queries.looks_at(BUDI, PARTY).rows == ()
    assert queries.looks_at(NOBODY, PARTY).rows == ()


@pytest.mark.parametrize("rows", [1, 3, 25])
def test_the_cost_of_reading_looks_does_not_grow(rows, django_assert_num_queries):
    record_looks(party_ids=[PARTY] * rows, by=BUDI, at=NOON, purpose="memeriksa berkas")

    with django_assert_num_queries(1):
        page = queries.looks_at(RANI, PARTY)

    assert len(page.rows) == min(rows, 20)
    assert bool(page.next) == (rows > 20)


def test_the_history_of_a_thing_is_in_order():
    block = Block(pk=7)
    for verb in ("case.started", "case.submitted", "case.approved"):
        record(verb, on=block, by=BUDI, at=NOON)
    record("case.started", on=Block(pk=8), by=BUDI, at=NOON)

    assert [act.verb for act in queries.history("audit.block", "7")] == [
        "case.started",
        "case.submitted",
        "case.approved",
    ]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit_entry SET verb = 'case.refused'",
        "UPDATE audit_entry SET at = now()",
        "UPDATE audit_entry SET party_id = ''",
        "UPDATE audit_entry SET block_id = NULL",
        "DELETE FROM audit_entry",
        "TRUNCATE audit_entry",
        "TRUNCATE audit_block CASCADE",
        "UPDATE audit_block SET hash = 'x'",
        "DELETE FROM audit_block",
    ],
)
def test_the_database_refuses_to_change_the_record(change):
    make_entry(party_id=PARTY)
    Block.objects.create(sealed_at=NOON, entries=1, first_id=1, last_id=1, hash="a", previous_hash="b")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("audit_entry", "audit_block"):
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER {table}_keep_all")

    with pytest.raises(IntegrityError, match="never changed"), connection.cursor() as cursor:
        cursor.execute(change)


def test_an_entry_is_put_into_a_block_once():
    entry = make_entry()
    first, second = (
        Block.objects.create(sealed_at=NOON, entries=1, first_id=1, last_id=1, hash=f"{n}", previous_hash=f"p{n}")
        for n in range(2)
    )

    Entry.objects.filter(pk=entry.pk).update(block=first)

    with pytest.raises(IntegrityError, match="never changed"):
        Entry.objects.filter(pk=entry.pk).update(block=second)


def test_the_tables_of_this_room_are_named_as_append_only():
    assert {"audit_entry", "audit_block"} <= set(APPEND_ONLY)
