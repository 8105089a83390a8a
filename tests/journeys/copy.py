"""One copy of SatuAtap for all journeys: its own database, worker and sandboxes, started by its own command."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from tests.support.ports import free_ports

SOURCE = Path(__file__).resolve().parents[2] / "src"
START_SECONDS = 240.0
STOP_SECONDS = 40.0

# Who signed in is asked to prove it again after five minutes; a test does not wait for them to pass.
LATER = """
import sys, django
django.setup()
from importlib import import_module
from django.conf import settings
from satuatap.domain.identity.models import Account
engine = import_module(settings.SESSION_ENGINE)
account = Account.objects.get(email=sys.argv[1])
for row in engine.SessionStore.get_model_class().objects.all():
    session = engine.SessionStore(row.session_key)
    if session.get("_auth_user_id") == str(account.pk):
        for record in session.get("account_authentication_methods", []):
            record["at"] -= 600
        session.modified = True
        session.save()
"""

# A case that was sent and accepted some days ago: the clock of the machine is left as it is.
OLDER = """
import sys, django
django.setup()
from datetime import timedelta
from django.db.models import DateTimeField, F
from django.utils import timezone
from satuatap.domain.cases.actions import recompute_due
from satuatap.domain.cases.models import Case, DueChange, Task
from satuatap.kernel.actors import system
case, ago = Case.objects.get(number=sys.argv[1]), timedelta(days=int(sys.argv[2]))
for model, rows in ((Case, {"pk": case.pk}), *((model, {"case": case}) for model in (DueChange, Task))):
    moments = [field.name for field in model._meta.fields if isinstance(field, DateTimeField)]
    model.objects.filter(**rows).update(**{name: F(name) - ago for name in moments})
recompute_due(unit_id=case.unit_id, by=system("journeys"), at=timezone.now())
"""

# Journeys run at any hour: nobody's night is waited for, nor other news, nor the carrier's silence.
AT_ONCE = """
import django
django.setup()
from django.utils import timezone
from satuatap.domain.notifications.actions import put_messages
from satuatap.domain.notifications.models import Message
from satuatap.kernel.actors import system
manner = {"quiet": "none", "bundle": "0 seconds", "most-a-day": "99"}
put_messages(body={"manner": manner}, by=system("journeys"), at=timezone.now())
Message.objects.filter(send_at__gt=timezone.now()).update(send_at=timezone.now())  # or the next news joins what waits
"""

WAITING = """
import sys, django
django.setup()
from tests.journeys.waiting import main
main(sys.argv[1:])
"""

ISSUED = """
import json, sys, django
django.setup()
from satuatap.domain.audit.models import Entry
from satuatap.domain.cases.models import Case
from satuatap.domain.documents.models import Document
found = {}
for number in sys.argv[1:]:
    ours = Document.objects.filter(about=Case.objects.get(number=number).pk)
    ids = [str(document.pk) for document in ours]
    found[number] = Entry.objects.filter(verb="document.issued", on_id__in=ids).count()
