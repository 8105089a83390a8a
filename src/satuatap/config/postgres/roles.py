"""Two database roles: the owner changes tables, the app role works with rows and cannot rewrite the record."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from .cluster import APP, DATABASE, OWNER, SUPERUSER, address, password_of
from .programs import NotRunnable


def prepare(home: Path) -> None:
    """Make the roles and the database where they are missing. Cheap when nothing is.

    Raises ``NotRunnable`` when the passwords in the home are not those of its database.
    """
    with as_superuser(home) as connection:
        for role in (OWNER, APP):
            if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
                connection.execute(
                    sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(
                        sql.Identifier(role), sql.Literal(password_of(home, role))
                    )
                )
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            return
        connection.execute(
            sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE), sql.Identifier(OWNER))
        )
        connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(DATABASE)))
        connection.execute(
            sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {} TO {}").format(
                sql.Identifier(DATABASE), sql.Identifier(APP)
            )
        )


def as_superuser(home: Path) -> psycopg.Connection[tuple[Any, ...]]:
    try:
        return psycopg.connect(**address(home, SUPERUSER, "postgres"), autocommit=True)
    except psycopg.OperationalError as problem:
        if "password authentication" not in str(problem):
            raise
        raise NotRunnable(
            f"Kata sandi di {home}/secrets tidak cocok dengan basis data di {home}/pg. "
            "Kembalikan folder secrets dari cadangan (`satuatap restore`)."
        ) from None


def grants(app: str, append_only: Iterable[str], except_columns: Mapping[str, Sequence[str]]) -> list[sql.Composed]:
    """The statements that give the app role what it needs and nothing more. Run by the owner after each migration.

    ``append_only`` tables can be read and added to; ``except_columns`` names the columns of them that may still be set.
    """
    role = sql.Identifier(app)
    statements = [
        sql.SQL("REVOKE ALL ON SCHEMA public FROM PUBLIC"),
        sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(role),
        sql.SQL("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}").format(role),
        sql.SQL("GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO {}").format(role),
        sql.SQL("REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {}").format(role),
    ]
    for table in append_only:
        name = sql.Identifier(table)
        statements.append(sql.SQL("REVOKE UPDATE, DELETE ON {} FROM {}").format(name, role))
        for column in except_columns.get(table, ()):
            statements.append(sql.SQL("GRANT UPDATE ({}) ON {} TO {}").format(sql.Identifier(column), name, role))
    return [sql.Composed([statement]) for statement in statements]
