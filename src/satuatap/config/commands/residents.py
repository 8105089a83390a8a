"""Berkas penduduk yang besar: `import FILE --as SUREL` memeriksa, `--enter` memasukkan, `undo NOMOR --as SUREL` membatalkan."""

import argparse
import csv
import sys
import time
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.utils import timezone

from satuatap.domain.identity import queries as identity
from satuatap.domain.residents import actions
from satuatap.domain.residents import queries as residents
from satuatap.domain.residents.lifecycle import WORKING, ImportState
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound

from ..postgres import NotRunnable
from .population import memory

EVERY = 2.0  # seconds between two lines of progress


def add_arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True)
    bring = verbs.add_parser("import", help="periksa sebuah berkas CSV atau XLSX; dengan --enter juga masukkan")
    bring.add_argument("file", type=Path)
    bring.add_argument("--area", default="", help="kode desa semua barisnya; tanpa ini berkas punya kolom kode desa")
    bring.add_argument("--enter", action="store_true", help="masukkan semua baris yang dapat masuk")
    bring.add_argument("--mend", type=Path, help="tulis baris yang perlu diperbaiki ke berkas CSV ini")
    undo = verbs.add_parser("undo", help="kembalikan daftar penduduk seperti sebelum sebuah berkas")
    undo.add_argument("number", type=UUID)
    for verb in (bring, undo):
        verb.add_argument(
            "--as", dest="login", required=True, help="surel atau nomor HP petugas yang bertanggung jawab"
        )


def run(arguments: argparse.Namespace) -> int:
    now = timezone.now()
    by = officer(arguments.login, now)
    try:
        return (bring if arguments.verb == "import" else undo)(arguments, by, now)
    except NotFound:
        raise NotRunnable("Akun ini tidak memegang daftar penduduk itu, atau berkasnya tidak ada.") from None


def officer(login: str, now: datetime) -> Actor:
    account = identity.by_address(identity.address(login))
    if account is None:
        raise NotRunnable(f"Tidak ada akun {login}.")
    return identity.actor(account.pk, timezone.localdate(now))


def bring(arguments: argparse.Namespace, by: Actor, now: datetime) -> int:
    batch = actions.check_file(path=arguments.file, area_code=arguments.area, by=by, at=now, tell=Lines("diperiksa"))
    print(f"Nomor berkas: {batch.pk}. Memori paling banyak {memory()} MB.")
    for finding, rows in sorted(batch.counts.items()):
        print(f"  {finding:8} {rows:>9}")
    if arguments.mend:
        with arguments.mend.open("w", encoding="utf-8-sig", newline="") as out:
            csv.writer(out, delimiter=";").writerows(residents.import_rows_to_mend(by, batch.pk, at=now))
    if not arguments.enter:
        print("Belum ada data yang berubah. Buka /meja/impor untuk melihat isinya dan memasukkannya.")
        return 0
    actions.enter_import(batch_id=batch.pk, by=by, at=timezone.now())
    return follow(by, batch.pk, ImportState.DONE, "dimasukkan")


def undo(arguments: argparse.Namespace, by: Actor, now: datetime) -> int:
    actions.undo_import(batch_id=arguments.number, by=by, at=now)
    return follow(by, arguments.number, ImportState.UNDONE, "dibatalkan")


def follow(by: Actor, batch_id: UUID, wanted: str, verb: str) -> int:
    """Tells how far the worker is until it has done its step."""
    lines = Lines(verb)
    while (batch := residents.import_batch(by, batch_id)).state in WORKING:
        lines(batch.done, batch.total)
        time.sleep(0.5)
    print(f"Sudah {verb} ({lines.seconds():.1f} detik)." if batch.state == wanted else batch.words)
    return 0 if batch.state == wanted else 1


class Lines:
    """Says now and then how far a step is and how fast."""

    def __init__(self, verb: str) -> None:
        self.verb = verb
        self.begun = self.shown = time.monotonic()

    def seconds(self) -> float:
        return time.monotonic() - self.begun

    def __call__(self, done: int, total: int) -> None:
        if time.monotonic() - self.shown < EVERY:
            return
        self.shown = time.monotonic()
        share = done * 100 // total if total else 0
        rate = int(done / self.seconds())
        print(f"  {done:>9} / {total} baris {self.verb} ({share} %), {rate} baris/detik", file=sys.stderr)
