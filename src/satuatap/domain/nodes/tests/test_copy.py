"""What a node is given: its hall, those who may work there, and nothing else about people."""

from datetime import timedelta
from uuid import uuid4

import pytest

from satuatap.domain.agencies import actions as agencies
from satuatap.domain.agencies.models import Absence
from satuatap.domain.agencies.tests.factories import HOURS_FROM, SIX_DAYS, put_hours
from satuatap.domain.appointments.tests.factories import book, make_plan
from satuatap.domain.nodes import actions, queries, rules
from satuatap.domain.nodes.models import Fact
from satuatap.domain.regions.actions import TongueRow, put_tongues
from satuatap.domain.visits import actions as hall
from satuatap.domain.visits import tasks as halls
from satuatap.domain.visits.models import Lane
from satuatap.domain.visits.tests.factories import NOON, call, come, make_lane, make_site, sit
from satuatap.kernel.actors import system
from satuatap.kernel.errors import NotFound, Refused

from .factories import NODE, note_facts, rows

pytestmark = pytest.mark.django_db
OPERATOR = system("operator")


def copy_of(lane, *, first=False):
    node, _key = actions.enrol(site_code=lane.site.code, by=OPERATOR, at=NOON)
    found = queries.copy_for(node_id=node.pk, at=NOON + rules.SETTLES, first=first)
    return found, dict(found.tables)


def test_the_officers_of_the_site_come_along_with_what_they_need_to_sign_in(budi, licensing):
    lane = make_lane(unit=licensing)

    _found, tables = copy_of(lane)

    names = {row["name"] for row in tables["identity_account"]}
    assert names == {budi.name}
    assert all(row["password"] for row in tables["identity_account"])


def test_of_residents_only_those_who_are_booked_come_along_and_only_by_name(rani, licensing, messages):
    lane = make_lane(unit=licensing)
    put_hours(rows=SIX_DAYS, valid_from=HOURS_FROM, site_code=lane.site.code, by=system("test"), at=NOON)
    plan = make_plan(NOON, lane.code, site=lane.site, unit=licensing)
    book(plan, NOON + timedelta(minutes=30), NOON, by=rani)

    _found, tables = copy_of(lane)

    assert [row["id"] for row in tables["residents_party"]] == [str(rani.party_id)]
    assert set(tables["residents_party"][0]) == {
        "id",
        "kind",
        "name",
        "created_at",
        "restricted_at",
        "restricted_facts",
    }
    (booked,) = tables["appointments_booking"]
    assert (booked["account_id"], booked["phone"], booked["holder"]) == (None, "", booked["id"])
    assert not [table for table in tables if table.startswith("residents_") and table != "residents_party"]


def test_the_languages_of_the_region_come_along():
    lane = make_lane()
    put_tongues(
        rows=[TongueRow("jv", "Basa Jawa", {"Selesai": "Rampung"}, 160, 1, is_offered=True)], by=OPERATOR, at=NOON
    )

    _found, tables = copy_of(lane)

    assert [(row["code"], row["words"]) for row in tables["regions_tongue"]] == [("jv", {"Selesai": "Rampung"})]


def test_the_same_copy_has_the_same_digest():
    lane = make_lane()
    node, _key = actions.enrol(site_code=lane.site.code, by=OPERATOR, at=NOON)
    one = queries.copy_for(node_id=node.pk, at=NOON, first=False)

    assert queries.copy_for(node_id=node.pk, at=NOON, first=False).digest == one.digest
    lane.minutes = 7
    lane.save()
    assert queries.copy_for(node_id=node.pk, at=NOON, first=False).digest != one.digest


def test_a_copy_makes_the_tables_what_it_says_and_is_no_fact_itself():
    lane = make_lane()
    found, _tables = copy_of(lane)
    Lane.objects.update(minutes=99)
    note_facts()

    actions.take_copy(copy=found, by=NODE, at=NOON)

    assert Lane.objects.get().minutes == lane.minutes
    assert set(Fact.objects.values_list("table", flat=True)) <= {"audit_entry"}
    assert not Lane.objects.get().site.led_elsewhere


def test_what_was_said_at_the_node_is_not_forgotten_before_the_centre_has_it(licensing):
    lane = make_lane(unit=licensing)
    put_hours(rows=SIX_DAYS, valid_from=HOURS_FROM, site_code=lane.site.code, by=system("test"), at=NOON)
    found, _tables = copy_of(lane)
    lane.site.led_elsewhere = False
    lane.site.save()
    note_facts()
    absence = agencies.mark_away(site_id=lane.site_id, unit_id=licensing.pk, reason="Sakit", by=OPERATOR, at=NOON)

    actions.take_copy(copy=found, by=NODE, at=NOON)
    assert Absence.objects.filter(pk=absence.pk).exists()

    last = actions.number_facts(by=NODE, at=NOON)
    actions.note_contact(received=last, problem="", by=NODE, at=NOON)
    actions.take_copy(copy=found, by=NODE, at=NOON)
    assert not Absence.objects.filter(pk=absence.pk).exists()  # the centre has it, and it is lifted there


def test_a_new_node_goes_on_with_the_numbers_of_today_and_who_waits():
    lane = make_lane()
    visit = come(lane)

    _found, tables = copy_of(lane, first=True)

    assert [row["id"] for row in tables["visits_visit"]] == [str(visit.pk)]
    assert [row["last"] for row in tables["visits_series"]] == [1]
    assert len(tables["visits_errand"]) == 1


