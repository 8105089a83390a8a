"""Membawa tabel ke versi ini, dengan hak pemilik; lalu memberi hak secukupnya kepada peran aplikasi."""

import argparse
import os
import sys
from importlib import import_module

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from satuatap.domain.nodes.queries import watched
from satuatap.domain.nodes.rules import ONLY_ADDED

from .. import node
from ..postgres.cluster import APP
from ..postgres.roles import grants

ANY_NUMBER = 7_214_530_118  # of the lock that keeps two migrations apart

HALF_WAY = """\
Basis data ini berasal dari sebelum versi 0.1.0 dan belum selesai diperbarui ({rooms}). Tidak ada yang diubah.
Jalankan dulu program dari 29 November 2026 (sebelum tabel tiap ruang menjadi satu langkah) sekali sampai siap, lalu ulangi."""


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    pass


def run(_arguments: argparse.Namespace) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [ANY_NUMBER])
    if rooms := half_way():
        print(HALF_WAY.format(rooms=", ".join(rooms)), file=sys.stderr)
        return 1
    call_command("migrate", interactive=False, verbosity=1)
    # On a server of one's own there is a second role only where somebody has made one.
    if app := os.environ.get("SATUATAP_APP_ROLE") or ("" if os.environ.get("DATABASE_URL") else APP):
        grant(app)
    return 0


def half_way() -> list[str]:
    """The rooms of whose steps before they became one only some were ever taken: from there no step leads on."""
    taken = set(MigrationRecorder(connection).applied_migrations())
    found = []
    for room in settings.ROOMS:
        steps = import_module(f"satuatap.domain.{room}.migrations.0001_tables").Migration.replaces
        if 0 < len(taken & set(steps)) < len(steps) and (room, "0001_tables") not in taken:
            found.append(room)
    return found


@transaction.atomic
def watch() -> None:
    """At a node: every change of the hall is noted from now on."""
    with connection.cursor() as cursor:
        for statement in node.watch(sorted(watched()), ONLY_ADDED):
            cursor.execute(statement)


@transaction.atomic
def grant(app: str) -> None:
    """What the app role may do: everything with rows, except rewriting the record."""
    tables, columns = append_only()
    with connection.cursor() as cursor:
        for statement in grants(app, tables, columns):
            cursor.execute(statement)


def append_only() -> tuple[list[str], dict[str, list[str]]]:
    """The tables that the rooms call append-only, and the columns of them that may be set once."""
    tables: list[str] = []
    columns: dict[str, list[str]] = {}
    for room in settings.ROOMS:
        models = import_module(f"satuatap.domain.{room}.models")
        tables.extend(getattr(models, "APPEND_ONLY", ()))
        columns.update(getattr(models, "SET_ONCE", {}))
    return sorted(set(tables)), columns
