"""Memulihkan cadangan ke folder data yang kosong, atau hanya memeriksanya (--check)."""

import argparse
import os
import tempfile
from pathlib import Path

from ..backup import archive, database, key
from ..backup.age import Unreadable
from ..postgres import NotRunnable
from ..postgres.roles import prepare
from ..supervisor.place import Place, only_one
from .backup import database_at_work


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path)
    parser.add_argument("--key-file", type=Path, help="berkas berisi kunci pemulihan; tanpa ini ditanyakan")
    parser.add_argument("--check", action="store_true", help="periksa saja, tidak menulis apa pun")


def run(arguments: argparse.Namespace) -> int:
    place = Place.from_environment()
    if not arguments.check:
        require_empty(place)
    identity = key.ask(arguments.key_file)
    aside = None if arguments.check else place.home  # beside the data it becomes, not in a folder for everybody
    with tempfile.NamedTemporaryFile(dir=aside, prefix=".restore-") as spool, arguments.file.open("rb") as source:
        try:
            home = None if arguments.check else place.home
            contents = archive.read(source, identity, home, spool)
        except Unreadable as problem:
            raise NotRunnable(str(problem)) from None
        spool.flush()
        tables = database.tables_in(Path(spool.name), place)
        if not arguments.check:
            bring_back(place, Path(spool.name))
    print(f"Cadangan {contents.made_at}: {contents.files} berkas, {tables} tabel. Utuh.")
    if not arguments.check:
        print("Sudah dipulihkan. Jalankan `satuatap up`.")
    return 0


def require_empty(place: Place) -> None:
    with only_one(place):
        occupied = [
            path.name for path in place.home.iterdir() if path.name not in {"supervisor.lock", "logs", "backups"}
        ]
    if occupied:
        raise NotRunnable(
            f"Folder data {place.home} sudah berisi ({', '.join(sorted(occupied)[:4])}). "
            "Pindahkan isinya, atau pilih SATUATAP_HOME yang kosong."
        )


def bring_back(place: Place, dump: Path) -> None:
    with database_at_work(place):
        if not os.environ.get("DATABASE_URL"):
            prepare(place.home)
        database.restore(place, dump)
