"""Blank slips come out of a printer of the hall one by one, and none twice whatever the printer does."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from tests.support.cast import make_officer

from satuatap.adapters.printing.tests.running import printer
from satuatap.domain.regions.tests.factories import make_home
from satuatap.domain.visits import actions, ports
from satuatap.domain.visits.lifecycle import PrintState
from satuatap.domain.visits.models import BlankPrinting
from satuatap.domain.visits.queries import blanks
from satuatap.domain.visits.tests.factories import PACK, make_lane, make_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def machine(tmp_path, monkeypatch):
    with printer(tmp_path) as found:
        monkeypatch.setattr(ports, "sandboxes", {found.address})
        yield found


@pytest.fixture
def lane(licensing, noon, time_machine):
    time_machine.move_to(noon, tick=False)
    make_home()
    return make_lane(unit=licensing)


@pytest.fixture
def block(lane, noon):
    return actions.print_block(site_id=lane.site_id, many=4, key=uuid4(), by=PACK, at=noon)


@pytest.fixture
def roll(lane, machine, noon):
    return actions.put_printer(
        site_id=lane.site_id, name="Printer pemandu", address=machine.address, width=58, by=PACK, at=noon
    )


@pytest.fixture
def guide(licensing, client_of):
    return client_of(make_officer("Intan Contoh", licensing, "guide"))


@pytest.fixture
def press(block, roll, guide):
    """The button; returns what the page shows then."""
    address = reverse("desk:paper_roll", args=[block.pk])

    def pressed(**form):
        answer = guide.post(address if not form else f"{address}/jawab", form or {"printer": str(roll.pk)}, follow=True)
        return answer.content.decode()

    return pressed


def numbers(machine):
    """The slips that came out, in order."""
    return [re.search(r"SK-\d+", slip)[0] for slip in machine.slips]


def names(*values):
    return [f"SK-{value:03}" for value in values]


def test_a_block_comes_out_and_each_slip_once(machine, press):
    assert "Sudah tercetak" in press()
    assert "Semua slip blok ini sudah keluar" in press()

    assert numbers(machine) == names(1, 2, 3, 4)
    slip = machine.slips[-1]
    assert all(
        words in " ".join(slip.split())
        for words in ("SK-004", "Datang pukul ....", "Pulang tanpa dilayani", "serahkan di loket")
    )
    assert max(map(len, slip.split("\n"))) <= 32


def test_ten_come_at_a_press(lane, guide, noon):
    block = actions.print_block(site_id=lane.site_id, many=12, key=uuid4(), by=PACK, at=noon)
    found = blanks(actor=PACK, block_id=block.pk, at=noon)

    assert (found.next, len(found.left)) == (tuple(range(1, 11)), 12)


@pytest.mark.parametrize(
    ("fault", "words"), [("jam", "macet"), ("open", "tutupnya terbuka"), ("empty", "kertas habis")]
)
def test_a_printer_that_cannot_prints_nothing_and_says_why(machine, press, fault, words):
    machine.is_told(**{fault: True})
    assert f"Berhenti: printer {words}" in press()
    machine.mend()
    press()

    assert numbers(machine) == names(1, 2, 3, 4)


def test_paper_that_ends_in_the_middle_stops_the_press(machine, press):
    machine.is_told(lines=40)
    assert "Berhenti: printer kertas habis" in press()
    came = numbers(machine)
    assert 0 < len(came) < 4
    machine.mend()
    press()

    assert numbers(machine) == names(1, 2, 3, 4)


def test_a_slip_whose_line_broke_is_looked_for_before_it_is_printed_again(machine, press):
    machine.is_told(drop="after")
    assert "Lihat di printer: apakah slip ini keluar?" in press()
    machine.mend()
    press()
    assert "SK-001" not in numbers(machine)[1:], "it may be there"

    press(nomor="1", ada="1")
    assert BlankPrinting.objects.get(number=1).state == PrintState.PRINTED
    assert numbers(machine) == names(1, 2, 3, 4)


def test_a_slip_that_did_not_come_is_printed_again(machine, press):
    machine.is_told(drop="before")
    press()
    machine.mend()
    press(nomor="1")
    press()

    assert sorted(numbers(machine)) == names(1, 2, 3, 4)


def test_an_attempt_that_was_cut_off_is_looked_for(block, roll, guide, noon, time_machine):
    BlankPrinting.objects.create(block=block, number=3, printer=roll, at=noon)
    address = reverse("desk:paper_roll", args=[block.pk])
    assert "apakah slip ini keluar?" not in guide.get(address).content.decode()
    time_machine.move_to(noon + timedelta(minutes=1), tick=False)

    assert "apakah slip ini keluar?" in guide.get(address).content.decode()


def test_void_slips_are_not_printed_and_sheets_leave_out_what_came_out(machine, press, block, guide, noon):
    actions.void_slips(site_id=block.site_id, first=1, last=2, reason="Robek", by=PACK, at=noon)
    press()
    assert numbers(machine) == names(3, 4)

    sheet = guide.get(reverse("desk:paper_sheet", args=[block.pk])).content.decode()
    assert "2 slip sudah dicetak di kertas gulung" in sheet
    assert sheet.count('class="paper-slip"') == 2


def test_the_database_keeps_a_slip_from_being_printed_twice(block, roll, noon):
    BlankPrinting.objects.create(block=block, number=3, printer=roll, at=noon, state=PrintState.PRINTED)

    with pytest.raises(IntegrityError), transaction.atomic():
        BlankPrinting.objects.create(block=block, number=3, printer=roll, at=noon)


def test_a_printer_of_another_place_prints_nothing_here(block, machine, guide, noon):
    other = actions.put_printer(
        site_id=make_site("pasar").pk, name="Printer pasar", address=machine.address, width=80, by=PACK, at=noon
    )

    assert guide.post(reverse("desk:paper_roll", args=[block.pk]), {"printer": str(other.pk)}).status_code == 404
    assert not BlankPrinting.objects.exists()


def test_without_a_printer_the_page_says_what_to_do(block, guide):
    page = guide.get(reverse("desk:paper_roll", args=[block.pk])).content.decode()

    assert "Tempat ini belum punya printer kertas gulung" in page
