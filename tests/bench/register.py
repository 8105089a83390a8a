"""The register of a whole region, in a copy that is filled with it: part of ``make bench``, or ``python -m tests.bench.register``.

``BENCH_PEOPLE`` made-up people (1,700,000) with families and events in all villages of the pack, ``BENCH_TIMES`` of each
act (200). The processor time of one act, in the application and in the database: finding people, the page of a household,
a village letter drafted from the register and sent, and tables of counts. What is seen goes to the error stream as it
comes, and as one line of JSON by the keys of the table to the other.
"""

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from .alone import FILLED, INSIDE, PEOPLE, as_owner, measure_alone, say
from .client import Surprise
from .gauge import seconds
from .load import populate
from .table import Figure

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
    as_owner()
    if FILLED not in sys.argv:
        fill()
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
    figures = searches(backend) | pages(backend) | counts(backend)
    print(json.dumps({key: asdict(figure) for key, figure in figures.items()}))
    return 0


def fill() -> None:
    """Put the people there, and tell the database how many they are."""
    begun = time.monotonic()
    populate(PEOPLE)
    took = time.monotonic() - begun
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")
        cursor.execute("SELECT pg_relation_size('residents_person_by_keys') / 1048576")
        size = cursor.fetchone()[0]
    say(f"{PEOPLE} people in {took:.0f} s; index of the keys {size:.0f} MB")


def counts(backend: int) -> dict[str, Figure]:
    """The tables of a village, a district and the whole region, as of today and of a year ago; the dearer of both counts."""
    from datetime import timedelta

    from satuatap.domain.residents import queries

    at, figures = datetime.now(UTC), {}
    for key, area in (("village", VILLAGE), ("district", VILLAGE[:8]), ("region", VILLAGE[:5])):
        for on in (at.date(), at.date() - timedelta(days=365)):
            own, theirs, wall = time.process_time(), seconds(backend), time.perf_counter()
            total = queries.count(area, on, at).tables[0].last.total
            own, theirs, wall = time.process_time() - own, seconds(backend) - theirs, time.perf_counter() - wall
            say(f"  counts of the {key} on {on}: {wall * 1000:.0f} ms, database {theirs * 1000:.0f}, {total} people")
            seen = Figure((own + theirs) * 1000, own * 1000, theirs * 1000, wall=wall * 1000, slowest=wall * 1000)
            figures[f"count-{key}"] = max(seen, figures.get(f"count-{key}", seen), key=lambda figure: figure.cost)
    return figures


def searches(backend: int) -> dict[str, Figure]:
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

    acts: dict[str, Callable[[int], int]] = {
        "find-nik": lambda n: find(counter, known[n % len(known)].nik or "", Where()),
        "find-name": lambda n: find(village, mine[n % len(mine)], Where()),
        "find-wrong": lambda n: find(village, wrong(mine[n % len(mine)]), Where()),
        "find-born": lambda n: find(
            counter, known[n % len(known)].party.name, Where(born_on=known[n % len(known)].born_on)
        ),
    }
    return {key: measured(key, backend, act) for key, act in acts.items()}


def pages(backend: int) -> dict[str, Figure]:
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

    return {"household": measured("household", backend, page), "letter": measured("letter", backend, letter)}


def wrong(name: str) -> str:
    """The name with its last vowel another one."""
    at = max(name.rfind(vowel) for vowel in "aiueo")
    return f"{name[:at]}{'u' if name[at] != 'u' else 'o'}{name[at + 1 :]}"


def measured(what: str, backend: int, act: Callable[[int], int]) -> Figure:
    """What one act costs. Raises ``Surprise`` when it does not find what is there."""
    act(0)
    walls, found = [], 0
    own, theirs = time.process_time(), seconds(backend)
    for number in range(TIMES):
        begun = time.perf_counter()
        found += act(number) > 0
        walls.append((time.perf_counter() - begun) * 1000)
    own, theirs = (time.process_time() - own) * 1000 / TIMES, (seconds(backend) - theirs) * 1000 / TIMES
    say(f"  {what}: {own + theirs:.1f} ms CPU (application {own:.1f}, database {theirs:.1f}), found {found} of {TIMES}")
    if found < TIMES:
        raise Surprise(f"{what}: {TIMES - found} of {TIMES} did not find what is there")
    slowest = sorted(walls)[int(TIMES * 0.95)]
    return Figure(own + theirs, own, theirs, wall=statistics.median(walls), slowest=slowest, times=TIMES)


if __name__ == "__main__":
    sys.exit(main())
