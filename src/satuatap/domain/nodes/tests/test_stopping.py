"""A node whose permission is over gives no more numbers and sends what it has; what comes late takes nothing away."""

from datetime import timedelta

import pytest

from satuatap.domain.agencies.models import Site
from satuatap.domain.nodes import actions, queries, rules
from satuatap.domain.nodes.models import Aside, Line, Node
from satuatap.domain.visits.models import Visit
from satuatap.domain.visits.tests.factories import NOON, come, make_lane
from satuatap.kernel.actors import system
from satuatap.kernel.errors import NotFound, Refused

from .factories import NODE, Beside, at_the_centre, lay_out_beside, note_facts, rows

pytestmark = pytest.mark.django_db
MANAGER = system("operator")
LATER = NOON + rules.SETTLES


@pytest.fixture
def lane():
    return make_lane()


@pytest.fixture
def node(lane):
    """The hall is the node's, which has had its first copy."""
    node, _key = actions.enrol(site_code=lane.site.code, by=MANAGER, at=NOON)
    Site.objects.update(led_elsewhere=False)
    Line.objects.create(site_code=lane.site.code, copied_at=NOON, contact_at=NOON)
    lay_out_beside()
    note_facts()
    return node


def note(visit, words):
    visit.contact = words
    visit.save(update_fields=["contact"])


def exchange(node, at):
    return actions.exchange(centre=Beside(node.pk, at), by=NODE, at=at)


def test_it_stops_sends_everything_and_then_the_centre_leads(lane, node):
    come(lane)
    actions.stop(node_id=node.pk, by=MANAGER, at=NOON)
    come(lane)  # it has not heard yet: the hall is still its own

    assert exchange(node, NOON)

    with pytest.raises(Refused, match="dijalankan komputer lain"):
        come(lane)
    assert rows("visits_visit", "centre") == rows("visits_visit")
    assert queries.line_now(NOON).stopped_at == NOON
    assert Node.objects.get().ended_at is None  # what had begun before may still end
    exchange(node, LATER)
    exchange(node, LATER + timedelta(minutes=1))
    assert Node.objects.get().ended_at == LATER
    assert not Aside.objects.exists()


def test_without_the_line_nothing_changes_until_it_hears(lane, node):
    actions.stop(node_id=node.pk, by=MANAGER, at=NOON)

    assert come(lane).number == 1


def test_what_comes_after_the_centre_took_over_is_added_and_changes_nothing_there(lane, node):
    ours = come(lane)
    exchange(node, NOON)
    come(lane)
    actions.end(node_id=node.pk, lost=False, by=MANAGER, at=NOON)
    Site.objects.update(led_elsewhere=False)  # one database here: the node does not know yet
    with at_the_centre():
        note(ours, "+621")
    note(ours, "+622")
    third = come(lane)
    note(third, "+623")

    assert exchange(node, LATER)

    with at_the_centre():
        found = sorted(Visit.objects.values_list("number", "contact"))
    assert found == [(1, "+621"), (2, ""), (3, "+623")]
    assert "centre leads again" in Aside.objects.get(table="visits_visit").problem


def test_a_lost_computer_sends_nothing_more(lane, node):
    actions.end(node_id=node.pk, lost=True, by=MANAGER, at=NOON)

    with pytest.raises(NotFound):
        queries.node_key(node.pk, NOON)


def test_a_stopped_node_takes_no_application(lane, node, budi):
    Line.objects.update(stopped_at=NOON)

    with pytest.raises(Refused, match="Izin simpul ini sudah diakhiri"):
        actions.keep(case_id=node.pk, by=budi, at=NOON)
