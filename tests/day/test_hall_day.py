"""Everything goes wrong on one day, the hall goes on, and in the evening the account balances."""

from datetime import time, timedelta
from uuid import uuid4

import pytest

from satuatap.domain.agencies import actions as agencies
from satuatap.domain.agencies.models import Site
from satuatap.domain.nodes import actions as nodes
from satuatap.domain.nodes.models import Aside, Line
from satuatap.domain.nodes.queries import watched
from satuatap.domain.nodes.tests.factories import NODE, Beside, at_the_centre, cut_at, lay_out_beside, note_facts, rows
from satuatap.domain.payments.queries import cash_taken
from satuatap.domain.visits import actions, queries
from satuatap.domain.visits.models import Call, Errand, Visit
from satuatap.domain.visits.tests.factories import make_officer
from satuatap.kernel.actors import system

from .hall import HALL, HallDay, moment

pytestmark = pytest.mark.slow


def test_a_hand_over_day(db):
    """The hall is led by a node, whose line is gone for two hours, too."""
    day = HallDay(seed=23)
    node = led_by_a_node(day)
    guide = make_officer(day.lanes["paspor"].unit, "Gita", "guide")
    actions.print_block(site_id=day.site.pk, many=50, key=uuid4(), by=guide, at=day.at)  # lies in the drawer
    manager = make_officer(day.lanes["paspor"].unit, "Bambang", "mall-manager")
    tenant = {"site_id": day.site.pk, "unit_id": day.lanes["paspor"].unit_id}
    agencies.mark_away(**tenant, reason="Petugas terlambat", back_at=time(9), by=manager, at=day.at)
    for office in ("sipil", "izin"):  # the officer of the tax office is absent: its lane waits, and is given numbers
        day.sit(office)
    day.run_until("08:30", arrivals=2.4)
    called, again = day.call_by_mistake("izin")
    assert called == again
    day.run_until("09:00", arrivals=2.4)
    assert day.tally.refused > 0  # whoever came for the tenant that was late
    late = day.tally.refused
    day.sit("paspor")
    day.run_until("09:30", arrivals=2.4)
    assert day.tally.refused == late
    day.sit("pajak")

    day.printer_works = False
    day.run_until("09:45", arrivals=2.4)
    day.printer_works = True
    assert day.jammed
    day.run_until("10:00", arrivals=4)
    assert day.waiting() >= 200
    assert exchange(node, day)

    before = state_of_hall()
    pile = day.on_paper("10:40")  # the power was gone: slips were given out, and nothing of the hall moved
    assert len(pile) == 31
    assert state_of_hall() == before
    day.run_until("12:00", arrivals=0.3, errands=1)
    comes_back(node, day)
    day.run_until("16:00", arrivals=0.3, errands=1)
    day.close()
    torn, lost = pile.pop(20), pile.pop(9)
    day.enter(pile, guide)
    day.tear(torn, guide)
    missing = queries.day_report(actor=manager, site_id=day.site.pk, day=None, at=day.at)
    assert dict(missing.differences) == {"paper": 1}  # one slip was at the bottom of the drawer
    day.enter([lost], guide)

    balances(day, manager)
    report = queries.day_report(actor=manager, site_id=day.site.pk, day=None, at=day.at)
    assert report.here > 0
    actions.end_days(by=HALL, at=moment("23:59") + timedelta(minutes=2))
    assert not Visit.objects.filter(state__in=["open", "pending"]).exists()
    balances(day, manager)
    has_it_all(node, day, manager)


def led_by_a_node(day):
    node, _key = nodes.enrol(site_code=day.site.code, by=system("operator"), at=day.at)
    Site.objects.filter(pk=day.site.pk).update(led_elsewhere=False)
    Line.objects.create(site_code=day.site.code, copied_at=moment("23:59"), contact_at=day.at)
    lay_out_beside()
    note_facts()
    return node


def comes_back(node, day):
    """The line went with the power: meanwhile the hall went on, and nobody at the centre knew."""
    assert not exchange(node, day, cut_at({0}))
    assert len(rows("visits_call")) > len(rows("visits_call", "centre"))
    assert exchange(node, day)


def has_it_all(node, day, manager):
    """The centre has every row as the node has it, and its report says the same."""
    assert exchange(node, day)
    here = {table: rows(table) for table in watched() if table != "audit_entry"}
    assert [table for table, found in here.items() if rows(table, "centre") != found] == []
    with at_the_centre():
        balances(day, manager)
    assert not Aside.objects.exists()


def exchange(node, day, cut=lambda: None):
    return nodes.exchange(centre=Beside(node.pk, day.at, cut), by=NODE, at=day.at)


def state_of_hall():
    return sorted(Errand.objects.values_list("pk", "state", "counter_id", "rank_at"))


def balances(day, manager):
    """The report of the day and the tally of its people say the same."""
    tally = day.tally
    found = queries.day_report(actor=manager, site_id=day.site.pk, day=moment("12:00").date(), at=day.at)

    assert found.differences == ()
    assert dict(found.channels) == dict(tally.given)
    assert (found.void, found.pending) == (len(day.jammed), 0)
    assert found.given == tally.given.total() + len(day.jammed)
    assert {"served": found.paper.served, "left": found.paper.left, "void": found.paper.void} == dict(tally.slips)
    assert found.paper.used == tally.slips.total()
    assert {lane.lane.split()[-1]: lane.done for lane in found.lanes} == dict(tally.served + tally.by_hand)
    assert sum(lane.cases for lane in found.lanes) == tally.cases
    assert sum(sitting.done for sitting in found.sittings) == tally.served.total()
    assert sorted(Call.objects.values_list("errand_id", "times")) == sorted(tally.calls)
    cash = cash_taken({sitting.officer_id for sitting in found.sittings}, found.begins, found.ends)
    assert {by: int(rupiah) for by, (_receipts, rupiah) in cash.items()} == dict(tally.cash)
    assert set(Visit.objects.filter(state="void").values_list("pk", flat=True)) == set(day.jammed)
