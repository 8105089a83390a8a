"""Eight clerks of a village make letters at once: ``python -m tests.bench.clerks``.

``BENCH_CLERKS`` officers (8) with browsers of their own begin, send and check letters for ``BENCH_SECONDS`` (60) over HTTP,
each as fast as the answers come, while the village head signs whatever waits; the worker sets, numbers and signs. Then every
letter is counted: begun, signed, numbered, and whether a number is missing, doubled or belongs to nothing. ``BENCH_PEOPLE`` (3,000) are in the register; ``make bench`` does it in its
copy, with the people of the whole region there.
"""

import json
import os
import sys
import threading
import time
from collections import Counter
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from satuatap.config.tour.browser import Browser
from satuatap.kernel.actors import Actor

from .alone import FILLED, INSIDE, as_owner, measure_alone
from .load import populate

CLERKS = int(os.environ.get("BENCH_CLERKS") or 8)
PEOPLE = int(os.environ.get("BENCH_PEOPLE") or 3000)
SECONDS = float(os.environ.get("BENCH_SECONDS") or 60)
PATIENCE_SECONDS = 180.0
VILLAGE = "desa-3510242008"
LETTER = "Surat keterangan domisili"
AREA = "35.10.24.2008"
HEAD = "kusnadi@tamansari.example"
PASSWORD = "surat untuk semua orang"  # of clerks that live as long as the copy
SEND = "Kirim permohonan"
ANSWERS: dict[str, Any] = {
    "keperluan__tujuan": "membuka rekening bank",
    "pernyataan__benar": "true",
}  # the register says the rest
MOST_PAGES = 8
ONE_VILLAGE = 10_000
PAUSE_SECONDS = 2.0


def main() -> int:
    if INSIDE in sys.argv:
        return inside()
    return measure_alone("clerks")


def inside() -> int:
    as_owner()
    if FILLED not in sys.argv:
        populate(PEOPLE, *(["--area", AREA] if PEOPLE <= ONE_VILLAGE else []))  # more of them live in the whole region
    site = f"http://localhost:{os.environ['PORT']}"
    people = residents()
    clerks = [Clerk(site, address, people[n::CLERKS]) for n, address in enumerate(engaged())]
    ends = threading.Event()
    signs = threading.Thread(target=sign_what_waits, args=(ends,))
    threads = [threading.Thread(target=clerk.work, args=(time.monotonic() + SECONDS,)) for clerk in clerks]
    for thread in [signs, *threads]:
        thread.start()
    for thread in threads:
        thread.join()
    began = time.monotonic()
    made = [number for clerk in clerks for number in clerk.made]
    waits = wait_until_issued(made)
    ends.set()
    signs.join()
    problems = [problem for clerk in clerks for problem in clerk.problems]
    for problem in problems[:5]:
        print(f"  {problem}")
    print(
        f"{CLERKS} clerks, {SECONDS:.0f} s: {len(made)} letters made, {len(problems)} failed, {waits} left unsigned; "
        f"the last was signed {time.monotonic() - began:.0f} s after the end"
    )
    wrong = accounted(made)
    print(json.dumps({"letters": len(made)}))
    return wrong or bool(problems) or bool(waits)


class Clerk:
    """One officer at a browser of their own."""

    def __init__(self, site: str, address: str, people: list[UUID]) -> None:
        self.browser = Browser(site, address)
        self.people = people
        self.made: list[str] = []
        self.problems: list[str] = []
        self.browser.go("/akun/masuk/sandi")
        self.browser.submit("Masuk", address=address, password=PASSWORD)

    def work(self, until: float) -> None:
        while time.monotonic() < until:
            person = self.people[len(self.made) % len(self.people)]
            try:
                self.made.append(self.letter(person))
            except Exception as problem:  # whatever it is, it is counted and told
                self.problems.append(f"{type(problem).__name__}: {problem}"[:300])

    def letter(self, person: UUID) -> str:
        """One letter from the page of a resident until it waits for the head; its case number."""
        self.browser.go(f"/meja/penduduk/{person}/surat")
        self.browser.submit(LETTER)
        for _page in range(MOST_PAGES):
            if any(words == SEND for form in self.browser.page.forms for _name, _value, words in form.buttons):
                break
            self.browser.submit("Simpan dan lanjut", **ANSWERS)
        number = self.browser.page.address.split("/berkas/")[1].split("/")[0]
        self.browser.submit(SEND, benar="1")
        self.browser.go(f"/meja/berkas/{number}")
        self.browser.submit("Nyatakan lengkap dan benar")
        return number


