"""Whoever runs the hall enters and tries printers; the guide prints numbers and sees which printer needs somebody."""

from uuid import uuid4

import pytest
from django.urls import reverse
from tests.support.cast import make_officer

from satuatap.adapters.printing.tests.running import printer
from satuatap.domain.regions.tests.factories import make_home
from satuatap.domain.visits import actions, ports
from satuatap.domain.visits.models import Printer
from satuatap.domain.visits.tests.factories import PACK, come, make_lane
from satuatap.kernel.actors import system

pytestmark = pytest.mark.django_db
QUERIES = 8


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
def lane(licensing, noon, time_machine):
    time_machine.move_to(noon, tick=False)
    make_home()
    return make_lane(unit=licensing)


@pytest.fixture
def bambang(licensing, client_of):
    return client_of(make_officer("Bambang Contoh", licensing, "mall-manager"))


@pytest.fixture
def intan(licensing, client_of):
    return client_of(make_officer("Intan Contoh", licensing, "guide"))


def make_printer(lane, machine, noon, name="Printer pintu"):
    return actions.put_printer(site_id=lane.site_id, name=name, address=machine.address, width=80, by=PACK, at=noon)


def test_a_printer_is_entered_tried_and_withdrawn(lane, machine, noon, bambang):
    kiosk = actions.put_device(site_id=lane.site_id, kind="kiosk", name="Anjungan pintu", by=PACK, at=noon)[0]
    typed = {"nama": "Printer pintu", "untuk": f"anjungan:{kiosk.pk}", "alamat": machine.address, "lebar": "80"}
    assert bambang.post(reverse("desk:printers"), typed | {"alamat": "8.8.8.8"}).status_code == 422
    saved = bambang.post(reverse("desk:printers"), typed, follow=True).content.decode()
    row = Printer.objects.get()

    assert "Anjungan pintu · " in saved
    assert machine.address in saved
    tried = bambang.post(reverse("desk:try_printer", args=[row.pk]), follow=True).content.decode()
    assert "Lembar uji sudah dicetak." in tried
    assert "(siap)" in tried
    assert "Ini bukan nomor antrean" in machine.slips[-1]
    machine.is_told(open=True)
    assert "tutupnya terbuka" in bambang.post(reverse("desk:try_printer", args=[row.pk]), follow=True).content.decode()
    bambang.post(reverse("desk:drop_printer", args=[row.pk]))
    assert machine.address not in bambang.get(reverse("desk:printers")).content.decode()


@pytest.mark.parametrize("name", ["try_printer", "drop_printer"])
def test_a_guide_does_not_change_printers(name, lane, machine, noon, intan):
    row = make_printer(lane, machine, noon)

    assert intan.post(reverse(f"desk:{name}", args=[row.pk])).status_code == 404
    assert intan.get(reverse("desk:printers")).status_code == 404
    assert intan.post(reverse("desk:printers"), {"nama": "x"}).status_code == 404


def test_the_guide_prints_a_number_and_prints_it_again(lane, machine, noon, intan):
    row, visit = make_printer(lane, machine, noon), come(lane, at=noon)
    before, page = len(machine.slips), reverse("desk:number", args=[visit.pk])
    assert "Cetak di Printer pintu" in intan.get(page).content.decode()
    key = str(uuid4())
    for wish in (key, key, str(uuid4())):
        answer = intan.post(
            reverse("desk:print_number", args=[visit.pk]), {"printer": row.pk, "key": wish}, follow=True
        )

    assert "Nomor sudah dicetak." in answer.content.decode()
    assert len(machine.slips) == before + 2
    machine.is_told(empty=True)
    answer = intan.post(reverse("desk:print_number", args=[visit.pk]), {"printer": row.pk, "key": uuid4()}, follow=True)
    assert "Nomor tidak tercetak." in answer.content.decode()


def test_the_guide_sees_which_printer_needs_somebody(lane, machine, noon, intan):
    make_printer(lane, machine, noon)
    door = reverse("desk:guide")
    assert "Printer perlu dilihat" not in intan.get(door).content.decode()
    machine.is_told(low=True)
    actions.ask_printers(by=system("hall"), at=noon)

    assert "Printer pintu: kertas hampir habis" in intan.get(door).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_many(rows, lane, machine, noon, bambang, django_assert_num_queries):
    for number in range(rows):
        make_printer(lane, machine, noon, f"Printer {number}")
    bambang.get(reverse("desk:printers"))
    with django_assert_num_queries(QUERIES):
        assert bambang.get(reverse("desk:printers")).content.count(b"Cetak uji") >= rows
