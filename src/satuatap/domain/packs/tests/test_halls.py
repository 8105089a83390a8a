"""Halls in packs: lanes, posts and priorities arrive, and mistakes are found."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from satuatap.domain.agencies.models import Site, Tenant
from satuatap.domain.appointments.models import Plan
from satuatap.domain.nodes import actions as nodes
from satuatap.domain.nodes.queries import copy_for
from satuatap.domain.packs import actions, queries
from satuatap.domain.visits.models import Lane, Post, Priority

from .factories import FILES, INSTALLER, NOON, line_of, write_pack

HALLS = """\
priorities:
  - {code: lansia, name: Lansia, head_start: 20, law: unknown, source: sk}
halls:
  - site: balai
    zones: [{code: ruang, name: Ruang tunggu}]
    lanes:
      - {code: pasar, unit: pasar, letter: A, name: Pasar, minutes: 5, source: sk, last_number: 13:30, quota: 80}
    posts:
      - {counter: Loket 1, lanes: {pasar: 2}, zone: ruang, place: lantai 1, accessible: yes}
    tenants:
      - {unit: pasar, level: queue, agreement: 12/2026, from: 2026-01-02, until: 2026-12-30, days: [monday, wednesday-friday],
         quota: 50, last_number: 12:00, outside: {rule: taken, system: e-Pasar}, source: sk}
