"""Where one copy lives: its home, its ports, its lock. Read from the environment only."""

import contextlib
import errno
import fcntl
import os
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from ..postgres import NotRunnable
from ..processes import tries

ROOT = Path(__file__).resolve().parents[4]
# A copy owns PORT to PORT+9.
STREAM, PAYMENT_SANDBOX, MESSAGING_SANDBOX, CALLS_SANDBOX, SIGNING_SANDBOX = 1, 2, 3, 4, 5
PRINTING_SANDBOX, PRINTING_SANDBOX_PAGE, PUSH_SANDBOX, PROVING_SANDBOX = 6, 7, 8, 9
FREE_SECONDS = 3.0  # processes of a copy that was just killed may take a moment to go


@dataclass(frozen=True, slots=True)
class Place:
    """One copy of SatuAtap on this machine."""

    home: Path
    port: int
    host: str

    @classmethod
    def from_environment(cls) -> "Place":
        try:
            port = int(os.environ.get("PORT") or 8000)
        except ValueError:
            raise NotRunnable(f"PORT harus berupa angka, bukan «{os.environ['PORT']}».") from None
        if not 1 <= port <= 65526:
            raise NotRunnable(f"PORT {port} di luar batas: pilih 1 sampai 65526 (satu salinan memakai sepuluh port).")
        home = Path(os.environ.get("SATUATAP_HOME") or ROOT / "var").absolute()
        return cls(home, port, os.environ.get("SATUATAP_BIND") or "127.0.0.1")

    @property
    def url(self) -> str:
        return os.environ.get("SATUATAP_URL") or f"http://localhost:{self.port}"

    @property
    def logs(self) -> Path:
        return self.home / "logs"

    def require_free_ports(self, offsets: tuple[int, ...]) -> None:
        """Raises ``NotRunnable`` when another program listens on one of our ports."""
        for offset in offsets:
            port = self.port + offset
            for _ in tries(FREE_SECONDS):
                if is_free(self.host, port):
                    break
            else:
                raise NotRunnable(
                    f"Port {port} sudah dipakai program lain. Pilih yang lain, misalnya: "
                    f"PORT={self.port + 100} SATUATAP_HOME={self.home}-2 make run"
                )


def is_free(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            raise NotRunnable(f"Port {port} hanya boleh dipakai root. Pilih PORT di atas 1023.") from None
        except OSError as problem:
            if problem.errno == errno.EADDRINUSE:
                return False
            raise NotRunnable(f"Alamat {host}:{port} tidak dapat dipakai: {problem.strerror}.") from None
    return True


@contextlib.contextmanager
def only_one(place: Place) -> Iterator[TextIO]:
    """Hold the home for as long as the block runs. The system gives it back however we end.

    Raises ``NotRunnable`` when another supervisor holds it.
    """
    try:
        place.home.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700, parents=True, exist_ok=True)
        place.logs.mkdir(mode=0o700, exist_ok=True)
        lock = lock_file(place.home).open("a+")
    except OSError as problem:
        raise NotRunnable(f"Folder data {place.home} tidak dapat ditulisi: {problem.strerror}.") from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            pid, _, url = lock.read().partition(" ")
            raise NotRunnable(
                f"SatuAtap sudah berjalan dengan folder data {place.home} (proses {pid}, {url.strip()}). "
                "Hentikan dulu dengan `satuatap down`, atau pilih SATUATAP_HOME dan PORT lain."
            ) from None
        lock.truncate(0)
        lock.write(f"{os.getpid()} {place.url}\n")
        lock.flush()
        yield lock
        lock.truncate(0)


def holder(home: Path) -> int | None:
    """The process that holds the home now, or None. A number left by a killed supervisor does not count."""
    try:
        with lock_file(home).open("r+") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return int(lock.read().split()[0])
    except (OSError, IndexError, ValueError):
        return None
    return None


def lock_file(home: Path) -> Path:
    return home / "supervisor.lock"
