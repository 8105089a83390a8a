"""A number counts once it was printed or shown: a printer that fails leaves no number behind, nor two papers."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from tests.support.together import at_once

from satuatap.adapters.printing.escpos import EscPos
from satuatap.adapters.printing.tests.running import printer
from satuatap.domain.visits import actions, ports, queries
from satuatap.domain.visits.lifecycle import PrinterState, PrintState, VisitState
from satuatap.domain.visits.models import Printing, Visit
from satuatap.domain.visits.ports import Line, Slip
from satuatap.domain.visits.tests.factories import KIOSK, NOON, PACK, call, come, make_lane, sit
from satuatap.kernel.actors import system
from satuatap.kernel.errors import NotFound, Refused

pytestmark = pytest.mark.django_db
SLIP = Slip((Line("A-001"),))
HALL = system("hall")


@pytest.fixture(scope="module")
def started(tmp_path_factory):
    with printer(tmp_path_factory.mktemp("printing")) as found:
        ports.sandboxes.add(found.address)
        yield found
        ports.sandboxes.discard(found.address)


@pytest.fixture
def machine(started):
    started.mend()
    started.before = len(started.slips)
    yield started
    started.mend()


@pytest.fixture
def lane():
    return make_lane()


@pytest.fixture
def row(lane, machine):
    return actions.put_printer(
        site_id=lane.site_id, name="Printer pintu", address=machine.address, width=80, by=PACK, at=NOON
    )


def begin(lane, at=NOON):
    return actions.begin(
        site_id=lane.site_id, asks=[actions.Ask(lane.pk)], channel="kiosk", key=uuid4(), by=KIOSK, at=at
    )


def put(visit, row, key=None, at=NOON, **more):
    return actions.print_slip(
        visit_id=visit.pk, printer_id=row.pk, slip=SLIP, key=key or uuid4(), by=KIOSK, at=at, **more
    )


def printed(machine):
    return len(machine.slips) - machine.before


def state(visit):
    return Visit.objects.get(pk=visit.pk).state


def test_a_number_counts_once_the_printer_says_that_it_was_printed(lane, row, machine):
    visit = begin(lane)
    counter, budi = sit(lane)
    with pytest.raises(Refused, match="menunggu"):
        call(counter, budi)

    assert put(visit, row) == PrintState.PRINTED
    assert (state(visit), printed(machine)) == (VisitState.OPEN, 1)
    assert call(counter, budi) == "A-001"


@pytest.mark.parametrize("fault", ["empty", "open", "jam", "down"])
def test_a_printer_that_fails_leaves_no_number_behind(fault, lane, row, machine):
    visit = begin(lane)
    machine.is_told(**{fault: True})
    assert put(visit, row) == PrintState.FAILED
    later = NOON + timedelta(minutes=11)
    assert actions.settle_prints(by=HALL, at=later) == 0
    actions.forget_unseen(by=HALL, at=later)

    assert state(visit) == VisitState.VOID
    machine.mend()
    assert printed(machine) == 0
    with pytest.raises(Refused, match="tidak berlaku"):
        put(visit, row, at=later)


def test_after_it_was_mended_the_same_number_is_printed_once(lane, row, machine):
    visit = begin(lane)
    machine.is_told(empty=True)
    put(visit, row)
    machine.mend()
    key = uuid4()

    assert [put(visit, row, key), put(visit, row, key), put(visit, row)] == [PrintState.PRINTED] * 3
    assert (state(visit), printed(machine), Printing.objects.count()) == (VisitState.OPEN, 1, 2)


def test_another_paper_is_printed_only_for_who_asks_for_it_again(lane, row, machine):
    visit, key = begin(lane), uuid4()
    for _press in range(2):
        put(visit, row)
        put(visit, row, key, again=True)

    assert printed(machine) == 2
    assert Visit.objects.count() == 1


def test_a_paper_that_may_be_in_a_hand_counts_when_nobody_says_otherwise(lane, row, machine):
    visit = begin(lane)
    machine.is_told(drop="after")
    assert put(visit, row) == PrintState.UNSURE
    assert (state(visit), actions.settle_prints(by=HALL, at=NOON + timedelta(seconds=30))) == (VisitState.PENDING, 0)

    assert actions.settle_prints(by=HALL, at=NOON + timedelta(seconds=70)) == 1
    assert state(visit) == VisitState.OPEN


def test_who_presses_again_says_that_no_paper_came(lane, row, machine):
    visit = begin(lane)
    machine.is_told(drop="before")
    put(visit, row)
    machine.is_told(drop="", empty=True)
    put(visit, row, at=NOON + timedelta(seconds=5))

    assert actions.settle_prints(by=HALL, at=NOON + timedelta(minutes=3)) == 0
    assert state(visit) == VisitState.PENDING


def test_an_attempt_that_a_crash_cut_off_is_settled(lane, row):
    visit = begin(lane)
    Printing.objects.create(visit=visit, printer=row, key=uuid4(), at=NOON)
    assert queries.last_print(visit.pk, NOON).state == PrintState.SENDING
    assert put(visit, row, at=NOON + timedelta(seconds=5)) == PrintState.SENDING

    assert queries.last_print(visit.pk, NOON + timedelta(seconds=40)).state == PrintState.UNSURE
    assert actions.settle_prints(by=HALL, at=NOON + timedelta(seconds=90)) == 1
    assert state(visit) == VisitState.OPEN


def test_a_number_that_is_void_soon_is_not_printed(lane, row, machine):
    visit = begin(lane)
    with pytest.raises(Refused, match="terlalu lama"):
        put(visit, row, at=NOON + timedelta(minutes=9, seconds=45))

    assert printed(machine) == 0


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_print_once_and_nobody_is_kept_waiting_for_the_printer(lane, row, machine):
    open_meanwhile = []

    class Watched(EscPos):
        def print(self, *given):
            open_meanwhile.append(connection.in_atomic_block)
            return super().print(*given)

    before = ports.printers[:]
    ports.printers[:] = [Watched()]
    visit = begin(lane)
    machine.is_told(delay=0.3)
    states = at_once(*[lambda: put(visit, row)] * 3)
    ports.printers[:] = before

    assert sorted(states) == ["printed", "sending", "sending"]
    assert (printed(machine), open_meanwhile) == (1, [False])


def test_what_a_printer_says_is_known_before_a_visitor_stands_there(lane, row, machine):
    intan = system("hall")
    machine.is_told(low=True)
    actions.ask_printers(by=HALL, at=NOON)
    (found,) = queries.printers_of(actor=intan, site_id=lane.site_id)
    assert (found.state, found.can_print, found.needs_somebody) == (PrinterState.LOW, True, True)
    machine.is_told(empty=True)
    actions.ask_printers(by=HALL, at=NOON)

    (found,) = queries.printers_of(actor=intan, site_id=lane.site_id)
    assert (found.state, found.can_print, found.asked_at) == (PrinterState.EMPTY, False, NOON)


def test_a_printer_that_prints_is_not_taken_for_one_that_is_off(lane, row, machine):
    actions.ask_printers(by=HALL, at=NOON)
    Printing.objects.create(visit=begin(lane), printer=row, key=uuid4(), at=NOON)
    machine.is_told(down=True)  # as it looks to whoever asks while it speaks with another
    actions.ask_printers(by=HALL, at=NOON + timedelta(seconds=10))
    (found,) = queries.printers(PACK)
    assert (found.state, found.asked_at) == (PrinterState.READY, NOON)

    actions.ask_printers(by=HALL, at=NOON + timedelta(minutes=1))
    assert queries.printers(PACK)[0].state == PrinterState.AWAY


def test_a_kiosk_has_one_printer(lane, row, machine):
    kiosk = actions.put_device(site_id=lane.site_id, kind="kiosk", name="Pintu", by=PACK, at=NOON)[0]
    facts = {"site_id": lane.site_id, "address": machine.address, "width": 58, "by": PACK, "at": NOON}
    for name in ("Lama", "Baru", "Baru"):
        actions.put_printer(name=name, device_id=kiosk.pk, **facts)

    assert queries.printer_of_kiosk(kiosk.pk).name == "Baru"
    assert [found.name for found in queries.printers(PACK)] == ["Baru", "Printer pintu"]
    with pytest.raises(NotFound):
        actions.put_printer(name="Lain", device_id=uuid4(), **facts)


@pytest.mark.parametrize("typed", ["192.168.1.50", " 10.0.0.7:9101 ", "172.16.3.4:9100"])
def test_a_printer_stands_in_the_network_of_the_hall(typed, lane):
    found = actions.put_printer(site_id=lane.site_id, name="Baru", address=typed, width=80, by=PACK, at=NOON)

    assert found.address in ("192.168.1.50:9100", "10.0.0.7:9101", "172.16.3.4:9100")


@pytest.mark.parametrize(
    "typed",
    ["", "127.0.0.1:9100", "localhost", "8.8.8.8", "169.254.169.254:9100", "0.0.0.0:9100", "10.0.0.7:5432", "10.0.0.7:",
     "10.0.0.7:²", "printer.example:9100", "[::1]:9100", "10.0.0.7:9100:9100"],
)  # fmt: skip
def test_no_other_door_is_knocked_at(typed, lane):
    with pytest.raises(Refused, match=r"192\.168"):
        actions.put_printer(site_id=lane.site_id, name="Baru", address=typed, width=80, by=PACK, at=NOON)


def test_a_slip_tells_who_is_ahead_before_the_number_counts(lane):
    sit(lane)
    come(lane), come(lane)
    visit = begin(lane, at=NOON + timedelta(minutes=1))
    stop = queries.first_stop(visit.pk, NOON + timedelta(minutes=1))

    assert (stop.lane, stop.ahead, stop.wait.median) == ("Antrean izin", 2, 10)
