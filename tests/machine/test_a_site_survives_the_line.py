"""A site's own computer, a real copy with its own database, and a centre it speaks to over HTTP: the line goes, a day is
worked, processes are killed, the line comes back, and in the end both sides have the same."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from http.cookiejar import CookieJar
from pathlib import Path

import httpx
import pytest
from django.utils import timezone
from pytest_django.live_server_helper import LiveServer

from satuatap.config.hashers import Argon2
from satuatap.config.node import pass_of
from satuatap.config.processes import tries
from satuatap.domain.identity.models import Account
from satuatap.domain.nodes import actions, queries, rules
from satuatap.domain.nodes.models import Node
from satuatap.domain.nodes.tests.factories import rows
from satuatap.domain.visits import actions as hall
from satuatap.domain.visits.tests.factories import come, make_counter, make_lane
from satuatap.kernel.actors import Actor, system
from tests.journeys.copy import Copy

from .killing import kill, pids_of

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
PASSWORD = "semua urusan satu atap"

# So many visitors come; one after the other is called, served and goes.
DAY = """
import sys, django
django.setup()
from datetime import timedelta
from uuid import UUID, uuid4
from django.utils import timezone
from satuatap.domain.identity import queries as identity
from satuatap.domain.visits import actions
from satuatap.kernel.actors import system
lane, counter, account, visitors = UUID(sys.argv[1]), UUID(sys.argv[2]), UUID(sys.argv[3]), int(sys.argv[4])
from satuatap.domain.visits.models import Lane
site, now, kiosk = Lane.objects.get(pk=lane).site_id, timezone.now(), system("kiosk")
officer = identity.actor(account, timezone.localdate())
actions.sit_down(counter_id=counter, by=officer, at=now)
for n in range(visitors):
    visit = actions.begin(site_id=site, asks=[actions.Ask(lane)], channel="kiosk", key=uuid4(), by=kiosk, at=now)
    actions.hand_out(visit_id=visit.pk, by=kiosk, at=now)
    if n % 2:
        actions.call_next(counter_id=counter, key=uuid4(), by=officer, at=now)
        actions.finish(counter_id=counter, by=officer, at=now)
print(visit)
"""
CALLS = """
import json, django
django.setup()
from satuatap.domain.visits.models import Call
print(json.dumps([str(pk) for pk in Call.objects.order_by("at", "id").values_list("pk", flat=True)]))
"""
ROWS = """
import json, django
django.setup()
from satuatap.domain.nodes import queries
from django.db import connection
found = {}
with connection.cursor() as cursor:
    for table in queries.watched():
        left_out = " - 'id' - 'block_id'" if table == "audit_entry" else ""
        cursor.execute(f"SELECT (to_jsonb(t){left_out})::text FROM {table} t ORDER BY 1")
        found[table] = [text for (text,) in cursor.fetchall()]
