"""Mencadangkan semuanya ke satu berkas tersandi: basis data, berkas warga, rahasia."""

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from ..backup import archive, database, key
from ..postgres import Cluster
from ..supervisor.place import Place, holder, only_one


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", type=Path, help="folder tujuan (bawaan: SATUATAP_BACKUPS atau folder data)")


def run(arguments: argparse.Namespace) -> int:
    place = Place.from_environment()
    folder = arguments.to or Path(os.environ.get("SATUATAP_BACKUPS") or place.home / "backups")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = folder / f"satuatap-{datetime.now().astimezone():%Y%m%d-%H%M%S}.tar.age"
    with database_at_work(place):
        contents = archive.write(target, key.recipient(place.home), place.home, database.dump(place))
    size = target.stat().st_size / 1024**2
    print(f"{target} ({size:.1f} MB): basis data dan {contents.files} berkas. Simpan salinannya di tempat lain.")
    return 0


@contextmanager
def database_at_work(place: Place) -> Iterator[None]:
    """The embedded database, started for the while where nobody else runs it."""
    if os.environ.get("DATABASE_URL") or holder(place.home):
        yield
        return
    with only_one(place):
        cluster = Cluster(place.home)
        try:
            cluster.start()
            yield
        finally:
            cluster.stop()
