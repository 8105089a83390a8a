"""The whole benchmark, from an empty home to the table: ``make bench``.

``BENCH_PEOPLE`` made-up residents (1,700,000), ``BENCH_CASES`` background cases (100,000), ``BENCH_TIMES`` times each (200);
``WRITE=yes`` puts the table into docs/benchmarks.md.
"""

import json
import os
import platform
import re
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from satuatap.config.postgres.cluster import OWNER, address
from tests.journeys.copy import Copy

from . import alone, measures
from .alone import say, throwaway
from .client import Client
from .gauge import Gauge
from .table import Figure, Report, put_into

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "benchmarks.md"
READY = re.compile(r"siap dalam ([\d.]+) detik")


def main() -> int:
    cases, times = int(os.environ.get("BENCH_CASES") or 100_000), int(os.environ.get("BENCH_TIMES") or 200)
    signal.signal(signal.SIGTERM, stop_once)
    with throwaway() as copy:
        report = measured(copy, cases, times)
    with throwaway() as copy:
        report.figures |= imports_of(copy)
    table = report.markdown()
    print(table)
    if os.environ.get("WRITE") == "yes":
        PAGE.write_text(put_into(PAGE.read_text(), table))
        say(f"written to {PAGE.relative_to(ROOT)}")
    return 0


def stop_once(*_: object) -> None:
    """Asked to end: the copy is stopped and its home removed, however often we are asked."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    sys.exit(143)


def measured(copy: Copy, cases: int, times: int) -> Report:
    figures = {"cold": Figure(start(copy, "the first start"))}
    facts = load(copy, cases, times)
    copy.stop()
    figures["warm"] = Figure(start(copy, "a warm start"))
    bench = measures.Bench(copy.port, gauge_of(copy), address(copy.home, OWNER), facts, copy.password)
    Client(copy.port).get("/")
    figures["memory-start"] = memory(bench.gauge)
    measures.all_of(bench, times)
    figures["memory"] = memory(bench.gauge)
    figures |= {key: Figure(**seen) for key, seen in alone.figures(copy, "register", alone.FILLED).items()}
    figures["clerks"] = clerks(copy, bench.gauge)
    bench.database.close()
    load_average = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    machine = (
        f"{datetime.now(UTC):%d %B %Y}: {os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, "
        f"load average at the end {load_average}."
    )
    about = f"Loaded with {alone.PEOPLE:,} residents and {cases:,} cases, {facts['size']:,} MB; each operation {times} times."
    return Report(machine, about, figures | bench.figures)


def start(copy: Copy, what: str) -> float:
    """Start it; returns how many seconds it says it took."""
    copy.start()
    deadline = time.monotonic() + 30
    while not (found := READY.search(copy.output.read_text(errors="replace"))):
        if time.monotonic() > deadline:
            raise TimeoutError("the copy does not say that it is ready")
        time.sleep(0.1)
    say(f"{what}: {found[1]} s")
    return float(found[1])


def clerks(copy: Copy, gauge: Gauge) -> Figure:
    """Eight officers at once for a minute; the cost of one letter. Fails when one letter failed or one number is not accounted for."""
    with gauge.measuring() as used:
        letters = alone.figures(copy, "clerks", alone.FILLED)["letters"]
    each = 1000 / letters
    return Figure(used.total * each, used.web * each, used.postgres * each, used.worker * each, times=letters)


def imports_of(copy: Copy) -> dict[str, Figure]:
    """A file of residents in a register of its own: rows a second by the clock, checked and entered."""
    copy.start()
    say("a file of residents")
    seen = alone.figures(copy, "imports")
    return {key: Figure(value) for key, value in seen.items()}


def load(copy: Copy, cases: int, times: int) -> dict[str, Any]:
    done = subprocess.run(
        [
            sys.executable, "-m", "tests.bench.load",
            "--cases", str(cases), "--people", str(alone.PEOPLE), "--times", str(times),
        ],
        env=copy.environment,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )  # fmt: skip
    facts: dict[str, Any] = json.loads(done.stdout)
    return facts


def memory(gauge: Gauge) -> Figure:
    whole, parts = gauge.memory()
    return Figure(whole, parts.web, parts.postgres, parts.worker)


def gauge_of(copy: Copy) -> Gauge:
    assert copy.process is not None
    return Gauge(copy.process.pid, copy.home)


if __name__ == "__main__":
    sys.exit(main())
