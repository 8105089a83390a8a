"""Locks of the database on what is no row yet: the same thing may come twice at once, and the second waits for the first."""

from uuid import UUID

from django.db import connection


def hold(what: UUID | int) -> None:
    """Wait for a key, or for a number that a room has given a name, and hold it until the transaction ends.

    Held already by the same transaction it is there at once. Outside a transaction nothing is held.
    """
    number = what.int % 2**63 if isinstance(what, UUID) else what
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
