"""Checks of the database: version, rights, tables, who is at work."""

import os
from collections.abc import Iterator

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from satuatap.domain.identity.models import Account
from satuatap.domain.packs import queries as packs

from ..commands.migrate import append_only
from .finding import Finding, bad, doubt, good, judged

OLDEST, NEWEST = 15, 18


def answers() -> Iterator[Finding]:
    try:
        connection.ensure_connection()
    except DatabaseError as problem:
        yield bad(f"Basis data tidak menjawab: {problem}".strip(), "Jalankan `satuatap up`, atau periksa DATABASE_URL.")
        return
    version = connection.pg_version // 10000
    yield judged(
        OLDEST <= version <= NEWEST,
        f"PostgreSQL {version} menjawab.",
        f"PostgreSQL {version} belum diuji.",
        f"Pakai PostgreSQL {OLDEST} sampai {NEWEST}.",
    )
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    words = f"{len(missing)} perubahan tabel belum dijalankan."
    yield judged(not missing, "Tabel sesuai dengan versi ini.", words, "Jalankan `satuatap migrate`.")
    if not missing:
        yield from rights()


def rights() -> Iterator[Finding]:
    """The record must be out of reach of the program that writes it."""
    names, _ = append_only()
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        (is_super,) = cursor.fetchone()
        rewritable = []
        for table in names:
            cursor.execute("SELECT has_table_privilege(%s, 'DELETE') OR has_table_privilege(%s, 'UPDATE')", [table] * 2)
            if cursor.fetchone()[0]:
                rewritable.append(table)
    if not is_super and not rewritable:
        yield good("Peran aplikasi tidak dapat mengubah catatan.")
    elif os.environ.get("DATABASE_URL"):
        yield doubt(
            "DATABASE_URL memakai satu peran yang juga pemilik tabel; catatan dapat diubah lewat peran itu.",
            "Buat peran kedua tanpa hak itu; lihat docs/how-to/run-in-production.md.",
        )
    else:
        yield bad(f"Peran aplikasi dapat mengubah: {', '.join(rewritable)}.", "Jalankan `satuatap migrate`.")


def demonstration_accounts() -> Iterator[Finding]:
    try:
        found = Account.objects.filter(is_demo=True, is_active=True).count()
    except DatabaseError:
        return  # said already, with the way out
    yield judged(
        not found,
        "Tidak ada akun peraga.",
        f"{found} akun peraga masih dapat masuk dengan kata sandi yang diketahui umum.",
        "Pasang dari basis data kosong dengan SATUATAP_PRODUCTION=1; akun peraga tidak dibuat.",
    )


def demonstration_population() -> Iterator[Finding]:
    try:
        made = packs.population()
    except DatabaseError:
        return
    yield judged(
        made is None,
        "Tidak ada penduduk peraga.",
        f"{made.people if made else 0} orang yang tidak pernah ada tercatat sebagai penduduk.",
        "Pasang dari basis data kosong; `satuatap population` hanya untuk peragaan dan uji.",
    )