def test_the_hall_is_not_copied_in_the_moment_in_which_a_number_may_still_be_given():
    lane = make_lane()
    node, _key = actions.enrol(site_code=lane.site.code, by=OPERATOR, at=NOON)

    with pytest.raises(Refused, match="baru saja diserahkan"):
        queries.copy_for(node_id=node.pk, at=NOON, first=True)


def test_the_centre_gives_no_number_where_a_node_leads_until_the_node_ends():
    lane = make_lane()
    other = make_lane("lain", "B", site=make_site("pasar"), unit=lane.unit)
    visit = come(lane)
    node, _key = actions.enrol(site_code=lane.site.code, by=OPERATOR, at=NOON)

    with pytest.raises(Refused, match="dijalankan komputer lain"):
        come(lane)
    with pytest.raises(Refused, match="dijalankan komputer lain"):
        hall.leave(visit_id=visit.pk, by=system("kiosk"), at=NOON)
    with pytest.raises(Refused, match="sudah dijalankan"):
        actions.enrol(site_code=lane.site.code, by=OPERATOR, at=NOON)
    assert come(other).number == 1
    actions.end(node_id=node.pk, lost=False, by=OPERATOR, at=NOON)
    assert come(lane).number == 2
    with pytest.raises(NotFound):
        queries.node_key(node.pk, NOON + rules.LATE_FOR * 2)


def test_what_the_centre_does_by_itself_leaves_a_led_hall_alone():
    """A task that forgets to look who leads would change rows of the node, or stop at the first of them."""
    lane = make_lane()
    counter, officer = sit(lane)
    for _ in range(3):
        come(lane)
    call(counter, officer)
    hall.begin(site_id=lane.site_id, asks=[hall.Ask(lane.pk)], channel="kiosk", key=uuid4(), by=system("k"), at=NOON)
    actions.enrol(site_code=lane.site.code, by=OPERATOR, at=NOON)
    before = [rows(table) for table in queries.watched() if table != "audit_entry"]
    later = NOON + timedelta(days=2)

    for task in (halls.mind_the_hall, halls.ask_printers, halls.measure, halls.plan_again, halls.end_days):
        task(later)

    assert [rows(table) for table in queries.watched() if table != "audit_entry"] == before


def test_a_new_table_of_the_hall_comes_along_or_begins_empty():
    """Whoever adds a table to the hall: a node that takes over needs today's rows of it, unless packs fill it."""
    copied = {part.table for part in (*rules.COPY, *rules.HALL_AS_IT_STANDS)}

    assert {f"visits_{name}" for name in rules.LED_BY_THE_CENTRE} <= copied
    assert {table for table in queries.watched() if table.startswith("visits_")} - copied == set()


def test_only_who_runs_the_hall_enrols_a_node(budi, rani):
    make_lane()

    for somebody in (budi, rani):
        with pytest.raises(NotFound):
            actions.enrol(site_code="mpp", by=somebody, at=NOON)


def test_every_column_of_a_resident_in_the_copy_is_wanted():
    """Whoever adds a table with personal columns to the copy has to name it here."""
    personal = {part.table for part in (*rules.COPY, *rules.HALL_AS_IT_STANDS)} - PLAIN

    assert personal == {
        "identity_account", "identity_pin", "mfa_authenticator", "residents_party", "appointments_booking", "visits_visit", "visits_errand",
        "visits_sitting", "visits_call", "visits_act", "visits_helpcall", "visits_split", "visits_outsidebooking",
        "visits_openingcheck", "visits_paperblock", "visits_paperslip", "visits_slipcorrection", "visits_rating", "visits_remoteticket",
        "agencies_emergency", "agencies_absence", "agencies_outage",
    }  # fmt: skip


PLAIN = {
    "regions_area", "regions_home", "regions_tongue", "agencies_unit", "agencies_site", "agencies_counter", "agencies_openinghours",
    "agencies_stop", "agencies_holiday", "agencies_closedspan", "agencies_tenant", "catalog_service", "catalog_revision", "catalog_catalogtext",
    "catalog_compiled", "catalog_lifeevent", "catalog_lifeeventtext", "catalog_lifeeventservice", "catalog_reason",
    "catalog_reasontext", "catalog_rolename", "catalog_edition", "identity_roleholding", "visits_zone", "visits_lane",
    "visits_post", "visits_device", "visits_priority", "visits_remote", "appointments_plan", "visits_series", "visits_pace", "visits_score",
    "visits_printer", "visits_reader", "visits_blankprinting", "visits_printing", "visits_detour", "visits_rest",
}  # fmt: skip


def test_keys_of_strangers_open_nothing():
    with pytest.raises(NotFound):
        queries.node_key(uuid4(), NOON)


def test_what_is_down_at_the_hall_is_known_at_the_node_whole_so_that_it_can_be_lifted_there():
    lane = make_lane()
    for site_id in (lane.site_id, make_site("pasar").pk):
        agencies.declare_outage(
            kind="power", system="", unit_id=None, site_id=site_id, begins_at=NOON, reason="Gardu terbakar", evidence="PLN 7",
            by=OPERATOR, at=NOON,
        )  # fmt: skip

    _found, tables = copy_of(lane)

    (row,) = tables["agencies_outage"]
    assert (row["site_id"], row["reason"]) == (str(lane.site_id), "Gardu terbakar")
    assert (row["declared_by"], row["evidence"]) == (OPERATOR.id, "PLN 7")
