"""Finding people in a register of a whole region: ``python -m tests.bench.register``.

``BENCH_PEOPLE`` people (1,700,000) in all villages of the pack, ``BENCH_TIMES`` searches (200) of each kind, in a copy of its
own. Prints the processor time of one search, in the application and in the database, and the size of the keys.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from satuatap.config.postgres.cluster import SUPERUSER, url
from tests.journeys.copy import Copy

from .gauge import seconds

PEOPLE = int(os.environ.get("BENCH_PEOPLE") or 1_700_000)
TIMES = int(os.environ.get("BENCH_TIMES") or 200)
INSIDE = "--inside"
PURPOSE = "mengukur pencarian"


def main() -> int:
    if INSIDE in sys.argv:
        return inside()
    folder = Path(tempfile.mkdtemp(prefix="satuatap-bench-"))
    folder.chmod(0o711)  # the database runs as another user when root measures
    copy = Copy(folder / "home", int(os.environ.get("PORT") or 0))
    try:
        copy.start()
        command = [sys.executable, "-m", "tests.bench.register", INSIDE]
        return subprocess.run(command, env=copy.environment, check=False).returncode
    finally:
        copy.stop()
        shutil.rmtree(folder, ignore_errors=True)


def inside() -> int:
    """With the copy's own environment: fill the register, then search it as a village and as a counter of the mall."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "satuatap.config.settings"
    os.environ["DATABASE_URL"] = url(Path(os.environ["SATUATAP_HOME"]), SUPERUSER)
    import django  # what follows needs the applications

    django.setup()
    from django.db import connection

    from satuatap.domain.agencies.models import Unit
    from satuatap.domain.residents import queries
    from satuatap.domain.residents.models import Person
    from satuatap.domain.residents.queries import Where
    from satuatap.domain.residents.tests.factories import officer

    from . import clones

    begun = time.monotonic()
    with connection.cursor() as cursor:
        clones.people(PEOPLE, datetime.now(UTC).date())
        cursor.execute("VACUUM (ANALYZE)")
        cursor.execute("SELECT pg_backend_pid(), pg_relation_size('residents_person_by_keys') / 1048576")
        backend, size = cursor.fetchone()
    print(f"{PEOPLE} people in {time.monotonic() - begun:.0f} s; index of the keys {size:.0f} MB", flush=True)
    village = officer(Unit.objects.get(code="desa-3510242008"), "village-officer")
    counter = officer(Unit.objects.get(code="dispendukcapil"), "registration-operator")
    known = list(Person.objects.exclude(nik=None).select_related("party").order_by("party_id")[1000 : 1000 + TIMES])
    mine = list(Person.objects.filter(area_code="35.10.24.2008").select_related("party")[:TIMES])
    at = datetime.now(UTC)

    def find(number: int, who: object, text: str, where: Where) -> int:
        return len(queries.find(who, text, PURPOSE, at=at, where=where))  # type: ignore[arg-type]

    here = len(mine)
    measured("by NIK", backend, lambda n: find(n, counter, known[n].nik or "", Where()))
    measured("by name in a village", backend, lambda n: find(n, village, mine[n % here].party.name, Where()))
    measured("by name, a letter wrong", backend, lambda n: find(n, village, wrong(mine[n % here].party.name), Where()))
    measured(
        "by name and birth date", backend,
        lambda n: find(n, counter, known[n].party.name, Where(born_on=known[n].born_on)),
    )  # fmt: skip
    return 0


def wrong(name: str) -> str:
    """The name with its last vowel another one."""
    at = max(name.rfind(vowel) for vowel in "aiueo")
    return f"{name[:at]}{'u' if name[at] != 'u' else 'o'}{name[at + 1 :]}"


def measured(what: str, backend: int, search: Callable[[int], int]) -> None:
    """Prints what one search costs, and that it finds somebody."""
    search(0)
    own, theirs, wall = time.process_time(), seconds(backend), time.perf_counter()
    found = sum(1 for number in range(TIMES) if search(number))
    own, theirs, wall = time.process_time() - own, seconds(backend) - theirs, time.perf_counter() - wall
    each = 1000 / TIMES
    print(
        f"  {what:26} {(own + theirs) * each:5.1f} ms CPU (application {own * each:.1f}, database {theirs * each:.1f}),"
        f" wall {wall * each:.1f} ms, found {found} of {TIMES}",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
