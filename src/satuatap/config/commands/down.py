"""Menghentikan SatuAtap yang berjalan dengan folder data ini."""

import argparse
import os
import signal

from ..processes import is_alive, tries
from ..supervisor.place import Place, holder

SECONDS = 60.0


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    pass


def run(_arguments: argparse.Namespace) -> int:
    place = Place.from_environment()
    pid = holder(place.home)
    if pid is None:
        print(f"Tidak ada SatuAtap yang berjalan dengan folder data {place.home}.")
        return 0
    os.kill(pid, signal.SIGTERM)
    if any(not is_alive(pid) or holder(place.home) != pid for _ in tries(SECONDS)):
        print("SatuAtap berhenti.")
        return 0
    print(f"Proses {pid} belum berhenti setelah {SECONDS:.0f} detik.")
    return 1
