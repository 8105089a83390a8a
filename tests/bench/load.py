"""Filling a copy before it is measured; run by ``run`` as a process of its own, with the copy's environment.

Prints one line of JSON: what the loops ask for.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import django

from satuatap.config.postgres.cluster import SUPERUSER, url

from .alone import say

R = TypeVar("R")
PASSWORD = "gerbang biru sebelas kapal"
SIGN_IN_TIMES = 6  # of one account: who tries more often is asked to wait


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, required=True)
    parser.add_argument("--people", type=int, required=True)
    parser.add_argument("--times", type=int, required=True)
    arguments = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "satuatap.config.settings"
    # Rights to look through every table afterwards, and to add rows that nothing checks one by one.
    os.environ["DATABASE_URL"] = url(Path(os.environ["SATUATAP_HOME"]), SUPERUSER)
    django.setup()
    print(json.dumps(fill(arguments.cases, arguments.people, arguments.times)))


def fill(cases: int, people: int, times: int) -> dict[str, object]:
    """Patterns first, then their clones, then what is measured: the newest, as in life."""
    from django.db import connection  # what follows needs the applications
    from django.utils import timezone

    from satuatap.domain.audit import actions as audit
    from satuatap.kernel.actors import system

    from . import clones, waiting, walks

    cast = walks.Cast()
    walked = timed("cases walked", lambda: [(pattern, walks.walk(pattern, cast)) for pattern in walks.PATTERNS])
    audit.seal(by=system("bench"), at=timezone.now())
    timed(f"{people} people", lambda: populate(people))
    timed(f"{cases} cases", lambda: clones.multiply(walked, cases, timezone.now()))
    drafts = timed(f"{times} drafts", lambda: [walks.draft(cast["rani"]).number for _ in range(times)])
    logins = accounts(times)
    hall = timed(f"{2 * times} who wait", lambda: waiting.fill(cast["budi"], 2 * times))
    with connection.cursor() as cursor:
        timed("analysed", lambda: cursor.execute("VACUUM (ANALYZE)"))
        cursor.execute("SELECT pg_database_size(current_database()) / 1048576")
        size = cursor.fetchone()[0]
    shown = next(case for pattern, case in walked if pattern.name == "to decide")
    return {
        "drafts": drafts, "logins": logins, "list_deep": list_deep(cast["budi"]), "inbox_deep": inbox_deep(cast["budi"]),
        "hall": hall, "case": shown.number, "size": int(size), "sign_ins": times,
    }  # fmt: skip


def populate(people: int, *where: str) -> None:
    """Made-up people with families, keys and events, in every village of the region or in one place."""
    command = [sys.executable, "-m", "satuatap.config", "population", "--size", str(people), *where]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def timed(what: str, act: Callable[[], R]) -> R:
    begun = time.monotonic()
    done = act()
    say(f"  {time.monotonic() - begun:6.1f} s  {what}")
    return done


def accounts(times: int) -> list[str]:
    """Accounts enough for so many sign-ins."""
    from django.utils import timezone

    from satuatap.domain.identity import actions
    from satuatap.kernel.actors import system

    logins = [f"warga{number}@bench.example" for number in range(-(-times // SIGN_IN_TIMES))]
    for login in logins:
        actions.create_account(
            name="Warga Contoh", email=login, password=PASSWORD, is_proven=True, by=system("bench"), at=timezone.now()
        )  # fmt: skip
    return logins


def list_deep(officer: Any) -> str:
    """The cursor that leads to where nineteen of twenty cases of the officer's units have gone by."""
    from satuatap.domain.cases.models import Case
    from satuatap.kernel.paging import encode

    cases = Case.objects.filter(unit_id__in=officer.unit_ids()).exclude(submitted_at=None)
    rows = cases.order_by("-submitted_at", "-id").values_list("submitted_at", "id")
    at, pk = rows[int(cases.count() * 0.95)]
    return "n" + encode([at.isoformat(), pk])


def inbox_deep(officer: Any) -> str:
    """The same for the open tasks of the officer's roles."""
    from satuatap.domain.cases.models import Task
    from satuatap.kernel.paging import encode

    units, roles = officer.unit_ids(), {held.role for held in officer.holdings}
    tasks = Task.objects.filter(state="open", unit_id__in=units, role__in=roles)
    at, pk = tasks.order_by("rank_at", "id").values_list("rank_at", "id")[int(tasks.count() * 0.95)]
    return "n" + encode([at.isoformat(), pk])


if __name__ == "__main__":
    main()
