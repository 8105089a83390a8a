"""The plainest lines of the record, and the key that lets a test database be emptied."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import connection

from satuatap.domain.audit.actions import record
from satuatap.domain.audit.models import Entry
from satuatap.kernel.actors import Actor, system

NOON = datetime(2026, 11, 23, 12, tzinfo=ZoneInfo("Asia/Jakarta"))
BY = system("test")


def make_entry(verb: str = "case.approved", *, by: Actor = BY, at: datetime = NOON, **facts: object) -> Entry:
    record(verb, by=by, at=at, **facts)
    return Entry.objects.latest("id")


def let_tables_be_emptied() -> None:
    """Switch off the triggers against TRUNCATE, with which the test runner empties tables after transactional tests."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgtype & 32 <> 0 AND NOT tgisinternal"
        )
        for table, trigger in cursor.fetchall():
            cursor.execute(f'ALTER TABLE {table} DISABLE TRIGGER "{trigger}"')
