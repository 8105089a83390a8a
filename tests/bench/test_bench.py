"""The benchmark itself: it fills every row, whatever the figures; how the table is written; that nothing used is lost."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from .gauge import proportional, seconds
from .table import END, MEASURED, PROMISES, Figure, Report, put_into

ROOT = Path(__file__).resolve().parents[2]
BUSY = "import time\nwhile time.process_time() < 0.3: pass"


def test_a_row_says_whether_the_aim_is_met():
    report = Report("A machine.", "Loaded.", {"submit": Figure(7.9, 7, 0.9), "check": Figure(6.1, 6.1)})

    submit, check = report.markdown().splitlines()[-2:]

    assert "| **7.9** | 7.0 | 0.9 | · |" in submit
    assert "| ≤ 8 | yes |" in submit
    assert "| ≤ 6 | **no** |" in check


def test_rows_a_second_are_to_be_reached():
    report = Report("A machine.", "Loaded.", {"import": Figure(5090.0), "import-later": Figure(4920.0)})

    new, later = report.markdown().splitlines()[-2:]

    assert "| **5,090 rows/s** |" in new
    assert "| ≥ 5,000 | yes |" in new
    assert "| ≥ 5,000 | **no** |" in later


def test_the_table_takes_the_place_of_the_one_before():
    page = f"# Benchmarks\n{MEASURED}\nold\n{END}\nafter"

    written = put_into(put_into(page, "first"), "second")

    assert written == f"# Benchmarks\n{MEASURED}\n\nsecond\n\n{END}\nafter"
    with pytest.raises(ValueError, match="no place"):
        put_into("# Another page", "table")


def test_the_page_has_a_place_for_the_table():
    assert "table" in put_into((ROOT / "docs" / "benchmarks.md").read_text(), "table")


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_what_a_child_used_is_still_counted_when_it_has_ended():
    before = seconds(os.getpid())

    subprocess.run([sys.executable, "-c", BUSY], check=True)

    assert seconds(os.getpid()) - before >= 0.25
    assert proportional(os.getpid()) > 0


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_small_run_fills_every_row():
    sizes = {
        "BENCH_CASES": "300",
        "BENCH_TIMES": "4",
        "BENCH_PEOPLE": "4000",
        "BENCH_CLERKS": "3",
        "BENCH_SECONDS": "2",
    }
    environment = os.environ | sizes | {"BENCH_ROWS": "400", "PYTHONPATH": str(ROOT / "src")}
    environment.pop("PORT", None)

    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.run"],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert [p.name for p in PROMISES if f"| {p.name} |" not in done.stdout] == []


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize(
    ("module", "sizes", "says"),
    [
        (
            "hall",
            {"BENCH_CALLS": "200", "BENCH_COUNTERS": "4", "BENCH_ROUNDS": "3", "BENCH_EVERY": "0.1"},
            "at the same instant: 12 calls, 0 twice, 0 skipped",
        ),
        ("screens", {"BENCH_SCREENS": "3", "BENCH_TIMES": "4"}, "12 events heard, 0 missing"),
    ],
)
def test_a_small_run_misses_nothing(module, sizes, says):
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("DATABASE", "DJANGO", "SATUATAP"))}
    kept.pop("PORT", None)

    done = subprocess.run(
        [sys.executable, "-m", f"tests.bench.{module}"],
        cwd=ROOT, env=kept | sizes | {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])},
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert says in done.stdout
