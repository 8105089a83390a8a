"""A site's own computer, a real copy with its own database, and a centre it speaks to over HTTP: the line goes, a day is
worked, processes are killed, the line comes back, and in the end both sides have the same."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path

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
from satuatap.domain.visits.tests.factories import come, make_counter, make_lane
from satuatap.kernel.actors import Actor, system
from tests.journeys.copy import Copy

from .test_a_killed_machine_loses_nothing import kill

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
    begun = timezone.now() - rules.SETTLES
    come(lane, at=begun)
    node, key = actions.enrol(site_code=lane.site.code, by=system("operator"), at=begun)
    assert site.site("join", live_server.url, said=pass_of(node.pk, key)).returncode == 0
    site.start()
    day = (str(lane.pk), str(counter.pk), str(budi_account.pk))

    live_server.stop()
    assert site.does(DAY, *day, "60").strip().endswith("-061")  # goes on where the centre was
    kill(site, "postgres", "web")
    assert site.does(DAY, *day, "60").strip().endswith("-121")
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
    assert len(there["visits_visit"]) == 121
    ours = {table: rows(table) for table in queries.watched()}
    assert [table for table in ours if table != "audit_entry" and ours[table] != there[table]] == []
    assert [
        entry for entry in there["audit_entry"] if "visits.called" in entry and ours["audit_entry"].count(entry) != 1
    ] == []
    assert Node.objects.get().asides.count() == 0


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
