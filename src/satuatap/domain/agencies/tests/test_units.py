import pytest
from django.db import IntegrityError

from satuatap.domain.agencies import queries
from satuatap.domain.agencies.actions import put_counter, put_unit, put_units
from satuatap.domain.agencies.models import Counter, OpeningHours, Unit
from satuatap.domain.agencies.tests.factories import BY, HOURS_FROM, NOON, make_site, make_unit, make_village
from satuatap.domain.audit.models import Entry
from satuatap.domain.regions.tests.factories import OTHER_TAMANSARI, TAMANSARI, make_area
from satuatap.kernel.actors import account_actor
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.ids import uuid7

pytestmark = pytest.mark.django_db


def put_licensing(**facts: object) -> Unit:
    given = {"code": "dpmptsp", "name": "Dinas Penanaman Modal", "kind": "agency", "by": BY, "at": NOON} | facts
    return put_unit(**given)


def test_put_unit_enters_an_office_once():
    first = put_licensing()
    again = put_licensing()

    assert again.pk == first.pk
    assert Entry.objects.filter(verb="agencies.unit-put").count() == 1


def test_put_unit_changes_what_is_given():
    put_licensing()

    unit = put_licensing(short_name="DPMPTSP", office_code="429.112")

    assert (unit.short_name, queries.unit("dpmptsp").office_code) == ("DPMPTSP", "429.112")


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"parent_code": "setda"}, "setda belum tercatat"),
        ({"area_code": "35.10.99"}, "belum tercatat"),
        ({"zone": "Asia/Banyuwangi"}, "tidak dikenal"),
    ],
)
def test_put_unit_refuses_what_it_does_not_know(facts, words):
    with pytest.raises(Refused, match=words):
        put_licensing(**facts)

    assert not Unit.objects.exists()


def test_people_do_not_enter_offices():
    with pytest.raises(NotFound):
        put_licensing(by=account_actor(uuid7(), "Budi"))


def test_a_village_office_is_found_by_its_area():
    village = make_village()
    make_village(OTHER_TAMANSARI, "desa-tamansari-tegalsari")

    assert queries.local_office("village", TAMANSARI).pk == village.pk
    assert queries.local_office("village", "35.10.24.2003") is None


def test_an_office_that_no_longer_works_is_not_the_office_of_its_village():
    make_village()
    make_unit("desa-tamansari", kind="desa", active=False)

    assert queries.local_office("village", TAMANSARI) is None
    assert queries.unit("desa-tamansari").active is False
    assert queries.active_units() == ()


def test_the_database_keeps_one_office_per_village():
    make_village()

    with pytest.raises(IntegrityError, match="one_village_per_area"):
        make_unit("desa-kedua", kind="desa", area_code=TAMANSARI)


def test_the_database_wants_an_area_for_a_village():
    with pytest.raises(IntegrityError, match="village_has_area"):
        Unit.objects.create(code="desa", name="Desa", short_name="Desa", kind="desa")


@pytest.mark.parametrize("rows", [1, 3])
def test_offices_are_read_together(rows, django_assert_num_queries):
    made = [make_unit(f"unit-{number}") for number in range(rows)]

    with django_assert_num_queries(2):
        assert set(queries.units([unit.pk for unit in made] + [uuid7()])) == {unit.pk for unit in made}
        assert set(queries.offices([unit.code for unit in made], "")) == {unit.code for unit in made}


@pytest.mark.parametrize(
    "ask",
    [
        lambda: queries.unit("mana"),
        lambda: queries.unit_by_id(uuid7()),
        lambda: queries.site("mana"),
        lambda: queries.zone_of(uuid7()),
        lambda: queries.hours_today(uuid7(), NOON),
    ],
)
def test_what_is_not_there_is_not_found(ask):
    with pytest.raises(NotFound):
        ask()


def test_an_office_knows_its_zone_and_area():
    make_area()
    unit = make_unit("disdik", area_code="35.10", zone="Asia/Makassar")

    assert queries.zone_of(unit.pk).key == "Asia/Makassar"
    assert queries.unit_by_id(unit.pk).area.code == "35.10"


def test_a_counter_passes_to_another_office():
    make_site()
    make_unit("dispendukcapil")
    make_unit("dpmptsp")
    put_counter(site_code="mpp", unit_code="dpmptsp", name="Loket 3", by=BY, at=NOON)

    put_counter(site_code="mpp", unit_code="dispendukcapil", name="Loket 3", by=BY, at=NOON)

    assert Counter.objects.get().unit.code == "dispendukcapil"
    with pytest.raises(Refused, match="belum tercatat"):
        put_counter(site_code="pasar", unit_code="dpmptsp", name="Loket 3", by=BY, at=NOON)


def test_the_database_wants_one_owner_of_hours():
    site, unit = make_site(), make_unit()
    hours = {"weekday": 0, "opens": "08:00", "closes": "14:00", "valid_from": HOURS_FROM}

    with pytest.raises(IntegrityError, match="one_owner"):
        OpeningHours.objects.create(site=site, unit=unit, **hours)


def test_sites_are_named_together(django_assert_num_queries):
    make_site("mpp", name="Mal Contoh")
    make_site("pasar-genteng", name="Pasar Contoh")

    with django_assert_num_queries(1):
        names = queries.site_names(["mpp", "pasar-genteng", "mana"])

    assert names == {"mpp": "Mal Contoh", "pasar-genteng": "Pasar Contoh"}


def test_many_offices_are_entered_under_one_trace_those_above_first():
    make_village()
    row = {"name": "Kelurahan Contoh", "kind": "agency", "short_name": ""}
    rows = [
        {**row, "code": "bawah", "parent_code": "atas", "area_code": TAMANSARI},
        {**row, "code": "atas"},
    ]

    assert put_units(rows=rows, by=BY, at=NOON) == 2

    below = queries.unit("bawah")
    assert (below.parent.code, below.area.code, below.short_name) == ("atas", TAMANSARI, "Kelurahan Contoh")
    assert Entry.objects.filter(verb="agencies.units-put").count() == 1

    put_units(rows=[{**row, "code": "atas", "name": "Dinas Baru"}], by=BY, at=NOON)
    assert queries.unit("atas").name == "Dinas Baru"
    with pytest.raises(Refused, match=r"35\.10\.99"):
        put_units(rows=[{**row, "code": "lain", "area_code": "35.10.99"}], by=BY, at=NOON)
