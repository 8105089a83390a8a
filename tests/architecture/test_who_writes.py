"""The application's own database role cannot rewrite the record, nor change a table."""

from collections.abc import Iterator

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from satuatap.config.commands.migrate import append_only
from satuatap.config.postgres.roles import grants
from satuatap.domain.audit.tests.factories import make_entry

pytestmark = pytest.mark.django_db
ROLE = "satuatap_app_in_a_test"
TABLES, SET_ONCE = append_only()


@pytest.fixture
def as_app(db: None) -> Iterator[None]:
    """The test goes on as the role that the launcher gives the application, after the launcher's own grants."""
    make_entry()
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {ROLE}")
        for statement in grants(ROLE, TABLES, SET_ONCE):
            cursor.execute(statement)
        cursor.execute(f"SET LOCAL ROLE {ROLE}")
    yield
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


def refused(statement: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError as problem:
        return isinstance(problem.__cause__, psycopg.errors.InsufficientPrivilege)
    return False


def test_the_record_and_the_commands_are_append_only():
    assert {"audit_entry", "audit_block", "cases_command"} <= set(TABLES)


@pytest.mark.parametrize("table", TABLES)
def test_what_was_written_down_cannot_be_changed_or_removed(table: str, as_app: None):
    column = connection.introspection.get_primary_key_column(connection.cursor(), table)

    assert refused(f"UPDATE {table} SET {column} = {column}")  # noqa: S608 (our own names)
    assert refused(f"DELETE FROM {table}")  # noqa: S608
    assert refused(f"TRUNCATE {table}")


def test_rows_can_be_read_and_added(as_app: None):
    make_entry("case.withdrawn")

    assert not refused("SELECT count(*) FROM cases_command")


def test_only_the_seal_is_set_on_an_entry_and_that_once(as_app: None):
    assert not refused("UPDATE audit_entry SET block_id = NULL WHERE false")
    assert refused("UPDATE audit_entry SET verb = 'looked'")


def test_no_table_can_be_emptied_changed_or_taken_over(as_app: None):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, privilege FROM pg_class, unnest(%s::text[]) AS privilege "
            "WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace "
            "AND has_table_privilege(oid, privilege)",
            [["TRUNCATE", "TRIGGER", "REFERENCES"]],
        )
        assert cursor.fetchall() == []

    assert refused("CREATE TABLE note (id int)")
    assert refused("ALTER TABLE cases_case ADD COLUMN note text")
    assert refused("DROP TABLE cases_case")
    assert refused("UPDATE django_migrations SET name = name")
