"""The hall in Rani's town: she waits there, and Budi sits at a counter."""

from collections.abc import Mapping
from datetime import time, timedelta
from uuid import UUID, uuid4

from satuatap.domain.agencies.models import Unit
from satuatap.domain.agencies.tests.factories import HOURS_FROM, SIX_DAYS, put_hours
from satuatap.domain.appointments.tests.factories import book, make_plan
from satuatap.domain.nodes import actions as nodes
from satuatap.domain.nodes.models import Kept, Wish
from satuatap.domain.nodes.queries import asides as nodes_seen
from satuatap.domain.visits import actions
from satuatap.domain.visits.queries import RemoteTerms
from satuatap.domain.visits.tests.factories import make_counter, make_lane, make_site
from satuatap.kernel.actors import Actor, system

from .happenings import NOON


def open_hall(people: Mapping[str, Actor], licensing: Unit) -> dict[str, str]:
    """Rani has a number; a value for each parameter of the addresses of the hall."""
    lane = make_lane(unit=licensing)
    counter = make_counter(lane)
    actions.sit_down(counter_id=counter.pk, by=people["budi"], at=NOON)
    visit = actions.begin(
        site_id=lane.site_id, asks=[actions.Ask(lane.pk)], channel="kiosk", key=uuid4(),
        party_id=people["rani"].party_id, by=system("kiosk"), at=NOON,
    )  # fmt: skip
    actions.hand_out(visit_id=visit.pk, by=system("kiosk"), at=NOON)
    put_hours(rows=SIX_DAYS, valid_from=HOURS_FROM, site_code=lane.site.code, by=system("test"), at=NOON)
    plan = make_plan(NOON, lane.code, site=lane.site, unit=licensing)
    book(plan, NOON + timedelta(minutes=30), NOON, by=people["rani"])
    # Whoever has the address of a booking may give it back, so the one that everybody is asked for is nobody's we know.
    booking = book(plan, NOON + timedelta(minutes=60), NOON)
    asked = actions.ask_help(counter_id=counter.pk, about="Mesin pencetak macet", by=people["budi"], at=NOON)
    device, secret = actions.put_device(
        site_id=lane.site_id, kind="display", name="Layar pintu", by=system("test"), at=NOON
    )
    machine, kiosk = actions.put_device(
        site_id=lane.site_id, kind="kiosk", name="Anjungan pintu", by=system("test"), at=NOON
    )
    reader = actions.put_reader(device_id=machine.pk, kind="code", address="", by=system("test"), at=NOON)
    printer = actions.put_printer(
        site_id=lane.site_id, name="Printer pemandu", address="10.0.0.9", width=80, by=system("test"), at=NOON
    )
    block = actions.print_block(site_id=lane.site_id, many=10, key=uuid4(), by=system("test"), at=NOON)
    terms = RemoteTerms(each=1, minutes=60, late=20, head_start=20, share=25, begins=time(0), ends=time(23))
    actions.put_remote(site_id=lane.site_id, terms=terms, by=system("test"), at=NOON)
    node_id, aside_id = led_elsewhere(licensing)
    wish = Wish.objects.create(node_id=node_id, key=uuid4(), lanes=[], place=1, asked_at=NOON)
    return {
        "kept_id": str(turned_down(people["budi"])), "decision": "lagi", "node_id": node_id, "aside_id": aside_id,
        "kiosk": kiosk, "printer_id": str(printer.pk), "reader_id": str(reader.pk), "block_id": str(block.pk),
        "secret": secret, "device_id": str(device.pk), "help_id": str(asked.pk),
        "hall": lane.site.code, "counter_id": str(counter.pk), "guest_id": str(visit.pk), "ticket": visit.token,
        "asked": wish.token, "lane": lane.code, "booking": booking.token,
        "press": "panggil", "wish": "undur", "change": "dahulukan",
    }  # fmt: skip


def led_elsewhere(unit: Unit) -> tuple[str, str]:
    """A market whose hall a node leads, and one fact of it that could not be entered."""
    lane = make_lane("pasar", "P", site=make_site("pasar"), unit=unit)
    node, _key = nodes.enrol(site_code=lane.site.code, by=system("test"), at=NOON)
    fact = {"seq": 1, "table": "visits_series", "row": {"id": str(uuid4()), "site_id": str(uuid4()), "day": "2026-11-23",
            "letter": "P", "last": 1}}  # fmt: skip
    nodes.take_facts(node_id=node.pk, facts=[fact], waiting=0, by=system("test"), at=NOON)
    (aside,) = nodes_seen(actor=system("test"))
    return str(node.pk), str(aside.id)


def turned_down(officer: Actor) -> UUID:
    """An application that was taken without the line, and not taken by the centre."""
    facts = {"title": "Izin reklame", "problem": "Sudah ada.", "state": "look", "taken_at": NOON}
    return Kept.objects.create(pk=uuid4(), slip=1, by=officer.id, by_name=officer.name, **facts).pk
