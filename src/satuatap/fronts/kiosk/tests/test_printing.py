"""A kiosk with a printer of its own: the paper comes out, or the screen says what to do instead."""

from urllib.parse import parse_qsl
from uuid import uuid4

import pytest
from django.urls import reverse

from satuatap.adapters.printing.tests.running import printer
from satuatap.domain.regions.tests.factories import make_home
from satuatap.domain.visits import actions, ports
from satuatap.domain.visits.lifecycle import VisitState
from satuatap.domain.visits.models import Visit
from satuatap.domain.visits.tests.factories import PACK, make_counter, make_lane

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def started(tmp_path_factory):
    with printer(tmp_path_factory.mktemp("printing")) as found:
        ports.sandboxes.add(found.address)
        yield found
        ports.sandboxes.discard(found.address)


@pytest.fixture
def machine(started):
    started.mend()
    yield started
    started.mend()


@pytest.fixture
def kiosk(machine, licensing, noon, time_machine, client):
    """``kiosk(name)`` is the page of that name, of a visitor who has just chosen; it carries the mark of the stay."""
    time_machine.move_to(noon, tick=False)
    make_home()
    lane = make_lane(unit=licensing)
    make_counter(lane)
    device, secret = actions.put_device(site_id=lane.site_id, kind="kiosk", name="Anjungan", by=PACK, at=noon)
    actions.put_printer(
        site_id=lane.site_id, device_id=device.pk, name="Printer", address=machine.address, width=58, by=PACK, at=noon
    )
    chosen = client.post(reverse("kiosk:choose", args=[secret]), {"antrean": [str(lane.pk)], "key": str(uuid4())})
    token, mark = Visit.objects.get().token, chosen.url.partition("?")[2]
    return lambda name: (
        reverse("kiosk:home", args=[secret])
        if name == "home"
        else f"{reverse(f'kiosk:{name}', args=[secret, token])}?{mark}"
    )


def state():
    return Visit.objects.get().state


def post(client, address, **more):
    """What a form of the present stay sends."""
    address, _sign, mark = address.partition("?")
    return client.post(address, {"key": str(uuid4())} | dict(parse_qsl(mark)), **more)


def press(client, address):
    return post(client, address, follow=True).content.decode()


def test_the_slip_comes_out_of_the_kiosk_and_the_number_counts(kiosk, machine, client):
    page = client.get(kiosk("number")).content.decode()
    assert "data-at-once" in page
    assert "data-print-slip" not in page
    page = press(client, kiosk("print"))
    slip = machine.slips[-1]

    assert state() == VisitState.OPEN
    assert "Ambil kertasnya" in page
    assert all(words in slip for words in ("A-001", "Antrean izin", "Loket 1", "Anda berikutnya", "[QR http"))
    assert Visit.objects.get().token in slip
    assert max(map(len, slip.replace("[QR", "\n[QR").split("\n")[:5])) <= 32


@pytest.mark.parametrize(
    ("fault", "words"),
    [("empty", "Kertas printer habis"), ("open", "Tutup printer terbuka"), ("jam", "Printer macet"),
     ("down", "Printer tidak menjawab")],
)  # fmt: skip
def test_without_paper_the_screen_is_the_paper(fault, words, kiosk, machine, client):
    machine.is_told(**{fault: True})
    page = press(client, kiosk("print"))
    assert (state(), words in page, "Foto nomor ini" in page) == (VisitState.PENDING, True, True)
    post(client, kiosk("taken"))

    assert state() == VisitState.OPEN


def test_who_wants_no_number_without_a_paper_gives_it_back(kiosk, machine, client):
    machine.is_told(empty=True)
    press(client, kiosk("print"))
    for _press in range(2):
        assert post(client, kiosk("give_back")).url == kiosk("home")

    assert state() == VisitState.VOID
    assert "tidak berlaku" in press(client, kiosk("print"))


def test_a_number_that_counts_is_not_given_back_by_the_machine(kiosk, client):
    press(client, kiosk("print"))
    post(client, kiosk("give_back"))

    assert state() == VisitState.OPEN


def test_a_second_press_prints_nothing_more(kiosk, machine, client):
    before = len(machine.slips)
    for _press in range(3):
        press(client, kiosk("print"))

    assert len(machine.slips) == before + 1


def test_a_line_that_breaks_makes_the_screen_ask(kiosk, machine, client):
    machine.is_told(drop="after")

    assert "Kertasnya sudah keluar?" in press(client, kiosk("print"))


def test_a_page_with_a_slip_costs_the_same_for_every_state(kiosk, machine, client, django_assert_max_num_queries):
    for _state in range(2):
        with django_assert_max_num_queries(12):
            client.get(kiosk("number"))
        press(client, kiosk("print"))


def test_a_kiosk_goes_back_by_itself_from_a_page_that_is_not_there(kiosk, client):
    lost = client.get(kiosk("number").replace("?", "abc?"))
    assert (lost.status_code, lost["Refresh"]) == (404, f"60; url={kiosk('home')}")
    assert "Refresh" not in client.get("/tidak-ada")
