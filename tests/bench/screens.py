"""From the press of a button to the screens: ``python -m tests.bench.screens``.

``BENCH_SCREENS`` screens of one hall (20) hear ``BENCH_TIMES`` calls (100) over the stream of a copy of its own. Prints how long
after the press the event was there, the slowest screen of each call counting too, and the memory of the stream process.
"""

import asyncio
import os
import sys
import time
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from .alone import INSIDE, measure, throwaway
from .gauge import child_named, family, proportional

SCREENS, TIMES = (int(os.environ.get(f"BENCH_{name}") or usual) for name, usual in (("SCREENS", 20), ("TIMES", 100)))
LONGEST = 10.0  # seconds until an event that has not come is missing


def main() -> int:
    if INSIDE in sys.argv:
        return inside()
    with throwaway() as copy:
        copy.start()
        assert copy.process is not None
        return measure(copy, "screens", str(child_named(copy.process.pid, "stream")))


def inside() -> int:
    """With the copy's own environment: a lane, its visitors, the screens and the presses."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "satuatap.config.settings"
    import django  # what follows needs the applications

    django.setup()
    from satuatap.domain.visits import actions
    from satuatap.domain.visits.tests import factories
    from satuatap.kernel import live

    lane = factories.make_lane(site=factories.make_site("bench"))
    counter, officer = factories.sit(lane)
    now = datetime.now(UTC)
    for _visitor in range(TIMES):
        factories.come(lane, at=now)
    zone = counter.posts.get().zone_id

    def press() -> None:
        factories.call(counter, officer, now)
        actions.finish(counter_id=counter.pk, by=officer, at=now)

    addresses = [live.address([f"zone:{zone}"], at=now) for _screen in range(SCREENS)]
    heard = asyncio.run(listen(addresses, press))
    walls = sorted(wall * 1000 for walls in heard for wall in walls)
    missing = SCREENS * TIMES - len(walls)
    memory = sum(map(proportional, family(int(sys.argv[-1]))))
    print(f"{SCREENS} screens, {TIMES} calls: {len(walls)} events heard, {missing} missing")
    print(f"  press to screen: median {walls[len(walls) // 2]:.1f} ms, 99 % {walls[int(len(walls) * 0.99)]:.1f} ms")
    print(f"  memory of the stream process {memory:.0f} MB")
    return 1 if missing else 0


async def listen(addresses: list[str], press: Any) -> list[list[float]]:
    """Seconds from each press until each screen heard of it."""
    screens = [await connect(address) for address in addresses]
    heard = []
    for _time in range(TIMES):
        waiting = [asyncio.ensure_future(changed(reader)) for reader, _writer in screens]
        begun = time.perf_counter()
        await asyncio.to_thread(press)
        done, late = await asyncio.wait(waiting, timeout=LONGEST)
        for one in late:
            one.cancel()
        heard.append([one.result() - begun for one in done])
    for _reader, writer in screens:
        writer.close()
    return heard


async def connect(address: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """An open stream, past its first snapshot."""
    parts = urlsplit(address)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    writer.write(f"GET {parts.path}?{parts.query} HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n".encode())
    await writer.drain()
    while b"event: snapshot" not in await reader.readline():
        pass
    return reader, writer


async def changed(reader: asyncio.StreamReader) -> float:
    """The moment at which the next event is there."""
    while b"event: changed" not in await reader.readline():
        pass
    return time.perf_counter()


if __name__ == "__main__":
    sys.exit(main())
