"""Power and line are gone at a market unit: slips are given out, typed in at the node, and the centre has them once."""

from datetime import timedelta

import pytest
from tests.support.cast import make_officer

from satuatap.domain.agencies.models import Site
from satuatap.domain.nodes import actions, queries
from satuatap.domain.nodes.models import Aside, Line
from satuatap.domain.nodes.tests.factories import NODE, Beside, at_the_centre, cut_at, lay_out_beside, note_facts, rows
from satuatap.domain.regions.tests.factories import make_home
from satuatap.domain.visits import actions as hall
from satuatap.domain.visits import queries as visits
from satuatap.domain.visits.models import PaperSlip
from satuatap.domain.visits.tests.factories import PACK, make_counter, make_lane
from satuatap.kernel.actors import system

from .test_papers import send, slip

pytestmark = pytest.mark.django_db


@pytest.fixture
def lane(licensing, noon, time_machine):
    time_machine.move_to(noon, tick=False)
    make_home()
    return make_lane(unit=licensing)


@pytest.fixture
def node(lane, noon):
    """The hall is the node's, with twenty slips in the drawer."""
    node, _key = actions.enrol(site_code=lane.site.code, by=system("operator"), at=noon)
    Site.objects.update(led_elsewhere=False)
    Line.objects.create(site_code=lane.site.code, copied_at=noon, contact_at=noon)
    lay_out_beside()
    note_facts()
    hall.print_block(site_id=lane.site_id, many=20, key=node.pk, by=PACK, at=noon.replace(hour=0))
    return node


def test_slips_are_typed_at_the_node_and_the_centre_has_each_once(licensing, lane, node, noon, client_of):
    counter, guide = make_counter(lane), client_of(make_officer("Intan Contoh", licensing, "guide"))
    unserved = {"slip": "2", "datang": "0710", "antrean": str(lane.pk), "pulang": "1"}
    assert send(guide, noon.date(), slip("SK-001", counter), unserved).status_code == 302
    assert not actions.exchange(centre=Beside(node.pk, noon, cut_at({0})), by=NODE, at=noon)
    assert send(guide, noon.date(), slip("SK-003", counter)).status_code == 302
    assert send(guide, noon.date(), slip("SK-001", counter), slip("SK-003", counter)).status_code == 302  # once more
    assert rows("visits_paperslip", "centre") == []

    back = noon + timedelta(hours=2)
    assert not actions.exchange(centre=Beside(node.pk, back, cut_at({3})), by=NODE, at=back)  # goes again in the middle
    assert actions.exchange(centre=Beside(node.pk, back), by=NODE, at=back)

    here = {table: rows(table) for table in queries.watched() if table != "audit_entry"}
    assert [table for table, found in here.items() if rows(table, "centre") != found] == []
    manager = make_officer("Dewi Contoh", licensing, "mall-manager")
    with at_the_centre():
        assert PaperSlip.objects.count() == 3
        report = visits.day_report(actor=manager, site_id=lane.site_id, day=noon.date(), at=back)
    assert (report.paper.served, report.paper.left, report.differences) == (2, 1, ())
    assert not Aside.objects.exists()
