from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError

from satuatap.domain.audit.models import Entry
from satuatap.domain.regions import queries, rules
from satuatap.domain.regions.actions import put_areas, put_home, put_known_districts
from satuatap.domain.regions.models import Area, Level
from satuatap.domain.regions.rules import AreaRow
from satuatap.domain.regions.tests.factories import (
    BANYUWANGI,
    BY,
    NOON,
    OTHER_TAMANSARI,
    TAMANSARI,
    make_area,
    make_home,
)
from satuatap.kernel.actors import NOBODY, account_actor
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.ids import uuid7

pytestmark = pytest.mark.django_db
PROVINCE = AreaRow("35", "Jawa Timur")


@pytest.mark.parametrize(
    ("code", "level", "kind"),
    [
        ("35", "province", "provinsi"),
        ("35.10", "regency", "kabupaten"),
        ("35.71", "regency", "kota"),
        ("35.10.24", "district", "kecamatan"),
        ("35.10.24.2008", "village", "desa"),
        ("35.10.16.1001", "village", "kelurahan"),
    ],
)
def test_a_code_tells_its_level_and_kind(code, level, kind):
    assert (rules.level(code), rules.kind(code)) == (level, kind)


@pytest.mark.parametrize("code", ["", "3", "35.1", "3510", "35.10.24.208", "35.10.24.2008.1", "٣٥", "35.10 "])
def test_put_areas_refuses_a_code_without_form(code):
    with pytest.raises(Refused, match="Kode wilayah salah"):
        put_areas(rows=[AreaRow(code, "Mana")], by=BY, at=NOON)


def test_put_areas_puts_the_areas_around_first_whatever_the_order():
    rows = [AreaRow(TAMANSARI, "Tamansari"), AreaRow("35.10.24", "Licin"), AreaRow("35.10", "Banyuwangi"), PROVINCE]

    assert put_areas(rows=rows, by=BY, at=NOON) == 4
    assert queries.area(TAMANSARI).parent.name == "Licin"
    assert Entry.objects.get().verb == "regions.areas-put"


def test_put_areas_again_changes_nothing():
    rows = [PROVINCE, AreaRow("35.10", "Kabupaten Banyuwangi", bps_code="3510")]
    put_areas(rows=rows, by=BY, at=NOON)

    assert put_areas(rows=rows, by=BY, at=NOON) == 0
    assert Entry.objects.count() == 1


def test_put_areas_refuses_an_area_in_nothing():
    with pytest.raises(Refused, match=r"35\.10\.24 tidak ada"):
        put_areas(rows=[AreaRow(TAMANSARI, "Tamansari")], by=BY, at=NOON)

    assert not Area.objects.exists()


def test_put_areas_corrects_a_name():
    make_area("35.10.24.2008", "Taman Sari")

    make_area("35.10.24.2008", "Tamansari")

    assert Area.objects.get(code=TAMANSARI).name == "Tamansari"


def test_a_new_name_by_decree_leaves_the_old_one_true():
    make_area(TAMANSARI)
    renamed = AreaRow("35.10.24", "Licin Baru", valid_from=date(2027, 1, 1))

    put_areas(rows=[renamed], by=BY, at=NOON)

    assert queries.area("35.10.24", date(2026, 12, 31)).name == "Licin"
    assert queries.area("35.10.24", date(2027, 1, 1)).name == "Licin Baru"
    assert queries.area("35.10.24").name == "Licin Baru"
    assert queries.village_label(TAMANSARI) == "Tamansari, Licin Baru"
    assert [area.code for area in queries.children("35.10.24")] == [TAMANSARI]


def test_a_version_older_than_the_present_one_is_refused():
    make_area("35")
    put_areas(rows=[replace(PROVINCE, name="Jawa Wetan", valid_from=date(2027, 1, 1))], by=BY, at=NOON)

    with pytest.raises(Refused, match="lebih baru"):
        put_areas(rows=[replace(PROVINCE, valid_from=date(2026, 1, 1))], by=BY, at=NOON)


