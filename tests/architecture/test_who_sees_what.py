"""Every address, asked for Rani's things by people whose they are not, and by those who may.

The addresses come from the urlconf: one that is added tomorrow is asked tomorrow. A parameter without a sample in
``tests/support/world.py`` fails, so that none can be forgotten.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from uuid import uuid4

import pytest
from django.http import HttpResponse

from tests.support.world import World, undone, writes, written_to

from .addresses import Address, addresses

pytestmark = [pytest.mark.django_db, pytest.mark.slow]  # every address, as everybody

ALL = [address for address in addresses() if not address.route.startswith("/en/")]
"""The English addresses have the same views; a test below says so."""
EVERY = pytest.mark.parametrize("address", ALL, ids=str)
STRANGERS = ("dewi", "tono", "nobody")
ATTORNEYS = ("lina", "joko")
"""Who holds a power of attorney of Rani's: for another service, and one that has ended."""
METHODS = ("GET", "POST")
VERBS = {"periksa": "accept", "pajak": "report", "putus": "approve", "tanda": "sign", "serah": "hand-over"}

OF_RANI = frozenset(
    {
        "number",
        "paper_id",
        "task_id",
        "document_id",
        "bill_id",
        "unmatched_id",
        "party_id",
        "pk",
        "handle",
        "mandate_id",
        "organisation_id",
        "office_id",
        "post_id",
        "opinion_id",
        "visit_id",
        "photo_id",
        "message_id",
        "look_id",
        "attempt_id",
        "emergency_id",
        "granted_id",
        "report_id",
        "fact_id",
        "demand_id",
        "hold_id",
        "bundle_id",
        "guest_id",
        "event_id",
        "follow_up_id",
    }
)
"""Parameters that name something of Rani's. The others name what is everybody's, or are a secret themselves."""

BEARER = "/v/<str:token>"
"""Whoever holds the paper may read what stands on it: the address in its QR shows its title and its number."""

AT_ANY_COUNTER = (
    "/meja/baru/<uuid:party_id>",
    "/meja/akun/<uuid:party_id>",
    "/meja/hak-data/<uuid:party_id>",
    "/meja/hak-data/<uuid:party_id>/persetujuan",
)
"""An officer at any counter opens the pages of whoever stands there with a card; the person reads of the look."""


@dataclass(frozen=True)
class Answer:
    """What one person was told at one address, and what became of the record about Rani."""

    question: str
    status: int
    location: str
    told: tuple[str, ...]
    is_file: bool
    is_seen: bool
    changes: tuple[str, ...]

    @property
    def is_good(self) -> bool:
        """Whether the person got on: a page, a file, or onward to anything but a sign-in page."""
        return self.status in (200, 204, 422) or (self.status == 302 and "/akun/masuk" not in self.location)


def answers(world: World, people: tuple[str, ...], address: Address) -> Iterator[Answer]:
    """Every question of these people at an address, each taken back before the next."""
    for who, method in product(people, METHODS):
        for thing in of_interest(world, address, who):
            with undone():
                yield ask(world, who, address, thing, method)


def of_interest(world: World, address: Address, who: str) -> list[dict[str, str]]:
    """The things that differ at an address; one for whoever is kept out at its door, where nobody asks for which."""
    if not address.names or is_kept_out(world, who, address):
        return [world.to_sign]
    return world.samples(address.names)


def is_kept_out(world: World, who: str, address: Address) -> bool:
    """Whether ``open_to`` answers this person before the view is asked; its own test says that it does."""
    actor = world.people[who]
    return not actor.is_known if address.audience == "resident" else address.audience == "staff" and not actor.is_staff


def ask(
    world: World, who: str, address: Address, thing: dict[str, str], method: str, *, watched: bool = True
) -> Answer:
    """One question. ``watched``: also what it changed of Rani's, looks at her data apart; or only what it told."""
    path, client = address.path(thing), world.client(who)
    body = filled_in(thing) if method == "POST" else {}
    before = written_to() if watched else {}
    with writes() as written:
        response = client.get(path) if method == "GET" else client.post(path, body)
    changes = world.changed(before) if watched and written else frozenset()
    return Answer(
        question=f"{who}: {method} {path}",
        status=response.status_code,
        location=response.headers.get("Location", ""),
        told=tuple(world.told(said(response), f"{path} {sorted(body.values())}")),
        is_file=any(mark in response.content for mark in (b"JFIF", b"%PDF")),
        is_seen=bool(written) and world.looks() > world.looks_before,
        changes=tuple(sorted(row for row in changes if not is_trace(row))),
    )


