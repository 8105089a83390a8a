"""One PostgreSQL cluster in SATUATAP_HOME: made, started, adopted from a crash, stopped.

It listens on a unix socket only. What the rest of the system needs to know is where the socket lies
(``SATUATAP_HOME/run``, a link where the path would be too long) and the passwords (``SATUATAP_HOME/secrets``).
"""

import contextlib
import os
import re
import secrets as random
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import quote

from satuatap.kernel.secrets import secret

from ..processes import die_with_parent, tries
from . import programs
from .programs import Installation, NotRunnable, User

SUPERUSER, OWNER, APP, DATABASE = "satuatap_super", "satuatap_owner", "satuatap_app", "satuatap"
SOCKET = ".s.PGSQL.5432"
LONGEST_SOCKET_PATH = 107  # bytes, a limit of the system
START_SECONDS = 300.0  # replaying what a power cut left behind may take minutes
STOP_SECONDS = 30.0
PLAIN_PATH = re.compile(rb"[A-Za-z0-9_./+@:-]+\Z")

CONFIGURATION: Mapping[str, str] = {
    "listen_addresses": "",
    "port": "5432",  # part of the socket's name only
    "unix_socket_permissions": "0700",
    "password_encryption": "scram-sha-256",
    "max_connections": "60",
    "shared_buffers": "128MB",
    "io_method": "sync",
    "jit": "off",
    "random_page_cost": "1.1",
    "max_wal_size": "2GB",
    "wal_compression": "on",
    "checkpoint_timeout": "15min",
    "autovacuum_naptime": "20s",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # Statements carry the values they were sent with: neither slow nor failed ones are written down.
    "log_min_duration_statement": "-1",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_line_prefix": "%m [%p] %u ",
    "idle_in_transaction_session_timeout": "5min",
}


