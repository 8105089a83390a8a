"""At a node: what waits for the line, in words people at the hall use."""

from datetime import timedelta
from uuid import uuid4

import pytest

from satuatap.domain.nodes import actions, queries, rules
from satuatap.domain.nodes.models import Fact, Kept, Line
from satuatap.domain.visits import actions as hall
from satuatap.domain.visits.tests.factories import NOON, call, come, make_lane, sit
from satuatap.kernel.actors import system

from .factories import NODE, Beside, cut_at, lead_here

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def lane():
    return make_lane()


@pytest.fixture
def node_id(lane):
    node_id = lead_here(lane, system("operator"), NOON)
    actions.exchange(centre=Beside(node_id, NOON), by=NODE, at=NOON)
    Fact.objects.all().delete()
    return node_id


def waiting():
    return {row.kind: row.count for row in queries.unsent()}


def test_a_thing_that_changed_often_waits_once_and_all_of_it_is_gone_once_sent(lane, node_id):
    counter, officer = sit(lane)
    come(lane), come(lane)
    call(counter, officer)
    hall.start(counter_id=counter.pk, by=officer, at=NOON)
    assert Fact.objects.filter(table="visits_visit").count() > 2

    found = waiting()
    assert found["visit"] == 2
    assert found["service"] == 2 + 1 + 1 + 1  # errands, the call, the officer at the counter, what can be taken back
    assert found["trace"] > 0

    actions.exchange(centre=Beside(node_id, NOON), by=NODE, at=NOON)
    assert waiting() == {}


def test_the_oldest_stands_first_and_applications_are_among_it(lane, node_id):
    come(lane)
    Kept.objects.create(
        id=uuid4(), slip=1, title="Surat", by="account:x", by_name="Budi", taken_at=NOON - 9 * 365 * 24 * 60 * MINUTE
    )

    first, *_others = queries.unsent()
    assert (first.kind, first.count) == ("application", 1)


def test_the_line_is_there_until_it_failed_or_is_silent(lane, node_id):
    assert queries.reaches_centre(NOON)
    actions.exchange(centre=Beside(node_id, NOON, cut_at({0})), by=NODE, at=NOON)
    assert not queries.reaches_centre(NOON)

    actions.exchange(centre=Beside(node_id, NOON), by=NODE, at=NOON)
    assert queries.reaches_centre(NOON)
    assert not queries.reaches_centre(NOON + rules.SILENT_AFTER + MINUTE)


def test_where_no_node_is_nothing_waits():
    assert not Line.objects.exists()
    assert queries.unsent() == ()
    assert queries.reaches_centre(NOON)


def test_every_kind_names_tables_that_are_facts():
    assert {table for tables in rules.KINDS.values() for table in tables} <= set(queries.watched())
