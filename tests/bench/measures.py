"""Each operation in a bounded loop over HTTP, and what the copy's processes used for it.

While pages are measured the worker is halted, so that what follows in the background is not mixed in; it then goes on
and is measured by itself, until its queue is empty.
"""

import os
import re
import signal
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle
from typing import Any
from uuid import uuid4

import psycopg

from .client import Client, Surprise, signed_in
from .gauge import Gauge
from .load import PASSWORD
from .table import Figure
from .waiting import in_the_hall

WARM = 12  # asked before anything is counted: two processes serve pages, and each remembers by itself
QUIET_SECONDS = 240.0
TAX = {"verb": "report", "langkah": "pajak", "nomor_skpd": "973/0002/CONTOH", "jumlah": "0"}
Act = Callable[[Any], object]


class Bench:
    """A loaded copy, and what has been seen of it. ``facts`` are those that ``load`` prints."""

    def __init__(self, port: int, gauge: Gauge, database: dict[str, str], facts: dict[str, Any], password: str) -> None:
        self.port, self.gauge, self.facts, self.password = port, gauge, facts, password
        self.database = psycopg.connect(**database, autocommit=True)
        self.figures: dict[str, Figure] = {}
        self.people: dict[str, Client] = {}

    def person(self, login: str) -> Client:
        if login not in self.people:
            self.people[login] = signed_in(self.port, login, self.password)
        return self.people[login]

    def measure(self, key: str, things: Sequence[Any], act: Act, warm: Sequence[Any] = ()) -> None:
        """Do it once for each of the things, one after the other."""
        for thing in warm:
            act(thing)
        walls = []
        with self.halted(), self.gauge.measuring() as used:
            for thing in things:
                begun = time.perf_counter()
                act(thing)
                walls.append((time.perf_counter() - begun) * 1000)
        each = 1000 / len(things)
        slowest = sorted(walls)[int(len(walls) * 0.95)]
        self.figures[key] = Figure(
            used.total * each, used.web * each, used.postgres * each, used.worker * each,
            statistics.median(walls), slowest, len(things),
        )  # fmt: skip

    def measure_what_follows(self, key: str, times: int, job: str = "") -> None:
        """Let the worker go on until nothing waits, or no such job."""
        with self.gauge.measuring() as used:
            self.wait_until_quiet(job)
        each = 1000 / times
        self.figures[key] = Figure(
            used.total * each, used.web * each, used.postgres * each, used.worker * each, times=times
        )  # fmt: skip

    @contextmanager
    def halted(self) -> Iterator[None]:
        os.kill(self.gauge.worker, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(self.gauge.worker, signal.SIGCONT)

    def wait_until_quiet(self, job: str = "") -> None:
        """Until no job (of this name) waits that could be done now. Raises ``Surprise`` when that does not come."""
        deadline = time.monotonic() + QUIET_SECONDS
        while self.database.execute(WAITING, {"job": job}).fetchone()[0]:
            if time.monotonic() > deadline:
                raise Surprise("the queue does not come to rest")
            time.sleep(0.2)


WAITING = """
    SELECT count(*) FROM procrastinate_jobs
    WHERE (status = 'doing' OR (status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= now())))
      AND (%(job)s = '' OR args ->> 'job' = %(job)s)
"""


def all_of(bench: Bench, times: int) -> None:
    """Every measure, in an order in which each finds what it needs."""
    reading(bench, times)
    in_the_hall(bench, times, WARM)
    a_case_from_end_to_end(bench)
    signing_in(bench)


def a_case_from_end_to_end(bench: Bench) -> None:
    """The drafts are sent, checked, assessed, decided, signed: each step for all of them."""
    numbers = bench.facts["drafts"]
    first, rest = numbers[: len(numbers) // 10 or 1], numbers[len(numbers) // 10 or 1 :]
    rani, budi = bench.person("rani@warga.example"), bench.person("budi@dpmptsp.example")
    lestari, sari = bench.person("lestari@bapenda.example"), bench.person("sari@dpmptsp.example")
    bench.wait_until_quiet()

    def submit(number: str) -> None:
        rani.post(f"/berkas/{number}/periksa", {"benar": "1", "key": str(uuid4())})

    def step(officer: Client, name: str, fields: dict[str, str]) -> Act:
        return lambda number: officer.post(f"/meja/berkas/{number}/langkah/{name}", {**fields, "key": str(uuid4())})

    for number in first:
        submit(number)
    bench.wait_until_quiet()
    bench.measure("submit", rest, submit)
    bench.measure_what_follows("submit-after", len(rest))
    bench.measure("check", rest, step(budi, "check", {"verb": "accept"}), warm=first)
    bench.wait_until_quiet()
    for number in numbers:
        step(lestari, "pajak", TAX)(number)
    for number in first:
        step(sari, "decide", {"verb": "approve"})(number)
    bench.wait_until_quiet()
    bench.measure("decide", rest, step(sari, "decide", {"verb": "approve"}))
    bench.measure_what_follows("decide-after", len(rest))
    sign(bench, first, rest)


def draft_of(officer: Client, number: str) -> str:
    """The document that waits for a signature, by the link to its draft."""
    found = re.search(rb"/draf/([0-9a-f-]{36})", officer.get(f"/meja/berkas/{number}"))
    assert found
    return found[1].decode()


def sign(bench: Bench, first: list[str], rest: list[str]) -> None:
    """One order for fifty at a time, as the page gives it; then the worker makes them."""
    gatot = bench.person("gatot@dpmptsp.example")

    drafts = {number: draft_of(gatot, number) for number in (*first, *rest)}

    def order(numbers: list[str]) -> None:
        gatot.get(f"/meja/berkas/{numbers[0]}/draf/{drafts[numbers[0]]}")
        gatot.post("/meja/tanda-tangan", {"dokumen": [drafts[number] for number in numbers], "key": str(uuid4())})

    order(first)
    bench.wait_until_quiet()
    batches = [rest[place : place + 50] for place in range(0, len(rest), 50)]
    bench.measure("sign", batches, order)
    batch = bench.figures["sign"]
    share = len(batches) / len(rest)
    bench.figures["sign"] = Figure(
        batch.cost * share, batch.web * share, batch.postgres * share, batch.worker * share, times=len(rest)
    )  # fmt: skip
    # Jobs are taken up in the order in which they were queued: every order, then every document, then what each brings about.
    bench.measure_what_follows("sign-after", len(rest), job="cases.sign_line")
    bench.measure_what_follows("document", len(rest), job="documents.issue")
    bench.measure_what_follows("document-after", len(rest))
    unmade = bench.database.execute(
        "SELECT count(*) FROM cases_case WHERE number = ANY(%s) AND ready_at IS NULL", [rest]
    ).fetchone()[0]
    if unmade:
        raise Surprise(f"{unmade} of {len(rest)} documents were not issued")


def reading(bench: Bench, times: int) -> None:
    """Pages, each as the person sees it who uses it most."""
    facts, anybody = bench.facts, Client(bench.port)
    visitor = Client(bench.port, cookies={"a": "1"})  # whoever has a cookie is not served from the store
    rani, budi, sari = (bench.person(f"{name}.example") for name in ("rani@warga", "budi@dpmptsp", "sari@dpmptsp"))
    pages = {
        "inbox": (budi, "/meja/?tampil=team"),
        "inbox-deep": (budi, f"/meja/?tampil=team&cursor={facts['inbox_deep']}"),
        "list": (budi, "/meja/berkas"),
        "list-deep": (budi, f"/meja/berkas?cursor={facts['list_deep']}"),
        "desk-case": (sari, f"/meja/berkas/{facts['case']}"),
        "portal-case": (rani, f"/berkas/{facts['case']}"),
        "portal-cases": (rani, "/berkas"),
        "home-kept": (anybody, "/"),
        "home": (visitor, "/"),
        "service-kept": (anybody, "/layanan/izin-reklame"),
        "service": (visitor, "/layanan/izin-reklame"),
        "catalogue": (visitor, "/layanan"),
        "search": (visitor, "/cari?q=papan+nama"),
    }
    for key, (client, path) in pages.items():
        bench.measure(key, range(times), lambda _n, who=client, where=path: who.get(where), warm=range(WARM))


def signing_in(bench: Bench) -> None:
    """From the filled-in form to the session, by residents at addresses of their own."""
    logins = bench.facts["logins"]
    sources = cycle([f"127.0.0.{last}" for last in range(2, 250)])
    times = bench.facts["sign_ins"]

    def sign_in(place: int) -> None:
        client = Client(bench.port, cookies={}, source=next(sources))
        client.post("/akun/masuk/sandi", {"address": logins[place % len(logins)], "password": PASSWORD})

    bench.measure("sign-in", range(times), sign_in, warm=range(2))
