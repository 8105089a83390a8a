"""Cases played through the domain in the copy's own database: those to be measured, and the patterns of the others."""

import time
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.utils import timezone

from satuatap.config.tour.walk import picture
from satuatap.domain.cases import actions
from satuatap.domain.cases.models import Case
from satuatap.domain.cases.queries import standards
from satuatap.domain.documents import queries as documents
from satuatap.domain.identity import queries as identity
from satuatap.domain.residents import queries as residents
from satuatap.kernel.actors import Actor

SERVICE = "izin-reklame"
PATIENCE_SECONDS = 120.0
ANSWERS: dict[str, Any] = {
    "pemohon": {},  # the register knows
    "usaha": {"nama": "Warung Bu Rani", "telepon": "+6281200004471"},
    "reklame": {"jenis": "papan", "teks": "Warung Bu Rani, kopi dan nasi tempong"},
    "ukuran": {"panjang": 200, "lebar": 100, "sisi": 1, "tinggi": 300},
    "lokasi": {"alamat": "Jalan Raya Ijen, depan balai desa", "desa": "35.10.24.2008"},
    "lahan": {"status": "milik-sendiri"},
    "konstruksi": {"berdiri_sendiri": False, "lampu": False},
    "masa": {"mulai": "2027-01-04", "bulan": 12},
}
PAPERS = ("gambar", "foto-lokasi")
ADDRESSES = {
    "rani": "rani@warga.example", "siti": "+6281200004476", "lestari": "lestari@bapenda.example",
    "ayu": "ayu@dinkes.example",
}  # fmt: skip
"""Of those who do not work at the licensing agency."""
NO_TAX = {"results": {"nomor_skpd": "973/0002/CONTOH", "jumlah": 0}}
DEFECT = {"defects": [{"about": "paper:foto-lokasi", "text": "Foto lokasi gelap. Ambil ulang saat siang."}]}
GROUND = {"reason": "Lokasi di atas jalan raya.", "law": "Perda Kabupaten Banyuwangi 1/2024"}


@dataclass(frozen=True)
class Pattern:
    """A history that many cases share: ``share`` of a thousand, begun so many days ago, and who did what in turn."""

    name: str
    share: int
    days: tuple[float, float]
    acts: tuple[tuple[Any, ...], ...] = ()


CHECK = ("budi", "check", "accept", {})
TAX = ("lestari", "pajak", "report", NO_TAX)
YES = ("sari", "decide", "approve", {})
SIGN = ("gatot", "sign", "sign", {})
PATTERNS = (
    Pattern("completed", 700, (6, 730), (CHECK, TAX, YES, SIGN, ("budi", "collect", "hand-over", {}))),
    Pattern("mended", 60, (9, 730), (
        ("budi", "check", "return", DEFECT), ("rani", "", "correct", {}), CHECK, TAX, YES, SIGN,
        ("budi", "collect", "hand-over", {}),
    )),
    Pattern("refused", 70, (3, 730), (CHECK, TAX, ("sari", "decide", "refuse", GROUND))),
    Pattern("withdrawn", 30, (2, 730), (CHECK, ("rani", "", "withdraw", {}))),
    Pattern("to collect", 60, (2, 60), (CHECK, TAX, YES, SIGN)),
    Pattern("submitted", 30, (0, 3)),
    Pattern("returned", 15, (0, 20), (("budi", "check", "return", DEFECT),)),
    Pattern("at the tax office", 15, (0, 4), (CHECK,)),
    Pattern("to decide", 20, (0, 5), (CHECK, TAX)),
)  # fmt: skip


class Cast:
    """The demonstration people, as actors of today."""

    def __init__(self) -> None:
        self._known: dict[str, Actor] = {}

    def __getitem__(self, name: str) -> Actor:
        if name not in self._known:
            account = identity.by_address(identity.address(ADDRESSES.get(name, f"{name}@dpmptsp.example")))
            today = timezone.localdate()
            held = residents.standing(account.pk, today)
            self._known[name] = identity.actor(account.pk, today, party_id=held.party_id, acts_for=held.acts_for)
        return self._known[name]


def draft(
    by: Actor, service: str = SERVICE, answers: dict[str, Any] = ANSWERS, papers: tuple[str, ...] = PAPERS
) -> Case:
    """An application that lacks nothing but being sent."""
    at = timezone.now()
    case = actions.start_draft(
        service_code=service, party_id=by.party_id, channel="portal", key=uuid4(), by=by, at=at
    )  # fmt: skip
    for page in standards.form(case.revision_id).pages:
        actions.save_answers(case_id=case.pk, page=page.key, answers=answers, by=by, at=at)
    for number, paper in enumerate(papers):
        actions.attach_paper(
            case_id=case.pk, paper=paper, data=picture(number), name=f"{paper}.png", by=by, at=at
        )  # fmt: skip
    return case


def walk(pattern: Pattern, cast: Cast) -> Case:
    """Play one pattern to its end, as the people of the cast."""
    case = draft(cast["rani"])
    actions.hand_in(case_id=case.pk, key=uuid4(), by=cast["rani"], at=timezone.now())
    for name, step, verb, body in pattern.acts:
        by, at = cast[name], timezone.now()
        if verb == "sign":
            _wait(lambda: any(found.state == "ready" for found in documents.of_about(case.pk)))
        if verb == "hand-over":
            _wait(lambda: "collect" in Case.objects.get(pk=case.pk).place["open"])
        if verb == "withdraw":
            actions.withdraw(case_id=case.pk, key=uuid4(), by=by, at=at)
        elif verb == "correct":
            actions.correct(case_id=case.pk, key=uuid4(), by=by, at=at)
        else:
            actions.perform(case_id=case.pk, step=step, verb=verb, key=uuid4(), body=body, by=by, at=at)
    if pattern.name == "to collect":
        _wait(lambda: "collect" in Case.objects.get(pk=case.pk).place["open"])
    return Case.objects.get(pk=case.pk)


def _wait(is_so: Any) -> None:
    """The worker of the copy sets and signs; here we wait for it."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        if time.monotonic() > deadline:
            raise TimeoutError("the worker did not do its part")
        time.sleep(0.1)