def engaged() -> list[str]:
    """The addresses of as many clerks, all at work in one village from today on."""
    from satuatap.domain.agencies.models import Unit
    from satuatap.domain.identity import actions as identity
    from satuatap.kernel.actors import system

    given: dict[str, Any] = {"by": system("bench"), "at": datetime.now(UTC)}
    village = Unit.objects.get(code=VILLAGE)
    addresses = [f"petugas{number}@bench.example" for number in range(1, CLERKS + 1)]
    for number, address in enumerate(addresses, 1):
        account = identity.create_account(
            name=f"Petugas {number}", email=address, password=PASSWORD, is_proven=True, **given
        )  # fmt: skip
        identity.grant(
            account_id=account.pk, unit_id=village.pk, role="village-officer", from_on=given["at"].date(), **given
        )  # fmt: skip
    return addresses


def residents() -> list[UUID]:
    """Grown people of the village: those who head a family, where no head of RT or RW has to confirm first."""
    from satuatap.domain.residents.models import FamilyMember, NeighbourhoodHead

    asked = {rw.zfill(3) for rw in NeighbourhoodHead.objects.filter(area_code=AREA).values_list("rw", flat=True)}
    heads = FamilyMember.objects.filter(family__area_code=AREA, to_on=None, relation=1).order_by("pk")
    return [person for person, rw in heads.values_list("person", "family__rw") if rw.zfill(3) not in asked]


def head() -> Actor:
    """The village head, as a request of theirs would have it now."""
    from satuatap.domain.identity import queries as identity
    from satuatap.domain.identity.models import Account
    from satuatap.domain.residents import queries as registered

    today = datetime.now(UTC).date()
    account = Account.objects.get(email=HEAD)
    held = registered.standing(account.pk, today)
    return identity.actor(account.pk, today, party_id=held.party_id, acts_for=held.acts_for)


def sign_what_waits(ends: threading.Event) -> None:
    """Until the end, everything that is ready goes into a batch."""
    from satuatap.domain.cases import actions, queries
    from satuatap.domain.cases.models import Case
    from satuatap.domain.documents import actions as documents
    from satuatap.kernel.errors import Refused

    while not ends.wait(PAUSE_SECONDS):
        now, by = datetime.now(UTC), head()
        page = queries.to_sign(by, now=now, cursor="", lang="id")
        ready = {row.document_id: row.number for row in page.rows if row.document_id}
        if ready:
            first = next(iter(ready))
            about = Case.objects.get(number=ready[first]).pk
            try:
                documents.open_draft(document_id=first, about=about, by=by, at=now)  # one is read, always
                actions.sign_batch(document_ids=list(ready), pulled={}, key=uuid4(), passphrase="", by=by, at=now)
            except Refused as refused:
                print(f"  the head is told: {refused.message}", flush=True)


def wait_until_issued(made: list[str]) -> int:
    """How many are still not signed when nothing has come for long, or patience is over."""
    from satuatap.domain.cases.models import Case
    from satuatap.domain.documents.models import Document

    about = list(Case.objects.filter(number__in=made).values_list("pk", flat=True))
    deadline, left = time.monotonic() + PATIENCE_SECONDS, len(about)
    while left and time.monotonic() < deadline:
        time.sleep(1)
        left = len(about) - Document.objects.filter(about__in=about, state="issued").count()
    return left


def accounted(made: list[str]) -> bool:
    """Print what became of the numbers; whether anything is wrong with them."""
    from satuatap.domain.cases.models import Case
    from satuatap.domain.documents import queries
    from satuatap.domain.documents.models import Document, NumberEntry

    about = Case.objects.filter(number__in=made).values("pk")
    numbers = list(Document.objects.filter(about__in=about, state="issued").values_list("number", flat=True))
    doubled = len(numbers) - len(set(numbers))
    used = Counter(NumberEntry.objects.filter(document__about__in=about).values_list("state", flat=True))
    lost = queries.unaccounted_numbers()
    print(f"numbers: {len(numbers)} given, {doubled} twice, {len(lost)} lost, {dict(used)} in the book")
    return bool(doubled or lost or used != {"used": len(numbers)})


if __name__ == "__main__":
    sys.exit(main())
