"""Cases that wait for an officer, made through the same actions as everybody's: a journey that needs fifty fills in none.

Runs in the copy (``Copy.waiting``): ``sign 49 1`` hands in 49 advertising permits and a midwife's licence, carries them
as far as the signature, and prints their numbers.
"""

import json
import time
from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django.utils import timezone

from satuatap.domain.cases import actions
from satuatap.domain.cases.models import Case
from satuatap.domain.documents import queries as documents
from tests.bench import walks

PATIENCE_SECONDS = 90.0
MIDWIFE: dict[str, Any] = {
    "bidan": {"telepon": "+6281200004476"},  # the register knows the rest
    "str": {"nomor": "CONTOH-STR-0002", "terbit": "2024-02-01", "masa": "seumur-hidup"},
    "izin": {"jenis": "baru", "jeda": False},
    "tempat": {"jenis": "puskesmas", "nama": "Puskesmas Licin", "alamat": "Desa Licin", "desa": "35.10.24.2003"},
}
ADVICE = ("ayu", "rekomendasi", "report", {"results": {"nomor": "440/1/CONTOH", "str_sah": True, "layak": True}})
TO_DECIDE = {"reklame": (walks.CHECK, walks.TAX), "bidan": (walks.CHECK, ADVICE)}


def main(words: Sequence[str]) -> None:
    """``words``: the step that is reached, how many permits, and how many licences."""
    step, permits, licences = words[0], int(words[1]), int(words[2])
    cast = walks.Cast()
    found = [carried("reklame", step, walks.draft(cast["rani"]), cast) for _ in range(permits)]
    for _ in range(licences):
        case = walks.draft(cast["siti"], "sip-bidan", MIDWIFE, ("str", "tempat-praktik"))
        found.append(carried("bidan", step, case, cast))
    if step == "sign":
        wait_for_drafts(found)
    print(json.dumps([case.number for case in found]))


def carried(service: str, step: str, case: Case, cast: walks.Cast) -> Case:
    """Hand in a draft, and take it on to a step."""
    owner = cast["rani" if service == "reklame" else "siti"]
    actions.hand_in(case_id=case.pk, key=uuid4(), by=owner, at=timezone.now())
    acts = () if step == "check" else TO_DECIDE[service] + ((walks.YES,) if step == "sign" else ())
    for name, at_step, verb, body in acts:
        actions.perform(
            case_id=case.pk, step=at_step, verb=verb, key=uuid4(), body=body, by=cast[name], at=timezone.now()
        )
    return case


def wait_for_drafts(cases: Sequence[Case]) -> None:
    """Until the worker has set them all, so that each can be read."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    for case in cases:
        while not any(found.state == "ready" for found in documents.of_about(case.pk)):
            if time.monotonic() > deadline:
                raise TimeoutError("the worker did not set the drafts")
            time.sleep(0.1)
