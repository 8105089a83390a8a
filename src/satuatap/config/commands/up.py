"""Menjalankan SatuAtap: basis data, halaman, siaran, pekerja; berhenti dengan Ctrl-C."""

import argparse
import json
import time
from pathlib import Path

from ..processes import apart
from ..supervisor import state
from ..supervisor.place import Place, only_one
from ..supervisor.supervisor import Supervisor

KEEP_THIS = """  Kunci pemulihan cadangan. Catat dan simpan di luar mesin ini; hanya ditampilkan sekali ini:
    {}
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--quiet", action="store_true", help="tanpa baris kemajuan")


def run(arguments: argparse.Namespace) -> int:
    begun = time.monotonic()
    place = Place.from_environment()

    def say(words: str) -> None:
        if not arguments.quiet:
            print(f"  {time.monotonic() - begun:5.1f} d  {words}", flush=True)

    def announce() -> None:
        print(welcome(place, time.monotonic() - begun), flush=True)
        if recovery := apart(lambda: state.set_up_recovery(place)):
            print(KEEP_THIS.format(recovery), flush=True)

    with only_one(place):
        return Supervisor(place, say).run(announce)


def welcome(place: Place, seconds: float) -> str:
    """What a person reads when everything runs: addresses, and whom to sign in as."""
    lines = ["", f"SatuAtap siap dalam {seconds:.1f} detik.", ""]
    lines += [f"  Portal warga     {place.url}/", f"  Meja petugas     {place.url}/meja/"]
    lines += [f"  Periksa dokumen  {place.url}/v", ""]
    lines += demonstration(place.home / "demonstration.json")
    lines += [f"Data: {place.home}    Berhenti: Ctrl-C", ""]
    return "\n".join(lines)


def demonstration(file: Path) -> list[str]:
    """The demonstration accounts, as ``satuatap install`` left them; nothing where there are none."""
    if not file.exists():
        return []
    people = json.loads(file.read_text())
    lines = [f"  Akun peraga (kata sandi semua: {people['password']})"]
    lines += [f"    {person['login']:<28} {person['name']}, {person['role']}" for person in people["accounts"]]
    return [*lines, ""]
