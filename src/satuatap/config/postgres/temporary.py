"""A throw-away cluster for tests: quick, because nothing in it needs to outlive a power cut."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .cluster import DATABASE, SUPERUSER, Cluster, address

QUICK = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "max_wal_size": "512MB",
    "autovacuum": "off",
}


@contextmanager
def temporary() -> Iterator[str]:
    """A DATABASE_URL whose role may make databases; the cluster is gone when the block ends."""
    import psycopg  # the supervisor, which loads this package, does without it
    from psycopg import sql

    home = Path(tempfile.mkdtemp(prefix="satuatap-pg-"))
    home.chmod(0o711)  # PostgreSQL may run as somebody else and must get to its own folder inside
    cluster = Cluster(home, QUICK)
    try:
        cluster.start()
        with psycopg.connect(**address(home, SUPERUSER, "postgres"), autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))
        yield cluster.url(SUPERUSER)
    finally:
        cluster.stop()
        cluster.forget()
        shutil.rmtree(home, ignore_errors=True)
