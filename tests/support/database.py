"""One migrated template database a schema, cloned for each worker: migrations run once, not once a worker."""

import fcntl
import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.test import TransactionTestCase
from psycopg import sql

from .source_digest import migrations_digest

STAY = ("django_content_type", "auth_permission", "django_migrations")
"""What a migrated database has before anybody writes in it."""


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    """Replaces the plugin's own set-up: clone the template, throw the clone away at the end."""
    base = connection.settings_dict["NAME"]
    template = f"{base}_template_{migrations_digest()}"
    clone = f"{base}_test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"
    with django_db_blocker.unblock():
        with _one_at_a_time(base):
            if not _exists(template):
                _make_template(base, template)
            _run(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(clone), sql.Identifier(template)))
        _use(clone)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _case: empty_what_was_written())
        yield
    with django_db_blocker.unblock():
        connections.close_all()
        _use(base)
        _run(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(clone)))


def _make_template(base: str, template: str) -> None:
    making = f"{template}_{os.getpid()}"
    _run(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(making)))
    _use(making)
    try:
        call_command("migrate", verbosity=0, interactive=False)
        connections.close_all()
    finally:
        _use(base)
    _run(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(making), sql.Identifier(template)))


def empty_what_was_written() -> None:
    """After a transactional test. Django would empty all tables and make its content types anew, which takes most of a
    second; a test writes in a dozen tables. What keeps rows from being deleted is off within this transaction only."""
    with transaction.atomic(), connection.cursor() as cursor:
        tables = [name for name in connection.introspection.django_table_names(only_existing=True) if name not in STAY]
        some = sql.SQL(" UNION ALL ").join(
            sql.SQL("SELECT {} WHERE EXISTS (SELECT FROM {})").format(sql.Literal(name), sql.Identifier(name))
            for name in tables
        )
        cursor.execute(some)
        written = [name for (name,) in cursor.fetchall()]
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger "
            "WHERE tgtype & 8 <> 0 AND NOT tgisinternal AND tgenabled = 'O' AND tgrelid::regclass::text = ANY(%s)",
            [written],
        )
        guards = [tuple(map(sql.Identifier, guard)) for guard in cursor.fetchall()]
        for table, guard in guards:
            cursor.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER {}").format(table, guard))
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for name in written:
            cursor.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(name)))
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table, guard in guards:
            cursor.execute(sql.SQL("ALTER TABLE {} ENABLE TRIGGER {}").format(table, guard))


def _use(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name
    connections.settings["default"]["NAME"] = name


def _run(statement: sql.Composed) -> None:
    with _maintenance() as outside:
        outside.execute(statement)


def _exists(name: str) -> bool:
    with _maintenance() as outside:
        return outside.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def _maintenance() -> psycopg.Connection[Any]:
    settings = connection.settings_dict
    return psycopg.connect(
        dbname="postgres",
        user=settings["USER"],
        password=settings["PASSWORD"] or None,
        host=settings["HOST"],
        port=settings["PORT"] or None,
        autocommit=True,
    )


class _one_at_a_time:
    """A lock between the workers of one machine that use the same server."""

    def __init__(self, name: str) -> None:
        key = hashlib.sha256(f"{connection.settings_dict['HOST']}/{name}".encode()).hexdigest()[:12]
        self.path = Path(tempfile.gettempdir()) / f"satuatap-template-{key}.lock"

    def __enter__(self) -> None:
        self.file = self.path.open("w")
        fcntl.flock(self.file, fcntl.LOCK_EX)

    def __exit__(self, *_: object) -> None:
        self.file.close()