class Cluster:
    """The cluster of one home. ``settings`` are added to the configuration, e.g. for a throw-away cluster."""

    def __init__(self, home: Path, settings: Mapping[str, str] | None = None) -> None:
        self.home = home
        self.settings = {**CONFIGURATION, **(settings or {})}
        self.user: User | None = None
        self.process: subprocess.Popen[bytes] | None = None
        self._programs = Installation(Path(), 0)

    @property
    def data(self) -> Path:
        return self.home / "pg" / "data"

    @property
    def log(self) -> Path:
        return self.home / "logs" / "postgres.log"

    def url(self, role: str = APP, database: str = DATABASE) -> str:
        return url(self.home, role, database)

    def start(self, say: Callable[[str], None] = lambda _: None) -> None:
        """Make the cluster when there is none, then start it and wait until it answers. Raises ``NotRunnable``.

        A server that a killed supervisor left behind is stopped first: it belongs to nobody, its data are safe.
        """
        self.lay_out()
        self._programs = programs.installation(self.data, self.user)
        if not self.data.exists():
            say("Menyiapkan basis data …")
            self._initialise()
        self._end_leftovers()
        self._write_configuration()
        self._launch()
        self._wait_until_ready(say)

    def stop(self) -> None:
        """Stop, closing all connections; returns when the data are safely on disk."""
        if self.process is None or self.process.poll() is not None:
            return
        for how, seconds in ((signal.SIGINT, STOP_SECONDS), (signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0)):
            self.process.send_signal(how)
            try:
                self.process.wait(seconds)
            except subprocess.TimeoutExpired:
                continue
            return

    def forget(self) -> None:
        """Remove what lies outside the home: for a cluster that is thrown away."""
        for name in ("pg", "run"):
            link = self.home / name
            if link.is_symlink():
                shutil.rmtree(os.path.realpath(link), ignore_errors=True)

    def lay_out(self) -> None:
        """The folders, each with the owner and the access that PostgreSQL insists on; from then on ``url`` holds."""
        self.user = programs.user_for(self.home / "pg" / "data")
        # Others may pass through the home of root, without reading it, because PostgreSQL is somebody else.
        self.home.mkdir(mode=0o711 if self.user else 0o700, parents=True, exist_ok=True)
        self.log.parent.mkdir(mode=0o700, exist_ok=True)
        place = self.home / "pg"
        if place.is_symlink() and not place.exists():
            raise NotRunnable(
                f"{place} menunjuk ke {os.readlink(place)}, yang sudah tidak ada. Pulihkan dari cadangan."
            )
        if not place.exists():
            if self.user and not self.user.may_enter(self.home):
                elsewhere = programs.shared_place(self.user) / f"pg-{random.token_hex(6)}"
                elsewhere.mkdir(mode=0o700)
                place.symlink_to(elsewhere)
            else:
                place.mkdir(mode=0o700)
            self._give(place)
        self._lay_out_socket()

    def _lay_out_socket(self) -> None:
        run = self.home / "run"
        fits = len(os.fsencode(run / SOCKET)) <= LONGEST_SOCKET_PATH and PLAIN_PATH.match(os.fsencode(run))
        if fits and (self.user is None or self.user.may_enter(self.home)):
            if run.is_symlink():
                run.unlink()
            run.mkdir(mode=0o700, exist_ok=True)
            self._give(run)
            return
        short = Path(os.readlink(run)) if run.is_symlink() else None
        if short is None or not self._is_ours(short):
            short = Path(tempfile.mkdtemp(prefix="satuatap-", dir=_short_place(self.user)))
            if run.is_dir() and not run.is_symlink():
                shutil.rmtree(run)  # it fitted once; the folder above has become closed to the server's user since
            run.unlink(missing_ok=True)
            run.symlink_to(short)
            self._give(short)

    def _is_ours(self, folder: Path) -> bool:
        """Whether a folder in a place that everybody may write to is the one that we made there."""
        try:
            found = folder.lstat()
        except OSError:
            return False
        owner = self.user.uid if self.user else os.geteuid()
        return stat.S_ISDIR(found.st_mode) and found.st_uid == owner and not found.st_mode & 0o077

    def _give(self, path: Path) -> None:
        if self.user:
            os.chown(path, self.user.uid, self.user.gid)

    def _initialise(self) -> None:
        """Make a new cluster beside its place and move it there when it is whole: a kill leaves nothing half-made."""
        target = Path(os.path.realpath(self.home / "pg"))
        password, new = target / "password", target / "new"
        password.unlink(missing_ok=True)
        shutil.rmtree(new, ignore_errors=True)
        password.touch(mode=0o600)
        password.write_text(password_of(self.home, SUPERUSER))
        self._give(password)
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] if self._programs.major >= 17 else []
        command = [
            "initdb", "--pgdata", str(new), "--username", SUPERUSER, "--pwfile", str(password),
            "--auth", "scram-sha-256", "--data-checksums", "--encoding", "UTF8", "--locale", "C", *locale,
        ]  # fmt: skip
        if self.settings.get("fsync") == "off":
            command.append("--no-sync")
        done = subprocess.run(
            [self._programs.bin / command[0], *command[1:]],
            capture_output=True,
            text=True,
            **self._as_user(),
            check=False,
        )
        password.unlink()
        if done.returncode:
            raise NotRunnable(f"Basis data tidak dapat dibuat di {target}: {done.stderr.strip()}")
        with (new / "postgresql.conf").open("a") as configuration:
            configuration.write("\ninclude 'satuatap.conf'\n")
        new.rename(target / "data")

    def _write_configuration(self) -> None:
        known = dict(self.settings)
        if self._programs.major < 18:
            known.pop("io_method", None)
        known["unix_socket_directories"] = os.path.realpath(self.home / "run")
        text = "".join(f"{name} = '{value}'\n" for name, value in sorted(known.items()))
        path = self.data / "satuatap.conf"
        path.write_text(f"# Written at each start. Your own settings belong into postgresql.conf.\n{text}")
        self._give(path)

    def _launch(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [self._programs.bin / "postgres", "-D", os.path.realpath(self.data)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                # A supervisor that is killed cannot stop its database: the system then asks it to stop for us.
                preexec_fn=die_with_parent(signal.SIGINT),  # noqa: PLW1509 (the launcher has no threads)
                **self._as_user(),
            )

    def _as_user(self) -> dict[str, object]:
        environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}
        common: dict[str, object] = {"cwd": "/", "env": environment}
        if self.user is None:
            return common
        return {**common, "user": self.user.uid, "group": self.user.gid, "extra_groups": []}

    def _wait_until_ready(self, say: Callable[[str], None]) -> None:
        """Wait for the word that PostgreSQL itself writes into its note, as its own tools do."""
        told = False
        for waited in tries(START_SECONDS):
            if self.process is None or self.process.poll() is not None:
                raise NotRunnable(f"PostgreSQL tidak mau berjalan. Catatannya, {self.log}:\n{self._last_words()}")
            lines = self._note().splitlines()
            if lines[:1] == [str(self.process.pid)] and lines[-1].strip() == "ready":
                return
            if waited > 3 and not told:
                say("Basis data memulihkan diri setelah mati mendadak, mohon tunggu …")
                told = True
        raise NotRunnable(f"PostgreSQL belum menjawab setelah {START_SECONDS:.0f} detik.")

    def _note(self) -> str:
        try:
            return (self.data / "postmaster.pid").read_text()
        except FileNotFoundError:
            return ""

    def _last_words(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-6:])

    def _end_leftovers(self) -> None:
        """Stop servers of a killed supervisor that still use this data directory, and forget a stale process number.

        A supervisor holds a lock on its home, so a server found here has nobody who looks after it.
        """
        for how, seconds in ((signal.SIGINT, STOP_SECONDS), (signal.SIGQUIT, 10.0), (signal.SIGKILL, 10.0)):
            for pid in self._processes():
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, how)
            if any(not self._processes() for _ in tries(seconds)):
                break
        # Notes of a killed server name a process: by now another program's, or one dead that nobody has buried yet.
        # PostgreSQL would take either for a server at work; we have just seen that there is none.
        if sys.platform == "linux":
            run = self.home / "run"
            for note in (self.data / "postmaster.pid", run / SOCKET, run / f"{SOCKET}.lock"):
                note.unlink(missing_ok=True)

    def _processes(self) -> list[int]:
        """Every process at work in the data directory: PostgreSQL's processes all stand in it."""
        here = os.path.realpath(self.data)
        found = []
        for entry in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if os.readlink(entry / "cwd") == here and "postgres" in os.readlink(entry / "exe"):
                    found.append(int(entry.name))
        return found


def password_of(home: Path, role: str) -> str:
    return secret(role.replace("satuatap_", "postgres-"), home=home).hex()


def address(home: Path, role: str = APP, database: str = DATABASE) -> dict[str, str]:
    """How to reach the embedded database of a home, for psycopg."""
    folder = os.path.realpath(home / "run")
    return {"host": folder, "user": role, "password": password_of(home, role), "dbname": database}


def url(home: Path, role: str = APP, database: str = DATABASE) -> str:
    """How to reach the embedded database of a home, in the form of DATABASE_URL."""
    found = address(home, role, database)
    return f"postgres://{role}:{found['password']}@/{database}?host={quote(found['host'], safe='')}"


def _short_place(user: User | None) -> str:
    """A folder with a short name in which we may make one of our own, and into which the server's user may go."""
    places = ("/run", "/tmp") if user else (os.environ.get("XDG_RUNTIME_DIR", ""), "/tmp")  # noqa: S108 (mkdtemp)
    for folder in places:
        if folder and len(folder) < 40 and os.access(folder, os.W_OK | os.X_OK):
            return folder
    return tempfile.gettempdir()