def test_an_abolished_district_is_no_longer_there_but_still_known():
    make_area("35.10.24")
    put_areas(rows=[AreaRow("35.10.24", "Licin", valid_to=date(2027, 1, 1))], by=BY, at=NOON)

    with pytest.raises(NotFound):
        queries.area("35.10.24")
    assert queries.knows_district("351024")
    assert not queries.knows_district("351099")
    assert queries.village_label("35.10.24") == "Licin, Kabupaten Banyuwangi"


def test_people_do_not_enter_areas():
    with pytest.raises(NotFound):
        put_areas(rows=[PROVINCE], by=account_actor(uuid7(), "Budi"), at=NOON)


def test_the_database_keeps_one_open_version_of_a_code():
    make_area("35")

    with pytest.raises(IntegrityError, match="regions_area_one_open_version"):
        Area.objects.create(code="35", name="Dua", level=Level.PROVINCE, valid_from=date(2027, 1, 1))


def test_two_villages_of_one_name_are_told_apart(django_assert_num_queries):
    make_area(TAMANSARI)
    make_area(OTHER_TAMANSARI)

    with django_assert_num_queries(1):
        labels = queries.village_labels([TAMANSARI, OTHER_TAMANSARI, "35.10.99.2001"])

    assert labels == {
        TAMANSARI: "Tamansari, Licin",
        OTHER_TAMANSARI: "Tamansari, Tegalsari",
        "35.10.99.2001": "35.10.99.2001",
    }


def test_villages_are_grouped_under_their_districts(django_assert_num_queries):
    for code in (TAMANSARI, OTHER_TAMANSARI, "35.10.24.2003"):
        make_area(code)

    with django_assert_num_queries(1):
        grouped = queries.villages_grouped(BANYUWANGI)

    assert grouped == (
        ("Licin", (("35.10.24.2003", "Licin, Licin"), (TAMANSARI, "Tamansari, Licin"))),
        ("Tegalsari", ((OTHER_TAMANSARI, "Tamansari, Tegalsari"),)),
    )


def test_choices_are_those_of_a_level_inside_an_area():
    for code in (TAMANSARI, OTHER_TAMANSARI):
        make_area(code)

    assert queries.choices(Level.DISTRICT, within=BANYUWANGI) == (("35.10.24", "Licin"), ("35.10.23", "Tegalsari"))
    assert queries.choices(Level.DISTRICT, within="35.1") == ()


def test_an_installation_without_a_pack_serves_nowhere_in_particular():
    assert (queries.home().prefix, queries.home().name) == ("SAT", "Daerah")


def test_the_region_is_named_once(django_assert_num_queries):
    make_home()
    make_home()

    with django_assert_num_queries(1):
        home = queries.home()

    assert (home.prefix, home.short_name, home.is_sample) == ("BWI", "Banyuwangi", True)


@pytest.mark.parametrize("prefix", ["", "BW", "bwi", "BWIX", "BW1"])
def test_put_home_refuses_a_prefix_that_is_not_three_capitals(prefix):
    with pytest.raises(Refused, match="tiga huruf kapital"):
        put_home(code="35.10", name="B", short_name="B", government="P", prefix=prefix, look="b", by=BY, at=NOON)


def test_a_number_may_begin_with_a_district_of_the_whole_country_or_with_what_was_abolished():
    assert put_known_districts(digits={"350912", "6404", "54"}, by=BY, at=NOON) == 3
    assert put_known_districts(digits={"350912", "6404", "54"}, by=BY, at=NOON) == 0

    assert all(queries.knows_district(digits) for digits in ("350912", "640417", "540101"))
    assert not any(queries.knows_district(digits) for digits in ("350999", "640501", "990101"))

    assert put_known_districts(digits={"350912"}, by=BY, at=NOON) == 2
    assert not queries.knows_district("640417")
    with pytest.raises(NotFound):
        put_known_districts(digits=(), by=NOBODY, at=NOON)