def is_trace(row: str) -> bool:
    """Whether a row only says that somebody looked, or was turned away."""
    return row.startswith("audit_entry") and (",looked," in row or ",turned-away," in row)


def filled_in(thing: dict[str, str]) -> dict[str, str]:
    """What somebody would post who knows the numbers and wants to do harm with them."""
    key = str(uuid4())
    return {
        "key": key, "versi": "", "benar": "1", "untuk": f"{thing['party_id']}|self", "hapus": thing["paper_id"],
        "langkah": thing["step"], "verb": VERBS.get(thing["step"], "accept"), "note": "Sudah.", "jumlah": "0",
        "berkas": f"{thing['number']}|{thing['step']}|{key}", "nomor": thing["number"], "angka": "0000",
        "alasan": "Batal.", "tagihan": thing["bill_id"], "bill": thing["bill_id"], "amount": "150000",
        "code": thing["code"], "id": thing["pk"], "next": "/", "tindakan": "Dikembalikan.",
        "tanda": "beda|paper:gambar", "teks": "Apa kabar?", "catatan": "Catat.", "pendapat": "Baik.", "pertanyaan": "Aman?",
        "massal": "ambil", "tugas": thing["task_id"], "nama": "Saringan", "jawaban": "Sudah kami periksa.", "keterangan": "Janggal.",
        "hasil": "Sudah diperbaiki.",
    }  # fmt: skip


def said(response: HttpResponse) -> str:
    """Everything an answer tells: what it holds and what it is called."""
    heads = " ".join(f"{name}: {value}" for name, value in response.items())
    return f"{heads} {response.content.decode('utf-8', 'replace')}"


@EVERY
def test_strangers_get_nothing_of_rani_and_change_nothing(address: Address, world: World):
    wrong = []
    for answer in answers(world, STRANGERS, address):
        if address.route.endswith(AT_ANY_COUNTER) and answer.question.startswith("tono"):
            continue
        told = set(answer.told) - (world.printed if address.route.endswith(BEARER) else set())
        if told or answer.is_file:
            wrong.append(f"{answer.question} tells {sorted(told) or 'a file'}")
        if answer.changes or answer.is_seen:
            wrong.append(f"{answer.question} changes {answer.changes or 'the record of looks'}")
        if answer.status >= 500 and address.audience != "machine":
            wrong.append(f"{answer.question} breaks with {answer.status}")
        if address.names & OF_RANI and answer.status not in (302, 403, 404, 405):
            wrong.append(f"{answer.question} is answered with {answer.status}")

    assert wrong == []


@pytest.mark.parametrize("address", [a for a in ALL if a.names & OF_RANI], ids=str)
def test_a_power_of_attorney_opens_nothing_beyond_its_service_and_its_days(address: Address, world: World):
    wrong = []
    for answer in answers(world, ATTORNEYS, address):
        told = set(answer.told) - {world.people["rani"].name}
        if told or answer.is_file or answer.changes or answer.is_seen:
            wrong.append(f"{answer.question} tells {sorted(told)}, changes {answer.changes}")

    assert wrong == []


@EVERY
def test_a_colleague_without_the_role_does_nothing_and_leaves_a_look(address: Address, world: World):
    """Wati works at the agency, but at no step: she may read its files, each time in Rani's sight."""
    wrong = []
    for answer in answers(world, ("wati",), address):
        if answer.changes:
            wrong.append(f"{answer.question} changes {answer.changes}")
        if is_unseen(answer, address):
            wrong.append(f"{answer.question} tells {answer.told or 'a file'} and leaves no look")

    assert wrong == []


def is_unseen(answer: Answer, address: Address) -> bool:
    """Whether staff were shown something of one person without a look being written down. Lists show many, and none."""
    return bool(address.names & OF_RANI and (answer.told or answer.is_file) and not answer.is_seen)


def test_every_page_stands_in_both_languages():
    views = {address.route: address.view for address in addresses()}
    pages = {address.route: address.view for address in ALL if address.audience != "machine"}

    assert {route for route, view in pages.items() if views.get(f"/en{route}") is not view} == set()


def test_the_record_knows_of_rani(world: World):
    """The measure itself: what strangers must not change is there."""
    tables = {row.split(" ", 1)[0] for row in world.record}

    assert {"cases_case", "cases_command", "cases_task", "documents_document", "payments_bill"} <= tables
    assert {"residents_person", "identity_account", "files_storedfile", "notifications_message"} <= tables
