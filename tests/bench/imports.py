"""A file of a village's residents, checked, entered and undone: ``python -m tests.bench.imports``.

``BENCH_ROWS`` made-up rows (100,000) in a copy of its own: all new first, then the same file with one row in ten changed,
some moved and some wrong. The worker is a process of its own, as in production; its processor time, that of the database
and the most memory it needed are printed step by step.
"""

import csv
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Any

from .alone import INSIDE, as_owner, measure_alone
from .gauge import seconds

ROWS = int(os.environ.get("BENCH_ROWS") or 100_000)
WORK = "--work"
VILLAGE = "35.10.24.2008"
HEADS = (
    "No KK", "NIK", "Nama Lengkap", "JK", "Tgl Lahir", "Hubungan", "Agama", "Pendidikan", "Pekerjaan", "Status Kawin",
    "Tempat Lahir", "Alamat", "RT", "RW", "Nama Ayah", "Nama Ibu",
)  # fmt: skip
GIVEN = ["Agus", "Budi", "Citra", "Dewi", "Eko", "Fitri", "Gita", "Hadi", "Indah", "Joko", "Kartika", "Lestari"]
LAST = ["Santoso", "Wibowo", "Pratama", "Lestari", "Hidayat", "Nugroho", "Saputra", "Wulandari"]
PLACES = ("Kepala Keluarga", "Istri", "Anak", "Anak")
DAYS = 25_000


def main() -> int:
    if INSIDE in sys.argv:
        return inside()
    if WORK in sys.argv:
        return work(*sys.argv[-2:])
    return measure_alone("imports")


def rows(is_later: bool) -> Iterator[list[str]]:
    """The rows of a file, four to a card; ``is_later``: as the village has them after some months."""
    for number in range(ROWS):
        card, seat = divmod(number, 4)
        born_on = date(1950, 1, 1) + timedelta(days=number % DAYS)
        day = born_on.day + 40 * (seat % 2)
        row = [
            f"3510{card:012}", f"351024{day:02}{born_on:%m%y}{number // DAYS + 1:04}",
            f"{GIVEN[number % 12]} {LAST[number % 8]} {number}", "LP"[seat % 2], f"{born_on:%d-%m-%Y}", PLACES[seat], "Islam",
            "SMA", "Petani", "Kawin" if seat < 2 else "Belum Kawin", "Banyuwangi", f"Jalan Uji {card}", "2", "1",
            "Ayah Contoh", "Ibu Contoh",
        ]  # fmt: skip
        if is_later and number % 10 == 0:
            row[8] = "Nelayan"
        if is_later and number % 40 == 3:
            row[0], row[5] = f"3511{number:012}", PLACES[0]
        if is_later and number % 100 == 50:
            row[4] = "31-31-1990"
        yield row


def inside() -> int:
    """With the copy's own environment: bring both files, then undo the later one and the first."""
    as_owner()
    batches, figures = [], {"import-memory": 0.0}
    for key, is_later in (("import", False), ("import-later", True)):
        path = Path(os.environ["SATUATAP_HOME"]) / "bench.csv"
        with path.open("w", newline="") as file:
            # Row by row: a child begins with the most memory its parent ever held.
            csv.writer(file, delimiter=";").writerows(chain([HEADS], rows(is_later)))
        print("later" if is_later else "all new", flush=True)
        brought = step("bring", str(path))
        batches.append(brought["batch"])
        entered = step("enter", batches[-1])
        figures[key] = ROWS / (brought["wall"] + entered["wall"])
        figures["import-memory"] = max(figures["import-memory"], brought["memory"], entered["memory"])
    left = {step("undo", batch)["state"] for batch in reversed(batches)}
    print(json.dumps(figures))
    return int(left != {"undone"})


def step(verb: str, given: str) -> dict[str, Any]:
    """One step in a process of its own: the batch, seconds by the clock, megabytes."""
    command = [sys.executable, "-m", "tests.bench.imports", WORK, verb, given]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    said, _, answer = done.stdout.rstrip().rpartition("\n")
    print(said, flush=True)
    seen: dict[str, Any] = json.loads(answer)
    return seen


def work(verb: str, given: str) -> int:
    """One step in a process that has done nothing before; the last line is for the one that asked."""
    as_owner()
    from django.db import connection, transaction

    from satuatap.config.commands.population import memory
    from satuatap.domain.identity.models import Account
    from satuatap.domain.residents import actions, queries
    from tests.support.cast import actor_of

    account = Account.objects.get(email="wayan@tamansari.example")
    wayan = actor_of(account)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
    own, theirs, wall = time.process_time(), seconds(backend), time.perf_counter()
    told: dict[str, Any] = {"by": wayan, "at": datetime.now(UTC)}
    if verb == "bring":
        batch = actions.check_file(path=Path(given), area_code=VILLAGE, tell=lambda _done, _all: None, **told)
    else:
        act = actions.enter_import if verb == "enter" else actions.undo_import
        with transaction.atomic(), connection.cursor() as cursor:
            batch = act(batch_id=given, **told)
            cursor.execute("DELETE FROM procrastinate_jobs WHERE status = 'todo'")  # this process is the worker
        actions.work_on_import(batch_id=batch.pk, account_id=account.pk, at=told["at"])
    own, theirs, wall = time.process_time() - own, seconds(backend) - theirs, time.perf_counter() - wall
    state = queries.import_batch(wayan, batch.pk).state
    print(
        f"  {verb:6} {ROWS / (own + theirs):7.0f} rows a second of CPU (application {own:.1f} s, database {theirs:.1f} s),"
        f" {ROWS / wall:.0f} by the clock, {memory()} MB, now {state}"
    )
    print(json.dumps({"batch": str(batch.pk), "wall": wall, "memory": memory(), "state": state}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
