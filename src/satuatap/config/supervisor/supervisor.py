"""``satuatap up``: the database, what must be prepared, then every process, watched until somebody says stop."""

import os
import select
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence

from .. import node
from ..postgres import Cluster, NotRunnable
from ..processes import apart, tries
from . import place as places
from . import state
from .child import Child
from .place import ROOT, Place
from .preparation import Preparation, digest, noted

STOP_SECONDS = 20.0
HEALTHY_SECONDS = 180.0  # a slow machine with much to do
DEATHS_AT_START = 3  # a process that cannot even start will not learn it
LOG_CHECK_SECONDS = 60.0
SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
Commands = Mapping[str, tuple[Sequence[str], int]]  # what to run, and which of our ports it gets


class Supervisor:
    """The processes of one copy."""

    def __init__(self, place: Place, say: Callable[[str], None]) -> None:
        self.place = place
        self.say = say
        self.cluster = None if os.environ.get("DATABASE_URL") else Cluster(place.home)
        self.preparation: Preparation | None = None
        self.children: list[Child] = []
        self._stop = False
        self._woken, waker = socket.socketpair()
        for end in (self._woken, waker):
            end.setblocking(False)
        signal.set_wakeup_fd(waker.fileno(), warn_on_full_buffer=False)
        self._waker = waker  # kept open for as long as we live
        for number in SIGNALS:
            signal.signal(number, self._on_signal)
        signal.signal(signal.SIGCHLD, lambda *_: None)  # only to be woken when a child dies

    def run(self, announce: Callable[[], None]) -> int:
        """Everything, from start to stop. Raises ``NotRunnable`` when it cannot start."""
        try:
            self.place.require_free_ports(
                (
                    0,
                    places.STREAM,
                    places.PAYMENT_SANDBOX,
                    places.MESSAGING_SANDBOX,
                    places.CALLS_SANDBOX,
                    places.SIGNING_SANDBOX,
                    places.PRINTING_SANDBOX,
                    places.PRINTING_SANDBOX_PAGE,
                    places.PUSH_SANDBOX,
                    places.PROVING_SANDBOX,
                )
            )
            self._bring_up()
            if not self._stop:
                announce()
            while not self._stop:
                self._watch()
        finally:
            self._stop_all()
        return 0

    def _bring_up(self) -> None:
        wanted = digest()
        is_likely = noted(self.place) == wanted
        if self.cluster:
            self.cluster.lay_out()
        # What needs the applications loads longer than the database starts, so both at once.
        if is_likely:
            self._start(self._core())
        else:
            self._prepare_ahead()
        if self._open_database() != wanted or not is_likely:
            self._stop_children()
            self._prepare_ahead().finish(wanted, self.say, self.interrupted)
            if self._stop:
                return
            self._start(self._core())
        self._wait_until_healthy()
        self._start(self._sandboxes())

    def _prepare_ahead(self) -> Preparation:
        self.preparation = self.preparation or Preparation(self.place, self.environment())
        return self.preparation

    def interrupted(self) -> bool:
        return self._stop

    def environment(self) -> dict[str, str]:
        """What every process of this copy is told."""
        return {
            **os.environ,
            "PORT": str(self.place.port),
            "SATUATAP_HOME": str(self.place.home),
            "DJANGO_SETTINGS_MODULE": "satuatap.config.settings",
            "PYTHONUNBUFFERED": "1",
            # What one thread has freed is there for the others. Hashing a password takes 19 MB, which each place for
            # threads to take memory from would keep.
            "MALLOC_ARENA_MAX": "1",
            "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT / "src"), os.environ.get("PYTHONPATH", "")])),
        }

    def _on_signal(self, *_: object) -> None:
        self._stop = True

    def _open_database(self) -> str | None:
        """Start or greet the database; returns the digest of what it was prepared for."""
        if self.cluster:
            self.say("Menjalankan PostgreSQL …")
            self.cluster.start(self.say)
        for child in self.children:
            child.deaths = 0  # until now they may have died of having no database
        return apart(lambda: state.greet(self.place))

    def _core(self) -> Commands:
        satuatap = [sys.executable, "-m", "satuatap.config"]
        return {
            "web": ([*satuatap, "web"], 0),
            "worker": ([*satuatap, "worker", "--alone"], 0),
            "stream": ([*satuatap, "stream"], places.STREAM),
        }

    def _sandboxes(self) -> Commands:
        """Systems of others, played; there are none where real people are served, and none that a node would speak to."""
        if os.environ.get("SATUATAP_PRODUCTION") == "1" or node.is_site():
            return {}
        python = [sys.executable, "-m"]
        return {
            "payment-sandbox": ([*python, "satuatap.adapters.payment.sandbox"], places.PAYMENT_SANDBOX),
            "messaging-sandbox": ([*python, "satuatap.adapters.messaging.sandbox"], places.MESSAGING_SANDBOX),
            "calls-sandbox": ([*python, "satuatap.adapters.calls.sandbox"], places.CALLS_SANDBOX),
            "signing-sandbox": ([*python, "satuatap.adapters.signing.sandbox"], places.SIGNING_SANDBOX),
            "printing-sandbox": ([*python, "satuatap.adapters.printing.sandbox"], places.PRINTING_SANDBOX),
            "push-sandbox": ([*python, "satuatap.adapters.push.sandbox"], places.PUSH_SANDBOX),
            "proving-sandbox": ([*python, "satuatap.adapters.proving.sandbox"], places.PROVING_SANDBOX),
        }

    def _start(self, commands: Commands) -> None:
        if commands:
            self.say(f"Menjalankan {', '.join(commands)} …")
        for name, (command, offset) in commands.items():
            environment = {**self.environment(), "SANDBOX_PORT": str(self.place.port + offset)}
            child = Child(name, command, environment, self.place.logs)
            child.start()
            self.children.append(child)

    def _wait_until_healthy(self) -> None:
        address = f"http://{self.place.host}:{self.place.port}/healthz"
        for _ in tries(HEALTHY_SECONDS):
            self._watch_children()
            if self._stop or answers(address):
                return
            for child in self.children:
                if child.deaths >= DEATHS_AT_START:
                    raise NotRunnable(f"Proses {child.name} tidak dapat berjalan. Catatannya:\n{child.last_words()}")
        raise NotRunnable(f"SatuAtap belum sehat setelah {HEALTHY_SECONDS:.0f} detik. Periksa {self.place.logs}.")

    def _watch(self) -> None:
        """Sleep until a signal or a death wakes us, at most a second; then see to the dead."""
        select.select([self._woken], [], [], 1.0)
        try:
            while self._woken.recv(512):
                pass
        except BlockingIOError:
            pass
        self._watch_database()
        self._watch_children()

    def _watch_children(self) -> None:
        for child in self.children:
            if (code := child.look()) is not None:
                self.say(f"Proses {child.name} berhenti (kode {code}); dijalankan lagi. Catatan: {child.log}")
            if child.process and time.monotonic() % LOG_CHECK_SECONDS < 1:
                child.trim_log()

    def _watch_database(self) -> None:
        if self.cluster and self.cluster.process and self.cluster.process.poll() is not None and not self._stop:
            self.say("PostgreSQL berhenti; dijalankan lagi …")
            self.cluster.start(self.say)

    def _stop_children(self) -> None:
        for child in self.children:
            child.ask_to_stop()
        deadline = time.monotonic() + STOP_SECONDS
        for child in self.children:
            child.wait_or_kill(deadline - time.monotonic())
        self.children.clear()

    def _stop_all(self) -> None:
        if self.children:
            self.say("Menghentikan SatuAtap …")
        if self.preparation:
            self.preparation.stop()
        self._stop_children()
        if self.cluster:
            self.cluster.stop()


def answers(address: str) -> bool:
    """Whether the address says that all is well."""
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 (our own address)
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
