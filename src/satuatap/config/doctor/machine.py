"""Checks of the machine: files, rights, room, time, backups."""

import ctypes
import os
import shutil
import stat
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from .finding import Finding, bad, doubt, good, judged

SMALLEST_ROOM = 5 * 1024**3
BACKUP_HOURS = 26
CLOCK_NOT_SET = 5  # what adjtimex answers while nothing keeps the clock right


def secrets() -> Iterator[Finding]:
    folder = Path(settings.HOME) / "secrets"
    files = [path for path in folder.glob("*") if path.is_file()]
    yield judged(
        bool(files), f"Rahasia ada di {folder}.", f"Tidak ada rahasia di {folder}.", "Jalankan `satuatap up` sekali."
    )
    open_ones = [path.name for path in (folder, *files) if path.exists() and is_open(path)]
    yield judged(
        not open_ones,
        "Rahasia hanya terbaca oleh pemiliknya.",
        f"Pengguna lain dapat membaca: {', '.join(open_ones)}.",
        f"chmod -R go= {folder}",
    )


def is_open(path: Path) -> bool:
    return bool(stat.S_IMODE(path.stat().st_mode) & 0o077)


def user() -> Iterator[Finding]:
    if settings.PRODUCTION and os.geteuid() == 0:
        yield doubt("SatuAtap berjalan sebagai root.", "Buat pengguna «satuatap» dan pakai unit systemd di panduan.")
    else:
        yield good("SatuAtap berjalan tanpa hak root." if os.geteuid() else "Sebagai root: boleh untuk peragaan.")


def room() -> Iterator[Finding]:
    free = shutil.disk_usage(settings.HOME).free
    words = f"{free / 1024**3:.0f} GB kosong di {settings.HOME}."
    yield good(words) if free > SMALLEST_ROOM else bad(words, "Kosongkan atau besarkan disk sebelum penuh.")


def clock() -> Iterator[Finding]:
    if sys.platform != "linux":
        return
    asked = ctypes.create_string_buffer(512)  # larger than the structure; all zero asks and changes nothing
    if ctypes.CDLL(None, use_errno=True).adjtimex(asked) != CLOCK_NOT_SET:
        yield good("Jam mesin disetel otomatis.")
    else:
        yield doubt(
            "Jam mesin tidak disetel otomatis; tenggat dan tanda tangan bergantung padanya.",
            "Pasang dan nyalakan systemd-timesyncd atau chrony.",
        )


def backups() -> Iterator[Finding]:
    folder = Path(os.environ.get("SATUATAP_BACKUPS") or Path(settings.HOME) / "backups")
    times = [path.stat().st_mtime for path in folder.glob("satuatap-*.tar.age")]
    if not times:
        yield doubt(
            f"Belum ada cadangan di {folder}.", "Jadwalkan `satuatap backup` setiap malam, simpan di tempat lain."
        )
        return
    hours = (time.time() - max(times)) / 3600
    words = f"Cadangan terakhir {hours:.0f} jam yang lalu."
    mend = "Periksa jadwal `satuatap backup`."
    yield good(words) if hours < BACKUP_HOURS else bad(words, mend)
