"""Whatever is cut wherever: in the end the centre has every row of the node, as the node has it."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.support.examples import examples

from satuatap.domain.audit.models import Entry
from satuatap.domain.nodes import actions, queries, rules
from satuatap.domain.nodes.models import Aside, Fact, Line
from satuatap.domain.visits import actions as hall
from satuatap.domain.visits.lifecycle import VisitState
from satuatap.domain.visits.models import Visit
from satuatap.domain.visits.tests.factories import NOON, call, come, make_lane, make_site, sit
from satuatap.kernel.actors import system

from .factories import NODE, Beside, at_the_centre, cut_at, lead_here, rows

pytestmark = pytest.mark.django_db
MANAGER = system("operator")


@pytest.fixture
def lane():
    return make_lane()


@pytest.fixture
def node_id(lane):
    return lead_here(lane, MANAGER, NOON)


def a_small_day(lane):
    """Three visitors, one counter; one of them is served, one is at the counter, one waits."""
    counter, officer = sit(lane)
    for _ in range(3):
        come(lane)
    call(counter, officer)
    hall.start(counter_id=counter.pk, by=officer, at=NOON)
    hall.finish(counter_id=counter.pk, by=officer, at=NOON)
    call(counter, officer)
    return counter, officer


def both_sides():
    return [(table, rows(table), rows(table, "centre")) for table in queries.watched() if table != "audit_entry"]


def test_a_day_without_the_line_arrives_whole(lane, node_id):
    a_small_day(lane)
    assert rows("visits_visit", "centre") == []

    assert actions.exchange(centre=Beside(node_id, NOON), by=NODE, at=NOON)

    assert len(rows("visits_call", "centre")) == 2
    assert [(table, here) for table, here, there in both_sides() if here != there] == []
    assert row_verbs(rows("audit_entry", "centre")).count("visits.called") == 2
    assert not Aside.objects.exists()


@settings(
    max_examples=examples(12), suppress_health_check=[HealthCheck.function_scoped_fixture], phases=[Phase.generate]
)
@given(st.sets(st.integers(0, 24), max_size=10), st.integers(3, 40))
def test_whatever_is_cut_nothing_is_lost_or_doubled(lane, node_id, places, at_once):
    rules.AT_ONCE, was = at_once, rules.AT_ONCE
    began = Entry.objects.latest("id").pk
    centre = Beside(node_id, NOON, cut_at(places))
    try:
        with transaction.atomic():  # each example begins with an empty hall
            a_small_day(lane)
            while not actions.exchange(centre=centre, by=NODE, at=NOON):
                come(lane)  # life goes on meanwhile
            actions.exchange(centre=Beside(node_id, NOON), by=NODE, at=NOON)

            assert [(table, here) for table, here, there in both_sides() if here != there] == []
            verbs = Entry.objects.filter(pk__gt=began, verb__startswith="visits.").values_list("verb", flat=True)
            assert sorted(row_verbs(rows("audit_entry", "centre"))) == sorted(verbs)
            assert not Aside.objects.exists()
            transaction.set_rollback(True)
    finally:
        rules.AT_ONCE = was


def row_verbs(entries):
    """What the visits' entries among these say."""
    return [verb for verb in (json.loads(entry)["verb"] for entry in entries) if verb.startswith("visits.")]


def test_a_letter_that_comes_twice_changes_nothing(lane, node_id):
    a_small_day(lane)
    actions.number_facts(by=NODE, at=NOON)
    facts = queries.waiting_facts(0)
    centre = Beside(node_id, NOON)

    first = centre.send(facts, 0)
    entries = rows("audit_entry", "centre")

    assert centre.send(facts, 0) == first == facts[-1]["seq"]
    assert rows("audit_entry", "centre") == entries


def test_a_gap_is_not_stepped_over(lane, node_id):
    a_small_day(lane)
    actions.number_facts(by=NODE, at=NOON)
    facts = queries.waiting_facts(0)

    with pytest.raises(Exception, match=r"datang sebelum"):
        Beside(node_id, NOON).send(facts[3:], 0)
    assert rows("visits_visit", "centre") == []


def test_facts_are_numbered_only_once_they_are_committed_and_kept_for_days(lane, node_id):
    come(lane)
    assert set(Fact.objects.values_list("seq", flat=True)) == {None}
    actions.exchange(centre=Beside(node_id, NOON), by=NODE, at=NOON)
    line = Line.objects.get()

    assert list(Fact.objects.order_by("seq").values_list("seq", flat=True))[: line.last] == list(
        range(1, line.last + 1)
    )
    assert line.received == line.last
    Fact.objects.update(at=NOON - timedelta(days=4))
    actions.exchange(centre=Beside(node_id, NOON), by=NODE, at=NOON)
    assert not Fact.objects.filter(seq__lte=line.received).exists()


def test_a_centre_that_lost_its_last_hours_is_told_again(lane, node_id):
    a_small_day(lane)
    actions.exchange(centre=Beside(node_id, NOON), by=NODE, at=NOON)
    with at_the_centre(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE centre.visits_call, centre.visits_errand, centre.visits_visit, centre.visits_sitting")
        cursor.execute("UPDATE nodes_node SET received = 0")

    actions.exchange(centre=Beside(node_id, NOON), by=NODE, at=NOON)

    assert [(table, here) for table, here, there in both_sides() if here != there] == []


def test_what_the_tables_do_not_take_is_set_aside_until_it_can_be_entered(lane, node_id):
    visit = come(lane)
    with at_the_centre():
        Visit.objects.create(
            site_id=lane.site_id, day=visit.day, letter=visit.letter, number=visit.number, key=uuid4(),
            channel="kiosk", came_at=NOON, state=VisitState.PENDING,
        )  # fmt: skip

    actions.exchange(centre=Beside(node_id, NOON), by=NODE, at=NOON)

    aside = Aside.objects.filter(table="visits_visit", settled_at=None).get()
    assert aside.thing == str(visit.pk)
    assert "duplicate key" in aside.problem
    with at_the_centre(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM centre.visits_visit")
    come(lane)
    actions.exchange(centre=Beside(node_id, NOON), by=NODE, at=NOON)
    assert not Aside.objects.filter(settled_at=None).exists()
    assert rows("visits_visit", "centre") == rows("visits_visit")


def test_a_node_writes_about_its_own_site_only(lane, node_id):
    elsewhere = make_lane("lain", "B", site=make_site("pasar"), unit=lane.unit)
    come(elsewhere)

    actions.exchange(centre=Beside(node_id, NOON), by=NODE, at=NOON)

    assert rows("visits_visit", "centre") == []
    assert set(Aside.objects.values_list("problem", flat=True)) == {"another site's row"}


def test_another_version_is_told_so_and_nothing_is_lost(lane, node_id):
    come(lane)
    actions.number_facts(by=NODE, at=NOON)
    facts = [{**fact, "row": {**fact["row"], "mood": "fine"}} for fact in queries.waiting_facts(0)]

    with pytest.raises(Exception, match="Versi di simpul dan di pusat berbeda"):
        Beside(node_id, NOON).send(facts, 0)
    assert rows("visits_visit", "centre") == []


def test_every_table_of_the_hall_leads_to_its_site():
    assert [table for table in queries.watched() if queries.site_in(table) is None] == ["audit_entry"]
