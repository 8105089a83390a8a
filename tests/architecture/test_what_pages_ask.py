"""Those who may get each page; and it costs at most twelve questions to the database, whoever asks and whatever it
shows, and none that the page asks by itself: neither a template, nor a view that touches a relation nobody has loaded."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import client

from satuatap.domain.cases.models import Case
from satuatap.kernel.remembered import forget_all
from tests.support.world import World, undone

from .addresses import Address
from .source import SRC
from .test_who_sees_what import ALL, Answer, ask, is_unseen, of_interest

pytestmark = [pytest.mark.django_db, pytest.mark.slow]  # every address, as everybody

MAY_ASK = (
    SRC / "domain",
    SRC / "kernel",  # paging, and the queue
    SRC / "config/middleware.py",  # who is asking
    SRC / "fronts/shared/middleware.py",  # stands around the library's middleware, which keeps sessions
    SRC / "fronts/shared/throttle.py",  # counts tries in its own table
    SRC / "fronts/shared/health.py",  # whether the database answers at all
    SRC / "fronts/portal/account",  # the tables of the sign-in library are its own
)
MOST = 12
NO_QUESTION = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")
CLIENT = client.__file__
THOSE_WHO_MAY = ("rani", "budi", "sari", "nobody")

LEAD_NOWHERE_ALONE = {
    "/akun/masuk/nama": "comes after a code was typed",
    "/akun/masuk/luar": "sends whoever came back from another provider to the sign-in page",
    "/akun/masuk/luar/<slug:provider_id>": "needs an identity provider outside",
    "/akun/masuk/luar/<slug:provider_id>/kembali": "needs an identity provider outside",
    "/akun/keamanan/langkah-kedua/matikan": "comes after an app was switched on",
    "/akun/kuasa/<uuid:mandate_id>/terima": "comes after somebody was offered a power of attorney",
    "/meja/tanda-tangan/basah/<uuid:document_id>": "comes for a document that is signed with ink",
    "/meja/tanda-tangan/basah/<uuid:document_id>/cetak": "comes after a print was made",
    "/kios/<str:kiosk>/nomor/<str:ticket>/cetak": "comes with the key of a press, at a kiosk that has a printer",
    "/meja/pemandu/<uuid:guest_id>/cetak": "comes with the key of a press and a printer",
    "/meja/slip-kertas/<uuid:block_id>/gulung/jawab": "comes with a slip whose printing broke off",
    "/meja/pembukaan/periksa": "comes with the thing that was looked at, from the page of the opening",
    "/meja/pembukaan/tidak-hadir": "comes with the office that is away, from the page of the opening",
    "/meja/pembukaan/hadir": "comes with the absence that is over, from the page of the opening",
    "/meja/darurat/perpanjang": "comes with the emergency that runs",
    "/meja/darurat/akhiri": "comes with the emergency that runs",
    "/k/<slug:name>": "the short address stands in one person's SMS only",
    **dict.fromkeys(
        (
            f"/meja/desa/luring/{what}"
            for what in ("daftar", "bekal", "foto", "kirim", "nomor", "perintah", "pulihkan", "lepas", "terhapus")
        ),
        "takes what a device of a village desk sends, as JSON",
    ),
    "/meja/desa/luring/kabar": "is for officers of villages, and tells their device what to do",
    "/meja/desa/kiriman": "is for officers of villages",
    "/meja/statistik/berkas": "comes with what is counted, what for and the kind of file, from the page of the tables",
    "/meja/desa": "is for officers of villages",
    "/meja/surat-masuk/<uuid:letter_id>/surat": "comes with a letter that another office of ours issued",
    "/berkas/<str:number>/keberatan": "comes with an application that was refused",
    "/meja/berkas/<str:number>/keberatan": "comes with an application that was refused",
    "/meja/desa/rt-rw": "is for officers of villages",
    **dict.fromkeys(
        (
            "/meja/desa/diajukan",
            "/meja/desa/diajukan/<str:number>",
            "/meja/desa/diajukan/<str:number>/catat",
            "/meja/desa/diajukan/<str:number>/dokumen",
            "/meja/desa/diajukan/<str:number>/perbaiki",
        ),
        "is for officers of the village that filed the case elsewhere",
    ),
    "/meja/berkas/<str:number>/slip-kuasa/<uuid:mandate_id>": "comes with a slip that was signed for an officer",
    "/meja/berkas/<str:number>/letak": "comes with a product that waits to be collected",
    "/meja/berkas/<str:number>/rt-rw": "comes with a letter that an RT or RW confirms",
    "/rt/<slug:reply>": "the address stands in one head's message only, sealed",
    "/meja/simpul/<uuid:node_id>/akhiri": "ends a node in one of three ways, which has to be said",
    "/meja/penduduk/<uuid:party_id>/surat": "is for officers of villages",
    "/akun/ditutup": "says to the owner of a closed account that it is closed",
    **dict.fromkeys(
        (
            "/meja/buku",
            "/meja/buku/<slug:book>",
            "/meja/buku/<slug:book>/salinan",
            "/meja/buku/salinan/<uuid:copy_id>",
            "/meja/buku/salinan/<uuid:copy_id>/unduh",
            "/meja/buku/<slug:book>/baris/<int:line_id>",
            "/meja/buku/<slug:book>/baris/<int:line_id>/coret",
        ),
        "is for those who keep the books of a village",
    ),
}
"""Addresses that answer nobody who asks for them out of turn, and why. Tests of their own take the turn."""

PAGES = [address for address in ALL if address.route not in LEAD_NOWHERE_ALONE]


@contextmanager
def questions() -> Iterator[list[str]]:
    found: list[str] = []

    def note(execute, sql, params, many, context):
        if not sql.startswith(NO_QUESTION):
            found.append(sql[:150])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield found


@contextmanager
def askers() -> Iterator[set[str]]:
    """The places outside the domain from which a question was put to the database."""
    found: set[str] = set()

    def look(execute, sql, params, many, context):
        if not sql.startswith(NO_QUESTION):
            frames = list(up_to_the_client())
            nearest = next((name for name in frames if is_ours(name)), "")
            if template := next((name for name in frames if name.endswith(".html")), ""):
                found.add(f"{Path(template).name}: {sql[:60]}")
            elif nearest and not may_ask(nearest):
                found.add(f"{Path(nearest).relative_to(SRC)}: {sql[:60]}")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield found


def up_to_the_client() -> Iterator[str]:
    """The files of the calls that led here, the nearest first, as far as the browser of the test."""
    frame = sys._getframe(2)
    while frame is not None and (name := frame.f_code.co_filename) != CLIENT:
        yield name
        frame = frame.f_back


@cache
def is_ours(name: str) -> bool:
    return name.startswith(str(SRC)) and not name.endswith(".html")


@cache
def may_ask(name: str) -> bool:
    return any(Path(name).is_relative_to(place) for place in MAY_ASK)


@dataclass
class Visit:
    """What those who may were told at one address, and what it asked of the database."""

    address: Address
    answers: list[Answer] = field(default_factory=list)
    by_itself: set[str] = field(default_factory=set)
    costly: dict[str, list[Any]] = field(default_factory=dict)

    def pay(self, world: World, who: str, thing: dict[str, str]) -> None:
        path = self.address.path(thing)
        with undone():
            forget_all()
            with askers() as found:  # what is remembered for a moment is remembered now
                self.answers.append(ask(world, who, self.address, thing, "GET", watched=False))
            with questions() as asked:
                world.client(who).get(path)
        with undone():
            self.answers.append(ask(world, who, self.address, thing, "POST", watched=False))
        self.by_itself |= found
        if len(asked) > MOST:
            self.costly[f"{who} {path}"] = [len(asked), *asked]


@pytest.fixture(scope="module", params=PAGES, ids=str)
def visit(request: pytest.FixtureRequest, world: World) -> Visit:
    """Each address in turn, as at work: what changes a few times a year is asked for once in a moment."""
    found = Visit(request.param)
    for who in THOSE_WHO_MAY:
        for thing in of_interest(world, request.param, who):
            found.pay(world, who, thing)
    return found


def test_those_who_may_get_it(visit: Visit):
    """Those whose things and whose work they are: without this the tests of who sees what prove nothing."""
    if visit.address.audience == "machine":
        return
    shown = [answer for answer in visit.answers if not answer.question.startswith("rani")]

    assert [answer.question for answer in visit.answers if answer.is_good] != []
    assert [answer.question for answer in shown if is_unseen(answer, visit.address)] == []


def test_a_page_asks_at_most_twelve_questions(visit: Visit):
    assert visit.costly == {}


def test_no_page_asks_the_database_by_itself(visit: Visit):
    assert visit.by_itself == set()


def test_a_lazy_load_in_a_view_is_found(world: World):
    """The measure itself: a relation that nobody has loaded, touched as a view would touch it."""
    case = Case.objects.first()
    source = "def view(case):\n    return case.unit.name\n"
    names: dict = {}
    exec(compile(source, str(SRC / "fronts/desk/lazy.py"), "exec"), names)  # noqa: S102 (a view that nobody wrote)
    with askers() as found:
        names["view"](case)

    assert [place.split(":")[0] for place in found] == ["fronts/desk/lazy.py"]
