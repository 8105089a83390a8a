"""The client and a real process that prints: every way in which a printer fails."""

import socket
import threading

import pytest

from satuatap.adapters.printing.escpos import EscPos
from satuatap.domain.visits.lifecycle import PrinterState
from satuatap.domain.visits.ports import Line, Look, NotPrinted, Slip

from .running import printer

SLIP = Slip((Line("MPP"), Line("A-024", Look.HUGE)), qr="https://mpp.example/nomor/x", below=(Line("Pindai"),))


@pytest.fixture(scope="module")
def started(tmp_path_factory):
    with printer(tmp_path_factory.mktemp("printing")) as found:
        yield found


@pytest.fixture
def machine(started):
    started.mend()
    started.before = len(started.slips)
    yield started
    started.mend()


def put(machine, **limits):
    return EscPos(**limits).print(machine.address, 80, SLIP)


def printed(machine):
    return machine.slips[machine.before :]


def test_a_slip_is_printed_once_and_said_to_be(machine):
    assert put(machine) == PrinterState.READY
    assert printed(machine) == ["MPP\nA-024\n[QR https://mpp.example/nomor/x]\n\nPindai"]


@pytest.mark.parametrize(
    ("fault", "state"), [("empty", PrinterState.EMPTY), ("open", PrinterState.OPEN), ("jam", PrinterState.JAMMED)]
)
def test_a_printer_that_cannot_is_asked_before_anything_is_sent(machine, fault, state):
    machine.is_told(**{fault: True})
    assert EscPos().state(machine.address) == state
    with pytest.raises(NotPrinted) as problem:
        put(machine)
    machine.mend()

    assert (problem.value.state, problem.value.maybe) == (state, False)
    assert put(machine) == PrinterState.READY
    assert len(printed(machine)) == 1


def test_paper_that_ends_in_the_middle_is_no_slip_and_does_not_come_out_later(machine):
    machine.is_told(lines=1)
    with pytest.raises(NotPrinted) as problem:
        put(machine)
    machine.mend()

    assert (problem.value.state, problem.value.maybe) == (PrinterState.EMPTY, False)
    assert put(machine) == PrinterState.READY
    assert len(printed(machine)) == 1


def test_paper_that_nears_its_end_prints_and_says_so(machine):
    machine.is_told(low=True)

    assert put(machine) == PrinterState.LOW
    assert len(printed(machine)) == 1


def test_a_slow_printer_is_waited_for_and_one_that_is_too_slow_is_not(machine):
    machine.is_told(delay=0.7)
    assert put(machine) == PrinterState.READY
    machine.is_told(delay=60)
    with pytest.raises(NotPrinted) as problem:
        put(machine, printing=0.1)

    assert problem.value.maybe
    assert len(printed(machine)) == 1


@pytest.mark.parametrize(("drop", "slips"), [("before", 0), ("after", 1)])
def test_a_line_that_breaks_leaves_it_open_whether_the_slip_was_printed(machine, drop, slips):
    machine.is_told(drop=drop)
    with pytest.raises(NotPrinted) as problem:
        put(machine)

    assert (problem.value.state, problem.value.maybe) == (PrinterState.AWAY, True)
    assert len(printed(machine)) == slips


def test_a_printer_that_is_off_is_away(machine):
    machine.is_told(down=True)
    assert EscPos().state(machine.address) == PrinterState.AWAY
    with pytest.raises(NotPrinted) as problem:
        put(machine)

    assert (problem.value.state, problem.value.maybe) == (PrinterState.AWAY, False)
    with socket.create_server(("127.0.0.1", 0)) as nobody_answers:
        assert EscPos().state(f"127.0.0.1:{nobody_answers.getsockname()[1]}") == PrinterState.AWAY


def test_two_kiosks_on_one_printer_get_a_slip_each(machine):
    states = []
    both = [threading.Thread(target=lambda: states.append(put(machine))) for _kiosk in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()

    assert states == [PrinterState.READY] * 2
    assert len(printed(machine)) == 2
