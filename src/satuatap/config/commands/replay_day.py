"""Memutar ulang satu hari antrean di basis data sementara, lalu melaporkan nomor, panggilan, dan tepatnya perkiraan."""

import argparse
import os
import tempfile
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from ..postgres import NotRunnable, temporary

MIDNIGHT = datetime(2026, 1, 22, tzinfo=ZoneInfo("Asia/Jakarta"))  # any day: the file tells times only


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="CSV atau CSV.GZ: office, queue_id, letter, time, arrivals, calls, …")
    parser.add_argument("--seed", type=int, default=0, help="letak kedatangan di antara dua potret")


def run(arguments: argparse.Namespace) -> int:
    """Nothing of any installation is touched: home and database are made for the play and thrown away after it."""
    if os.environ.get("SATUATAP_PRODUCTION") == "1":
        raise NotRunnable("Ini mesin produksi. Putar ulang di mesin lain.")
    with temporary() as address, tempfile.TemporaryDirectory(prefix="satuatap-replay-") as home:
        os.environ.update(DATABASE_URL=address, SATUATAP_HOME=home)
        report = _played(arguments.file, arguments.seed)
    print("\n".join((*report.lines(), *(f"SALAH: {fault}" for fault in report.faults))))
    return 1 if report.faults else 0


def _played(path: Path, seed: int):
    import django  # slow, and it reads the environment once: not before the database of the play stands

    django.setup()
    from django.core.management import call_command
    from django.db import connections

    from ..replay import day

    call_command("migrate", interactive=False, verbosity=0)
    try:
        return day.play(path, MIDNIGHT, seed)
    finally:
        connections.close_all()