print(json.dumps(found))
"""


class Site(Copy):
    """The computer of a site."""

    @property
    def environment(self) -> dict[str, str]:
        return {**super().environment, "SATUATAP_ROLE": "site"}

    def site(self, verb: str, *words: str, said: str = "") -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "satuatap.config", "site", verb, *words]
        return subprocess.run(command, env=self.environment, input=said, capture_output=True, text=True, check=False)

    def signs_in(self, login: str) -> str:
        """The desk, as the officer sees it after signing in at the node."""
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar := CookieJar()))
        browser.open(f"{self.url}/akun/masuk/sandi", timeout=10).read()
        token = next(cookie.value for cookie in jar if "form" in cookie.name)
        form = {"address": login, "password": PASSWORD, "csrfmiddlewaretoken": token, "next": "/meja/loket"}
        return str(
            browser.open(f"{self.url}/akun/masuk/sandi", urllib.parse.urlencode(form).encode(), timeout=10)
            .read()
            .decode()
        )


@pytest.fixture
def site() -> Iterator[Site]:
    folder = Path(tempfile.mkdtemp(prefix="satuatap-site-"))
    folder.chmod(0o711)  # the database runs as another user when root tests
    found = Site(folder / "home")
    yield found
    found.stop()
    shutil.rmtree(folder, ignore_errors=True)


def with_a_password(officer: Actor) -> Account:
    account = Account.objects.get(pk=officer.account_id)
    account.email = account.email or "budi@contoh.example"
    account.password = Argon2().encode(PASSWORD, "garam-untuk-uji")
    account.save()
    return account


def test_a_day_without_the_line_and_processes_killed_in_it(site, live_server, licensing, budi):
    budi_account = with_a_password(budi)
    lane = make_lane(unit=licensing)
    counter = make_counter(lane)
    _device, screen = hall.put_device(
        site_id=lane.site_id, kind="display", name="Layar", by=system("pack"), at=timezone.now()
    )
    begun = timezone.now() - rules.SETTLES
    come(lane, at=begun)
    node, key = actions.enrol(site_code=lane.site.code, by=system("operator"), at=begun)
    assert site.site("join", live_server.url, said=pass_of(node.pk, key)).returncode == 0
    site.start()
    day = (str(lane.pk), str(counter.pk), str(budi_account.pk))

    live_server.stop()
    assert site.does(DAY, *day, "60").strip().endswith("-061")  # goes on where the centre was
    screens_go_on(site, screen, day)
    kill(site, "postgres", "web")
    assert site.does(DAY, *day, "60").strip().endswith("-127")
    assert "Loket 1" in site.signs_in(budi_account.email)
    told = site.site("send")
    assert "belum terkirim" in told.stdout
    assert "belum terkirim 0." not in told.stdout
    back = LiveServer(f"localhost:{urllib.parse.urlsplit(live_server.url).port}")
    try:
        is_cut(site, node)
        assert "belum terkirim 0." in site.site("send").stdout
        is_ended(site, node, day)
    finally:
        back.stop()

    there = json.loads(site.does(ROWS))
    assert len(there["visits_visit"]) == 127
    ours = {table: rows(table) for table in queries.watched()}
    assert [table for table in ours if table != "audit_entry" and ours[table] != there[table]] == []
    assert [
        entry for entry in there["audit_entry"] if "visits.called" in entry and ours["audit_entry"].count(entry) != 1
    ] == []
    assert Node.objects.get().asides.count() == 0


class Screen:
    """A screen of the hall as its script works: it reads its page, listens, reads again when told, and connects again."""

    def __init__(self, address: str) -> None:
        self.address, self.over = address, threading.Event()
        self.spoken: list[str] = []
        self.connections = 0
        threading.Thread(target=self._works, daemon=True).start()

    def _works(self) -> None:
        while not self.over.wait(0.1):
            with suppress(httpx.HTTPError, IndexError):  # the page or the line is away: again
                page = self._reads()
                live = page.split('data-live="')[1].split('"')[0].replace("&amp;", "&")
                with httpx.stream("GET", live, timeout=httpx.Timeout(10, read=60)) as heard:
                    self.connections += 1
                    for text in heard.iter_text():
                        if "event:" in text:
                            self._reads()

    def _reads(self) -> str:
        page = httpx.get(self.address, timeout=10).text
        shown = re.findall(r'data-spoken="([^"]+)"', page)
        assert len(shown) == len(set(shown))
        self.spoken += [call for call in reversed(shown) if call not in self.spoken]
        return page


def screens_go_on(site: Site, secret: str, day: tuple[str, ...]) -> None:
    """The stream is killed, and visitors are called meanwhile: once it is back the screen has every call once, in order."""
    screen = Screen(f"{site.url}/layar/{secret}")
    try:
        for _waited in tries(30):
            if screen.connections:
                break
        before = len(screen.spoken)
        pids = pids_of(site, "stream")
        assert pids
        for pid in pids:
            os.kill(pid, signal.SIGKILL)
        site.does(DAY, *day, "6")
        called = json.loads(site.does(CALLS))[-3:]
        for _waited in tries(60):
            if screen.connections > 1 and screen.spoken[before:] == called:
                break
        assert screen.connections > 1, "the screen heard nothing any more"
        assert screen.spoken[before:] == called, "a call missed, or one twice"
    finally:
        screen.over.set()


def is_ended(site: Site, node: Node, day: tuple[str, ...]) -> None:
    """Its permission ends: it gives no number any more, and what it has is all there."""
    actions.stop(node_id=node.pk, by=system("operator"), at=timezone.now())
    assert "sudah diakhiri pusat" in site.site("send").stdout
    with pytest.raises(AssertionError, match="dijalankan komputer lain"):
        site.does(DAY, *day, "1")
    assert "belum terkirim 0." in site.site("send").stdout


def is_cut(site: Site, node: Node) -> None:
    """Somebody sends, and is killed when the centre has a part of it."""
    command = [sys.executable, "-m", "satuatap.config", "site", "send"]
    before = Node.objects.get(pk=node.pk).received
    sending = subprocess.Popen(command, env=site.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _seconds in tries(30):
        if Node.objects.get(pk=node.pk).received > before:
            break
    os.kill(sending.pid, signal.SIGKILL)
    sending.wait()
    assert Node.objects.get(pk=node.pk).received > before
