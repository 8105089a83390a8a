"""Service vans in packs: their timetable arrives and is told, mistakes are found, a demonstration says that it is one."""

from datetime import timedelta

import pytest

from satuatap.domain.agencies import queries as agencies
from satuatap.domain.agencies.models import Stop
from satuatap.domain.nodes import actions as nodes
from satuatap.domain.nodes.queries import copy_for
from satuatap.domain.packs import actions, queries
from satuatap.domain.visits import queries as visits

from .factories import FILES, INSTALLER, NOON, line_of, write_pack
from .test_demonstration import PEOPLE

VAN = """\
sites:
  - code: balai
    kind: van
    name: Mobil Layanan
    short_name: Mobil
    source: sk
    stops:
      - {on: 2026-11-24, hours: [08:00-10:00, 13:00-14:00], place: Balai Desa, area: 99.71.01.1001, source: sk}
      - {on: 2026-11-26, hours: [08:00-12:00], place: Pasar Pagi, area: 99.71.01.1001, services: [izin-lapak], source: sk}
counters:
  - {site: balai, unit: pasar, name: Loket 1}
"""
MISTAKES = [
    ("kind: van", "kind: office", "only a van has stops"),
    ("    stops:", "    hours: [{from: 2026-01-01, source: sk, days: {monday: [08:00-14:00]}}]\n    stops:", "hours of a van"),
    ("on: 2026-11-26", "on: 2026-11-24", "stands at another place"),
    ("on: 2026-11-26", "on: besok", "is not a day"),
    ("[08:00-12:00]", "[12:00-08:00]", "is not a stretch"),
    ("services: [izin-lapak], source: sk", "source: ks", "there is no source"),
    ("[izin-lapak]", "[izin-lapk]", "there is no service"),
]  # fmt: skip


def code_of_a_service():
    return next(name for name in FILES if name.startswith("services/")).rpartition("/")[2].removesuffix(".yaml")


def van():
    return VAN.replace("izin-lapak", code_of_a_service())


@pytest.mark.parametrize(("old", "new", "says"), MISTAKES)
def test_a_mistake_in_a_timetable_is_found_where_it_stands(tmp_path, old, new, says):
    text = van().replace(old.replace("izin-lapak", code_of_a_service()), new)
    found = [one for one in queries.check(write_pack(tmp_path, {"sites.yaml": text})) if one.level == "error"]

    assert says in found[0].message
    assert found[0].file.endswith("sites.yaml")
    assert line_of("sites.yaml", text, "  - code: balai") < found[0].line <= line_of("sites.yaml", text, "counters:")


@pytest.mark.django_db
def test_a_timetable_arrives_and_a_second_time_nothing_changes(tmp_path):
    path = write_pack(tmp_path, {"sites.yaml": van()})
    assert [one for one in queries.check(path) if one.level == "error"] == []
    actions.install(path=path, by=INSTALLER, at=NOON)

    assert [(f"{stop.on:%d}", f"{stop.opens:%H}", stop.village) for stop in agencies.next_stops(NOON)] == [
        ("24", "08", "Alun-alun"), ("24", "13", "Alun-alun"), ("26", "08", "Alun-alun"),
    ]  # fmt: skip
    assert actions.install(path=path, by=INSTALLER, at=NOON).counts == {}


@pytest.mark.django_db
def test_the_node_on_the_van_knows_where_it_goes(tmp_path):
    actions.install(path=write_pack(tmp_path, {"sites.yaml": van()}), by=INSTALLER, at=NOON)
    node, _key = nodes.enrol(site_code="balai", by=INSTALLER, at=NOON)

    tables = dict(copy_for(node_id=node.pk, at=NOON + timedelta(minutes=1), first=True).tables)

    assert [row["location"] for row in tables["agencies_stop"]] == ["Balai Desa", "Balai Desa", "Pasar Pagi"]
    assert len([row for row in tables["agencies_openinghours"] if row["label"] == "stop"]) == 3


@pytest.mark.django_db
def test_a_demonstration_goes_from_the_day_it_is_made_and_says_what_it_is(tmp_path):
    people = PEOPLE + (
        "vans:\n  - {code: mobil-peraga, name: Mobil Peraga, short_name: Mobil, "
        "tables: [{unit: pasar, counter: Meja 1, letter: A, name: Pasar (peraga), minutes: 10}], "
        "stops: [{in: 2, hours: [08:00-12:00], place: Balai Desa, area: 99.71.01.1001}]}\n"
    )
    path = write_pack(tmp_path, {"people.yaml": people})
    actions.install(path=path, by=INSTALLER, at=NOON)
    for _again in range(2):
        actions.demonstrate(path=path, by=INSTALLER, at=NOON)

    stop = Stop.objects.get()
    assert (stop.on, stop.is_example) == ((NOON + timedelta(days=2)).date(), True)
    (lane,) = visits.hall_now(site_id=stop.site_id, at=NOON + timedelta(days=2, hours=-2))
    assert (lane.name, lane.shut) == ("Pasar (peraga)", "")
    assert [one for one in queries.check(path) if one.level == "error"] == []
