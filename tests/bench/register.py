"""The register of a whole region: ``python -m tests.bench.register``.

``BENCH_PEOPLE`` made-up people (1,700,000) with families and events in all villages of the pack, ``BENCH_TIMES`` of each
act (200), in a copy of its own. Prints the processor time of one act, in the application and in the database: finding
people, the page of a household, a village letter drafted from the register and sent, and tables of counts.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from .alone import INSIDE, as_owner, measure_alone
from .gauge import seconds

PEOPLE = int(os.environ.get("BENCH_PEOPLE") or 1_700_000)
TIMES = int(os.environ.get("BENCH_TIMES") or 200)
PURPOSE = "mengukur pencarian"
VILLAGE = "35.10.24.2008"
LETTER = "keterangan-domisili"
ANSWERS = {
    "keperluan": {"tujuan": "membuka rekening bank"},
    "pernyataan": {"benar": True},
}  # the register says the rest


def main() -> int:
    if INSIDE in sys.argv:
        return inside()
    return measure_alone("register")


def inside() -> int:
    """With the copy's own environment: fill the register, then use it as a village and as a counter of the mall."""
    begun = time.monotonic()
    command = [sys.executable, "-m", "satuatap.config", "population", "--size", str(PEOPLE)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    took = time.monotonic() - begun
    as_owner()
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")
        cursor.execute("SELECT pg_backend_pid(), pg_relation_size('residents_person_by_keys') / 1048576")
        backend, size = cursor.fetchone()
    print(f"{PEOPLE} people in {took:.0f} s; index of the keys {size:.0f} MB", flush=True)
    searches(backend)
    pages(backend)
    counts(backend)
    return 0


def counts(backend: int) -> None:
    """The tables of a village, a district and the whole region, as of today and of a year ago."""
    from datetime import timedelta

    from satuatap.domain.residents import queries

    at = datetime.now(UTC)
    for what, area in (("a village", VILLAGE), ("a district", VILLAGE[:8]), ("the region", VILLAGE[:5])):
        for when, on in (("today", at.date()), ("a year ago", at.date() - timedelta(days=365))):
            begun, theirs = time.perf_counter(), seconds(backend)
            total = queries.count(area, on, at).tables[0].last.total
            took, theirs = time.perf_counter() - begun, seconds(backend) - theirs
            print(
                f"  {f'counts of {what}, {when}':38} {took * 1000:8.0f} ms, database {theirs * 1000:.0f}, {total} people"
            )


def searches(backend: int) -> None:
    """By number and by name, as officers of a village and of the mall."""
    from satuatap.domain.agencies.models import Unit
    from satuatap.domain.residents import queries
    from satuatap.domain.residents.models import FamilyMember, Person
    from satuatap.domain.residents.queries import Where
    from satuatap.domain.residents.tests.factories import officer

    village = officer(Unit.objects.get(code=f"desa-{VILLAGE.replace('.', '')}"), "village-officer")
    counter = officer(Unit.objects.get(code="dispendukcapil"), "registration-operator")
    known = list(Person.objects.exclude(nik=None).select_related("party").order_by("party_id")[1000 : 1000 + TIMES])
    here = FamilyMember.objects.filter(family__area_code=VILLAGE, to_on=None).select_related("person__party")
    mine = [seat.person.party.name for seat in here[:TIMES]]
    at = datetime.now(UTC)

    def find(who: object, text: str, where: Where) -> int:
        return len(queries.find(who, text, PURPOSE, at=at, where=where))  # type: ignore[arg-type]

    measured("by NIK", backend, lambda n: find(counter, known[n].nik or "", Where()))
    measured("by name in a village", backend, lambda n: find(village, mine[n % len(mine)], Where()))
    measured("by name, a letter wrong", backend, lambda n: find(village, wrong(mine[n % len(mine)]), Where()))
    measured(
        "by name and birth date", backend, lambda n: find(counter, known[n].party.name, Where(born_on=known[n].born_on))
    )


def pages(backend: int) -> None:
    """The page of a household as the village's officer opens it, and a letter that is drafted from it and sent."""
    from django.test import Client
    from django.utils.timezone import localdate

    from satuatap.domain.cases import actions as cases
    from satuatap.domain.identity.models import Account
    from satuatap.domain.residents import actions as residents
    from satuatap.domain.residents.models import FamilyMember
    from tests.support.cast import actor_of

    account = Account.objects.get(email="wayan@tamansari.example")
    browser, wayan = Client(SERVER_NAME="localhost"), actor_of(account)
    browser.force_login(account)
    grown = FamilyMember.objects.filter(family__area_code=VILLAGE, to_on=None, relation=1).order_by("pk")
    heads = list(grown.values_list("person", flat=True)[:TIMES])

    def page(number: int) -> int:
        answer = browser.get(f"/meja/penduduk/{heads[number % len(heads)]}", {"untuk": "event"})
        return int(answer.status_code == 200 and b"Satu kartu keluarga" in answer.content)

    def letter(number: int) -> int:
        party, at = heads[number % len(heads)], datetime.now(UTC)
        given: dict[str, Any] = {"by": wayan, "at": at}
        mandate = residents.record_mandate(
            principal_id=party, kind="assisted", scope=[LETTER], agent_name=wayan.name, how="spoken",
            from_on=localdate(at), to_on=localdate(at), **given,
        )  # fmt: skip
        case = cases.start_draft(
            service_code=LETTER, party_id=party, channel="desk", key=uuid4(), applicant_kind="self",
            mandate_id=mandate.pk, **given,
        )  # fmt: skip
        for name, answers in ANSWERS.items():
            cases.save_answers(case_id=case.pk, page=name, answers={name: answers}, **given)
        return int(cases.hand_in(case_id=case.pk, key=uuid4(), **given).state != "draft")

    measured("the page of a household", backend, page)
    measured("a letter drafted and sent", backend, letter)


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
