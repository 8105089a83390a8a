"""A day of queues made up by us, for playing where no recorded one is at hand: the same seed makes the same day."""

import csv
import io
from pathlib import Path
from random import Random

STEP = 5  # minutes between two snapshots
OPENS, CLOSES = 8 * 60, 14 * 60


def write_day(path: Path, lanes: int = 3, seed: int = 1) -> int:
    """Write a day of so many lanes in two offices; returns how many came."""
    draw = Random(seed)  # noqa: S311 (a made-up day, no secret)
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(["office", "queue_id", "letter", "time", "arrivals", "calls", "waiting", "open_counters"])
    came = 0
    for lane in range(lanes):
        waiting, rush = 0, draw.uniform(0.6, 1.0)
        for minute in range(OPENS, CLOSES, STEP):
            counters = 1 + lane % 2
            arrivals = sum(draw.random() < rush / 3 for _one in range(4))
            waiting += arrivals
            calls = min(waiting, sum(draw.random() < 0.9 for _one in range(counters)))
            waiting -= calls
            came += arrivals
            clock = f"{minute // 60:02}:{minute % 60:02}"
            rows.writerow([f"Kantor {lane % 2}", lane, "ABC"[lane % 3], clock, arrivals, calls, waiting, counters])
    path.write_text(text.getvalue())
    return came
