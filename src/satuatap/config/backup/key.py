"""The recovery key: shown once, written down by a person; the machine keeps only the half that encrypts."""

import getpass
import sys
from pathlib import Path

from satuatap.kernel.secrets import write_durably

from ..postgres import NotRunnable
from . import age


def set_up(home: Path) -> str | None:
    """A new recovery key for a home that has none, to be shown once; None when there is one already."""
    identity = age.new_identity()
    return identity if write_durably(_file(home), age.recipient_of(identity).encode()) else None


def recipient(home: Path) -> str:
    """Raises ``NotRunnable`` for a home without a recovery key."""
    try:
        return _file(home).read_text().strip()
    except FileNotFoundError:
        raise NotRunnable(f"Belum ada kunci pemulihan di {home}. Jalankan `satuatap recovery-key`.") from None


def ask(file: Path | None) -> str:
    """The recovery key, from a file, from the keyboard or from a pipe."""
    if file:
        return file.read_text().strip()
    if sys.stdin.isatty():
        return getpass.getpass("Kunci pemulihan (AGE-SECRET-KEY-1…): ").strip()
    return sys.stdin.readline().strip()


def _file(home: Path) -> Path:
    return home / "recovery-recipient"
