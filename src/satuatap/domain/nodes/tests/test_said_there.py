"""What is down or away is said at a node as well: the centre has it once, whatever is cut and whoever said it too."""

from datetime import timedelta

import pytest

from satuatap.domain.agencies import actions as agencies
from satuatap.domain.agencies.models import Absence, Outage
from satuatap.domain.agencies.tests.factories import HOURS_FROM, SIX_DAYS, put_hours
from satuatap.domain.nodes import actions
from satuatap.domain.nodes.models import Aside
from satuatap.domain.visits.tests.factories import NOON, make_lane, make_site
from satuatap.kernel.actors import system

from .factories import NODE, Beside, at_the_centre, cut_at, lead_here, rows

pytestmark = pytest.mark.django_db
MANAGER = system("operator")
LATER = NOON + timedelta(hours=1)


@pytest.fixture
def lane():
    lane = make_lane()
    put_hours(rows=SIX_DAYS, valid_from=HOURS_FROM, site_code=lane.site.code, by=MANAGER, at=NOON)
    return lane


@pytest.fixture
def node_id(lane):
    return lead_here(lane, MANAGER, NOON)


def declare(site_id, reason="Gardu terbakar", **given):
    told = {"kind": "power", "system": "", "unit_id": None, "evidence": "PLN 7"} | given
    return agencies.declare_outage(site_id=site_id, begins_at=NOON, reason=reason, by=MANAGER, at=NOON, **told)


def exchange(node_id, cut=None, at=NOON):
    return actions.exchange(centre=Beside(node_id, at, *([cut] if cut else [])), by=NODE, at=at)


def there(table):
    return rows(table, "centre")


@pytest.mark.parametrize("place", range(6))
def test_an_outage_said_at_the_node_reaches_the_centre_once_and_so_does_its_end(place, lane, node_id):
    outage = declare(lane.site_id)
    cut = cut_at({place})
    while not exchange(node_id, cut):
        pass
    assert there("agencies_outage") == rows("agencies_outage")
    assert len(there("agencies_outage")) == 1

    agencies.lift_outage(outage_id=outage.pk, ends_at=LATER, by=MANAGER, at=LATER)
    exchange(node_id, at=LATER)
    with at_the_centre():
        found = Outage.objects.get()
        assert (found.reason, found.declared_by, found.ends_at) == ("Gardu terbakar", MANAGER.id, LATER)
    assert not Aside.objects.exists()


def test_an_absence_said_at_the_node_reaches_the_centre_once_and_so_does_its_end(lane, node_id):
    absence = agencies.mark_away(site_id=lane.site_id, unit_id=lane.unit_id, reason="Sakit", by=MANAGER, at=NOON)
    exchange(node_id), exchange(node_id)
    assert there("agencies_absence") == rows("agencies_absence")

    agencies.mark_back(absence_id=absence.pk, by=MANAGER, at=LATER)
    exchange(node_id, at=LATER)
    with at_the_centre():
        assert Absence.objects.get().lifted_at == LATER


def test_said_at_both_sides_while_the_line_was_down_it_holds_once(lane, node_id):
    with at_the_centre():
        declare(lane.site_id, reason="Kata pusat")
    said_here = declare(lane.site_id, reason="Kata unit")
    exchange(node_id)

    with at_the_centre():
        assert Outage.objects.get().reason == "Kata pusat"
    assert not Aside.objects.exists()
    agencies.lift_outage(outage_id=said_here.pk, ends_at=LATER, by=MANAGER, at=LATER)
    exchange(node_id, at=LATER)
    with at_the_centre():  # that it was said there is kept; the one that holds is lifted by a person who sees it
        assert sorted(Outage.objects.values_list("reason", "ends_at")) == [("Kata pusat", None), ("Kata unit", LATER)]


def test_a_node_stops_no_promise_and_says_nothing_of_another_hall(lane, node_id):
    declare(None, kind="system", system="SIAK")
    declare(make_site("pasar").pk)
    exchange(node_id)

    assert there("agencies_outage") == []
    assert set(Aside.objects.values_list("problem", flat=True)) == {"another site's row"}
