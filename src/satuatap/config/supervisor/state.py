"""What the database says about itself. Loads the client library: the supervisor calls it ``apart``."""

import os

from ..postgres import NotRunnable
from .place import Place


def greet(place: Place) -> str | None:
    """See that the database answers and has its roles; returns the digest it carries.

    The digest lies in the database itself, so that another or an older one is never mistaken for this one. Raises
    ``NotRunnable`` when the database of DATABASE_URL does not answer.
    """
    import psycopg  # large; only children of the supervisor load it

    if not os.environ.get("DATABASE_URL"):
        from ..postgres.roles import prepare

        prepare(place.home)
    try:
        with psycopg.connect(**_owner(place), autocommit=True, connect_timeout=10) as connection:
            found = connection.execute("SELECT obj_description('public'::regnamespace)").fetchone()
    except psycopg.OperationalError as problem:
        raise NotRunnable(f"Basis data tidak menjawab: {str(problem).strip()}") from None
    return str(found[0]).rpartition(" ")[2] if found and found[0] else None


def store(place: Place, wanted: str) -> None:
    """Write the digest into the database. A role that may not do so prepares everything at each start."""
    import psycopg

    with psycopg.connect(**_owner(place), autocommit=True) as connection:
        try:
            connection.execute(f"COMMENT ON SCHEMA public IS 'SatuAtap {wanted}'")
        except psycopg.errors.InsufficientPrivilege:
            return


def set_up_recovery(place: Place) -> str | None:
    """The recovery key of a new home, to be shown once."""
    from ..backup import key

    return key.set_up(place.home)


def _owner(place: Place) -> dict[str, str]:
    from ..postgres.cluster import OWNER, address

    if url := os.environ.get("DATABASE_URL"):
        return {"conninfo": url}
    return address(place.home, OWNER)