"""

MISTAKES = [
    ("site: balai", "site: balay", "there is no site"),
    ("unit: pasar", "unit: pazar", "there is no agency"),
    ("source: sk, last", "source: ks, last", "there is no source"),
    ("counter: Loket 1", "counter: Loket 9", "is not a counter of this site"),
    ("{pasar: 2}", "{pasr: 2}", "is not a lane of this hall"),
    ("zone: ruang", "zone: taman", "is not a zone of this hall"),
    ("letter: A", "letter: a1", "does not look right"),
    ("minutes: 5", "minutes: 0", "is not a number that fits"),
    ("last_number: 13:30", "last_number: 25:00", "does not look right"),
    ("- {unit: pasar, level", "- {unit: pazar, level", "there is no agency"),
    ("level: queue", "level: half", "is not known here"),
    ("until: 2026-12-30", "until: 2025-12-30", "over before it begins"),
    ("from: 2026-01-02", "from: soon", "is not a day"),
    ("[monday, wednesday-friday]", "[monday, wednesday-sunday]", "the site is closed on some day"),
    ("[monday, wednesday-friday]", "[friday-monday]", "runs backwards"),
    ("rule: taken", "rule: perhaps", "is not known here"),
]


@pytest.mark.parametrize(("old", "new", "says"), MISTAKES)
def test_a_mistake_is_found_where_it_stands(tmp_path, old, new, says):
    text = HALLS.replace(old, new)
    found = [
        finding for finding in queries.check(write_pack(tmp_path, {"halls.yaml": text})) if finding.level == "error"
    ]

    assert says in found[0].message
    assert found[0].file.endswith("halls.yaml")
    assert found[0].line == line_of("halls.yaml", text, new)


def test_a_lane_that_no_counter_serves_is_a_warning(tmp_path):
    text = HALLS[: HALLS.index("    posts:")]
    found = queries.check(write_pack(tmp_path, {"halls.yaml": text}))

    assert [(finding.level, "no counter serves" in finding.message) for finding in found] == [("warning", True)]


def test_an_office_without_a_lane_is_no_tenant_and_a_lane_without_agreement_is_a_warning(tmp_path):
    text = HALLS.replace("- {unit: pasar, level", "- {unit: desa-contoh, level")
    found = queries.check(write_pack(tmp_path, {"halls.yaml": text}))

    told = {(finding.level, finding.message) for finding in found}
    assert ("warning", "no agreement of pasar stands here") in told


@pytest.mark.django_db
def test_what_is_not_known_of_an_agreement_stays_a_gap(tmp_path):
    start = HALLS.index("agreement: 12/2026")
    text = HALLS[:start] + (
        "agreement: unknown, from: unknown, until: unknown, days: unknown, outside: unknown, source: sk}\n"
    )
    actions.install(path=write_pack(tmp_path, {"halls.yaml": text}), by=INSTALLER, at=NOON)

    assert Tenant.objects.get().gaps == ("agreement", "from", "until", "days", "outside")


@pytest.mark.django_db
def test_a_hall_arrives_and_a_second_time_nothing_changes(tmp_path):
    path = write_pack(tmp_path, {"halls.yaml": HALLS})
    assert actions.install(path=path, by=INSTALLER, at=NOON).counts["halls"] == 5

    lane, post = Lane.objects.get(), Post.objects.select_related("counter", "zone").get()
    assert (lane.letter, lane.quota, f"{lane.last_number_at:%H.%M}") == ("A", 80, "13.30")
    assert (post.counter.name, post.zone.code, post.weight, post.is_accessible) == ("Loket 1", "ruang", 2, True)
    assert Priority.objects.get().head_start == 20
    tenant = Tenant.objects.get()
    assert (tenant.agreement, tenant.weekdays, tenant.quota, tenant.gaps) == ("12/2026", [0, 2, 3, 4], 50, ())
    assert actions.install(path=path, by=INSTALLER, at=NOON).counts == {}


@pytest.mark.django_db
def test_a_service_van_is_a_hall_of_the_pack_and_takes_the_same_kit_along(tmp_path):
    van = FILES["sites.yaml"].replace("kind: office", "kind: van").replace("Balai Kota", "Mobil Layanan")
    actions.install(path=write_pack(tmp_path, {"halls.yaml": HALLS, "sites.yaml": van}), by=INSTALLER, at=NOON)

    node, _key = nodes.enrol(site_code="balai", by=INSTALLER, at=NOON)

    found = copy_for(node_id=node.pk, at=NOON + timedelta(minutes=1), first=True)
    tables = dict(found.tables)
    assert [(row["code"], row["kind"]) for row in tables["agencies_site"]] == [("balai", "van")]
    assert [row["letter"] for row in tables["visits_lane"]] == ["A"]
    assert actions.install(path=tmp_path, by=INSTALLER, at=NOON).counts == {}
    assert Site.objects.get().led_elsewhere  # a pack that comes again takes no hall back


BOOKED = "booking: {every: 30, places: 6, share: 60, ahead: 14, release: 08:00, early: 30, late: 10, head_start: 30}, "


@pytest.mark.django_db
def test_booking_taken_out_of_the_pack_is_switched_off_and_put_back_is_on(tmp_path):
    seen = []
    for text in (HALLS.replace("source: sk, last", BOOKED + "source: sk, last"), HALLS, HALLS):
        counts = actions.install(path=write_pack(tmp_path, {"halls.yaml": text}), by=INSTALLER, at=NOON).counts
        seen.append((Plan.objects.get().active, counts.get("halls", 0)))
    assert seen == [(True, 6), (False, 1), (False, 0)]

    text = HALLS.replace("source: sk, last", BOOKED + "source: sk, last")
    actions.install(path=write_pack(tmp_path, {"halls.yaml": text}), by=INSTALLER, at=NOON)
    assert Plan.objects.get().active


@pytest.mark.django_db
def test_a_lane_taken_out_of_the_pack_cannot_be_booked_any_more(tmp_path):
    text = HALLS.replace("source: sk, last", BOOKED + "source: sk, last")
    actions.install(path=write_pack(tmp_path, {"halls.yaml": text}), by=INSTALLER, at=NOON)
    other = HALLS.replace("code: pasar, unit", "code: pasar-baru, unit").replace(
        "lanes: {pasar:", "lanes: {pasar-baru:"
    )
    actions.install(path=write_pack(tmp_path, {"halls.yaml": other}), by=INSTALLER, at=NOON)

    assert not Plan.objects.get().active


@pytest.mark.django_db
def test_a_slot_has_as_many_places_as_its_counters_get_through_unless_the_pack_says_fewer(tmp_path):
    for told, places in ((BOOKED.replace("places: 6, ", ""), 6), (BOOKED.replace("places: 6", "places: 4"), 4)):
        text = HALLS.replace("source: sk, last", told + "source: sk, last")
        actions.install(path=write_pack(tmp_path, {"halls.yaml": text}), by=INSTALLER, at=NOON)
        assert Plan.objects.get().places == places


def test_a_slot_that_takes_nobody_is_found(tmp_path):
    told = BOOKED.replace("places: 6, ", "").replace("every: 30", "every: 5")
    text = HALLS.replace("source: sk, last", told + "source: sk, last")
    found = [one.message for one in queries.check(write_pack(tmp_path, {"halls.yaml": text})) if one.level == "error"]

    assert found == ["60 % of 1 places is less than one"]


@pytest.mark.django_db
def test_zones_and_lanes_are_called_by_their_names_in_the_language_of_the_page(tmp_path):
    text = HALLS.replace("name: Ruang tunggu", "name: Ruang tunggu, names: {en: Waiting room}").replace(
        "name: Pasar,", "name: Pasar, names: {en: Market},"
    ).replace(", place: lantai 1", "")  # fmt: skip
    path = write_pack(tmp_path, {"halls.yaml": text})
    assert [one for one in queries.check(path) if one.level == "error"] == []
    actions.install(path=path, by=INSTALLER, at=NOON)
    lane, post = Lane.objects.get(), Post.objects.select_related("zone").get()

    assert (lane.said, post.zone.said) == ("Pasar", "Ruang tunggu")
    with override("en"):
        assert (lane.said, post.zone.said) == ("Market", "Waiting room")


def test_a_name_in_a_language_without_pages_is_found(tmp_path):
    text = HALLS.replace("name: Ruang tunggu", "name: Ruang tunggu, names: {fr: Salle}")
    found = [one for one in queries.check(write_pack(tmp_path, {"halls.yaml": text})) if one.level == "error"]

    assert "is not known here" in found[0].message