print(json.dumps(found))
"""


class Copy:
    """A running copy."""

    def __init__(self, home: Path, port: int = 0) -> None:
        self.home = home
        self.port = port or free_ports()
        self.output = home.with_suffix(".out")
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """Nothing of the tests' own settings and database reaches the copy."""
        kept = {
            key: value for key, value in os.environ.items() if not key.startswith(("DATABASE", "DJANGO", "SATUATAP"))
        }
        path = os.pathsep.join([str(SOURCE), *filter(None, sys.path)])
        return {**kept, "PORT": str(self.port), "SATUATAP_HOME": str(self.home), "PYTHONPATH": path}

    def start(self) -> None:
        """Start everything and wait until it is well. Raises ``AssertionError`` with what it said when it is not."""
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "satuatap.config", "up"], env=self.environment, stdout=output, stderr=output
            )
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self.process.poll() is None and self.is_well():
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.25)
        raise AssertionError(f"the copy did not start:\n{self.output.read_text(errors='replace')}")

    def is_well(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def stop(self) -> None:
        """Ask it to end, as a person at the terminal does; it takes its children along."""
        if self.process is None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    @property
    def people(self) -> dict[str, str]:
        """How the demonstration people sign in, by first name."""
        accounts = self._demonstration()["accounts"]
        return {account["name"].split()[0].lower(): account["login"] for account in accounts}

    @property
    def password(self) -> str:
        return str(self._demonstration()["password"])

    def _demonstration(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.home / "demonstration.json").read_text())
        return found

    def let_proof_grow_old(self, email: str) -> None:
        """As if somebody had signed in ten minutes ago."""
        self.does(LATER, email)

    def let_case_grow_old(self, number: str, days: int) -> None:
        """As if everything that happened to a case had happened so many days ago."""
        self.does(OLDER, number, str(days))

    def let_messages_go_at_once(self) -> None:
        """As if it were always day, and nothing else were to be told."""
        self.does(AT_ONCE)

    def waiting(self, step: str, permits: int = 0, licences: int = 0) -> list[str]:
        """Cases that wait to be checked ("check"), decided or signed: the numbers of the advertising permits, then those
        of the midwives' licences."""
        found: list[str] = json.loads(self.does(WAITING, step, str(permits), str(licences)).splitlines()[-1])
        return found

    def installs(self, pack: Path) -> None:
        """Install a pack in the running copy, as its operator does."""
        told = [sys.executable, "-m", "satuatap.config", "pack", "install", str(pack)]
        done = subprocess.run(told, env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr

    def times_issued(self, numbers: Sequence[str]) -> dict[str, int]:
        """How often a document of each case was signed and kept, by the audit."""
        found: dict[str, int] = json.loads(self.does(ISSUED, *numbers))
        return found

    def does(self, program: str, *words: str) -> str:
        """Run a small program inside the copy; what it printed."""
        done = subprocess.run(
            [sys.executable, "-c", program, *words],
            env={**self.environment, "DJANGO_SETTINGS_MODULE": "satuatap.config.settings"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def sent(self, address: str) -> list[dict[str, str]]:
        """What the message sandbox has sent to an address, newest first."""
        found: list[dict[str, str]] = json.loads(self._post_office(f"/messages?address={quote(address)}"))
        return found

    def carrier(self, **faults: object) -> None:
        """Tell the message sandbox how to fail."""
        self._post_office("/kendali", json.dumps(faults).encode(), "PUT", "application/json")

    def answers(self, message: dict[str, str], text: str) -> None:
        """Somebody answers a message on their telephone."""
        form = urlencode({"key": message["key"], "text": text}).encode()
        self._post_office("/balas", form, "POST", "application/x-www-form-urlencoded")

    def _post_office(self, path: str, body: bytes | None = None, method: str = "GET", kind: str = "") -> bytes:
        return self._outside(3, path, body, method, kind)

    def printer(self, **faults: object) -> None:
        """Tell the printer sandbox what is the matter with it."""
        self._outside(7, "/kendali", json.dumps(faults).encode(), "PUT", "application/json")

    @property
    def printer_address(self) -> str:
        return f"127.0.0.1:{self.port + 6}"

    @property
    def reader_address(self) -> str:
        return f"127.0.0.1:{self.port + 9}"

    def lays_card(self, nik: str) -> None:
        """Somebody lays an identity card and the finger of its holder on the reader of the kiosk."""
        self._outside(9, "/letakkan", urlencode({"nik": nik}).encode(), "POST", "application/x-www-form-urlencoded")

    def slips(self) -> list[str]:
        """What the printer sandbox has printed, oldest first."""
        found: list[str] = json.loads(self._outside(7, "/kertas"))["slips"]
        return found

    def _outside(self, offset: int, path: str, body: bytes | None = None, method: str = "GET", kind: str = "") -> bytes:
        address = f"http://127.0.0.1:{self.port + offset}{path}"
        asked = urllib.request.Request(address, body, {"Content-Type": kind}, method=method)
        with urllib.request.urlopen(asked, timeout=10) as answer:  # noqa: S310 (our own sandbox)
            return bytes(answer.read())

    def messages_to(self, text: str) -> list[str]:
        """What the message sandbox has sent, newest first, as its page shows it."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port + 3}/", timeout=10) as answer:
            return [line for line in answer.read().decode().splitlines() if text in line]
