"""Letters between a node and its centre, over HTTP: signed both ways, and whoever is no node learns nothing."""

from datetime import timedelta
from uuid import uuid4

import httpx
import pytest
from django.utils import timezone

from satuatap.adapters.centre.http import COPY, STATE, HttpCentre
from satuatap.domain.cases.models import Case
from satuatap.domain.cases.tests.factories import make_service
from satuatap.domain.nodes import actions, rules
from satuatap.domain.nodes.models import Node
from satuatap.domain.nodes.ports import Declined, Heard, NoLine
from satuatap.domain.nodes.tests.test_kept import kept
from satuatap.domain.visits.tests.factories import make_counter, make_lane
from satuatap.kernel.actors import system

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("messages", "village")]


@pytest.fixture
def lane(licensing):
    make_service(licensing, timezone.now() - timedelta(days=30))
    lane = make_lane(unit=licensing)
    make_counter(lane)
    return lane


@pytest.fixture
def centre(lane, live_server):
    node, key = actions.enrol(site_code=lane.site.code, by=system("operator"), at=timezone.now() - rules.SETTLES)
    return HttpCentre(live_server.url, node.pk, key)


def test_a_copy_comes_whole_and_only_when_something_has_changed(lane, centre):
    found = centre.copy("", first=True)

    assert found.site == lane.site.code
    assert "visits_lane" in dict(found.tables)
    assert centre.copy(found.digest, first=True).tables == []
    assert Node.objects.get().copied_at is not None


def test_facts_are_taken_in_order_and_a_gap_is_declined_in_words(lane, centre):
    series = {"id": str(uuid4()), "site_id": str(lane.site_id), "day": "2026-11-23", "letter": "A", "last": 1}

    assert centre.heard() == Heard(0, wishes=[])
    assert centre.send([{"seq": 1, "table": "visits_series", "row": series}], 0) == 1
    assert centre.heard() == Heard(1, wishes=[])
    with pytest.raises(Declined, match="datang sebelum"):
        centre.send([{"seq": 3, "table": "visits_series", "row": series}], 0)
    with pytest.raises(Declined):
        centre.send([{"row": "nonsense"}], 0)


def test_an_application_with_its_papers_is_filed_and_one_in_doubt_is_told_so(lane, budi, centre):
    content = kept(budi, timezone.now())

    taken = centre.file(content)

    assert taken.number == Case.objects.get().number
    assert centre.file(content) == taken
    doubtful = centre.file(content | {"key": str(uuid4())})
    assert (doubtful.number, taken.number in doubtful.problem) == ("", True)


def test_whoever_is_no_node_learns_nothing(lane, centre, live_server):
    guessed = HttpCentre(live_server.url, centre.node_id, "x" * 43)
    stranger = HttpCentre(live_server.url, uuid4(), "x" * 43)

    for nobody in (guessed, stranger):
        with pytest.raises(NoLine, match="401"):
            nobody.heard()
    for path in (STATE, COPY):
        assert httpx.post(f"{live_server.url}{path}", json={"known": "", "first": True}).status_code == 401
    actions.end(node_id=centre.node_id, lost=True, by=system("operator"), at=timezone.now())
    with pytest.raises(NoLine, match="401"):
        centre.heard()


def test_one_whose_permission_is_over_is_told_so_and_can_still_send(lane, budi, centre):
    content = kept(budi, timezone.now())
    actions.end(node_id=centre.node_id, lost=False, by=system("operator"), at=timezone.now())

    assert centre.heard() == Heard(0, stopped=True, wishes=[])
    assert centre.file(content).number == Case.objects.get().number
    with pytest.raises(NoLine):
        centre.copy("", first=False)
    Node.objects.update(ended_at=timezone.now() - rules.LATE_FOR - timedelta(minutes=1))
    with pytest.raises(NoLine, match="401"):
        centre.heard()
