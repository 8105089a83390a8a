"""The packs we ship, against what is public: area codes, holidays, offices; and nothing invented."""

import csv
import gzip
from datetime import date
from pathlib import Path

import holidays
import pytest
from django.conf import settings

from satuatap.domain.cases.policies import INSPECTORS
from satuatap.domain.catalog.rules import steps_of
from satuatap.domain.packs import queries
from satuatap.domain.packs.rules.register import known_digits

from .factories import SHIPPED

PUBLIC = Path(settings.ROOT).parent / "shared" / "data" / "wilayah_2025.csv.gz"


def shape_of(flow):
    """A flow without what differs between the letters of one frame."""
    return str([(step.get("step"), step.get("do"), step.get("by"), step.get("name")) for _at, step in steps_of(flow)])


@pytest.fixture(scope="module")
def banyuwangi():
    return queries.read(SHIPPED / "banyuwangi")


def test_banyuwangi_has_25_districts_189_villages_and_28_kelurahan(banyuwangi):
    kinds = [area.kind for area in banyuwangi.areas]
    assert (kinds.count("kecamatan"), kinds.count("desa"), kinds.count("kelurahan")) == (25, 189, 28)


@pytest.mark.skipif(not PUBLIC.exists(), reason="the public list of area codes is not beside the repository")
def test_every_area_is_in_the_public_list_under_the_same_name(banyuwangi):
    with gzip.open(PUBLIC, "rt") as file:
        public = {row["kode"]: row["nama"] for row in csv.DictReader(file)}

    ours = {area.code: area.name for area in banyuwangi.areas}

    assert ours == {code: public.get(code) for code in ours}
    assert {code for code in public if code.startswith("35.10")} <= set(ours)


def test_a_number_may_begin_with_any_district_of_the_country(banyuwangi):
    known = known_digits(banyuwangi.section("districts.yaml"))

    assert {"351024", "350912", "110101", "6404", "54"} <= known
    assert not {"351026", "350999", "990101"} & known


@pytest.mark.skipif(not PUBLIC.exists(), reason="the public list of area codes is not beside the repository")
def test_the_districts_of_the_country_are_those_of_the_public_list(banyuwangi):
    with gzip.open(PUBLIC, "rt") as file:
        public = {row["kode"].replace(".", "") for row in csv.DictReader(file) if row["kode"].count(".") == 2}

    assert {code for code in known_digits(banyuwangi.section("districts.yaml")) if len(code) == 6} == public


def test_the_42_lines_of_the_survey_each_have_an_office(banyuwangi):
    rows = {unit["row"] for unit in banyuwangi.section("agencies.yaml", "agencies") if "row" in unit}
    assert rows == {f"A{n}" for n in range(1, 19)} | {f"B{n}" for n in range(1, 25)}


@pytest.mark.parametrize("year", [2026, 2027])
def test_holidays_and_joint_leave_agree_with_the_library(banyuwangi, year):
    theirs = holidays.Indonesia(years=year, categories=("public", "government"))
    ours = {
        on
        for part in banyuwangi.section("calendar.yaml", "holidays")
        for kind in ("national", "joint-leave")
        for on in part.get(kind, {})
        if on.year == year
    }
    assert ours == set(theirs)


def test_ramadan_hours_of_2025_are_the_published_ones(banyuwangi):
    hours = [h for h in banyuwangi.section("calendar.yaml", "hours") if h["from"] == date(2025, 3, 1)]
    assert {(h["week"], h["source"]) for h in hours} == {
        ("five", "kabarbanyuwangi-ramadan-2025"), ("six", "kabarbanyuwangi-ramadan-2025"),
    }  # fmt: skip
    five = next(h for h in hours if h["week"] == "five")["days"]
    assert [f"{a:%H.%M}-{b:%H.%M}" for a, b in five["friday"]] == ["07.00-11.30", "13.00-15.00"]


def test_every_gap_is_shown_as_a_warning():
    messages = {f.message for f in queries.check(SHIPPED / "banyuwangi") if f.level == "warning"}
    assert "no legal basis for asking “Konfirmasi ketua RT atau RW”" in messages
    assert "the fee is not known" in messages
    assert "the time is not known" in messages


def test_every_service_is_played_to_each_of_its_ends(banyuwangi):
    played = {}
    for scenario in banyuwangi.scenarios:
        played.setdefault(scenario.part.typed["service"], set()).add(scenario.part.typed["ends"])

    whole = {"completed", "refused", "withdrawn"}
    shapes: dict[str, set[str]] = {}
    for code, part in banyuwangi.services.items():
        assert "completed" in played[code], code
        shapes.setdefault(shape_of(part.typed["flow"]), set()).update(played[code])
    assert all(ends == whole for ends in shapes.values()), "letters of one frame share their walks to the other ends"


def test_each_of_the_42_letters_of_a_village_is_written_or_filed_instead(banyuwangi):
    taken = [kind for part in banyuwangi.services.values() for kind in part.typed.get("letter_types", ())]
    assert len(taken) == len(set(taken)) == 42


def test_no_letter_is_asked_for_where_the_civil_registry_wants_none(banyuwangi):
    filed = [part.typed for part in banyuwangi.services.values() if part.typed["record"] == "SIAK"]
    assert len(filed) > 6
    asked = {paper["key"] for body in filed for paper in body["papers"] if paper.get("required", True)}
    assert not [key for key in asked if "pengantar" in key or "rt-rw" in key]


def test_no_two_services_share_form_and_flow(banyuwangi):
    pairs = [(str(part.typed["form"]), str(part.typed["flow"])) for part in banyuwangi.services.values()]
    assert len(set(pairs)) == len(pairs)


def test_everybody_in_the_cast_is_plainly_made_up(banyuwangi):
    people = banyuwangi.section("people.yaml")
    assert all(person["nik"][12] == "9" for person in people["persons"])
    assert all(account.get("email", ".example").endswith(".example") for account in people["accounts"])
    assert all("CONTOH" in a["decree"] for account in people["accounts"] for a in account.get("authorities", ()))


@pytest.mark.parametrize("name", ["nasional", "banyuwangi"])
def test_who_inspects_has_the_list_of_visits_in_the_menu(name):
    steps = (
        step
        for part in queries.read(SHIPPED / name).services.values()
        for _at, step in steps_of(part.typed.get("flow", []))
    )

    assert {step["by"] for step in steps if step.get("do") == "inspect"} <= set(INSPECTORS)


KNOWN = frozenset(
    (
        "nik", "nama", "nib", "agama", "darah", "alamat", "rt", "rw", "desa", "kk", "nomor_kk", "pekerjaan", "pendidikan",
        "tempat_lahir", "tanggal_lahir", "lahir", "jenis_kelamin", "kelamin", "kewarganegaraan", "telepon", "surel", "ayah",
        "ibu", "kepala",
    )
)  # fmt: skip
"""What the register knows of whoever applies, as forms call it."""
OTHERS = {
    "anak": "a child the register does not know yet, or one of several of a couple",
    "saksi": "a witness, who may live anywhere",
    "almarhum": "somebody who died: named by whoever reports it, whether of one card or not",
    "anggota": "whoever will stand on the new card, which nobody but the family can say",
    "pengikut": "whoever moves along; prefilled, somebody would move who only was not crossed out",
    "akta": "the certificate that was lost, as it was written",
    "tujuan": "the address to which somebody moves",
    "lokasi": "the place of a sign or a building",
    "tempat": "the place of a business or a practice",
    "usaha": "the name of a business, not of a person",
    "bangunan": "the name of a building",
}
"""Sections that ask of somebody or something else than the applicant, and why they ask."""


def asked_anyway(fields, path=()):
    """The questions with a name of ``KNOWN`` that nothing fills in, each by its path."""
    for name, field in fields.items():
        if not isinstance(field, dict) or "x-from" in field:
            continue
        items = field.get("items") if isinstance(field.get("items"), dict) else {}
        if inside := field.get("properties") or items.get("properties"):
            yield from asked_anyway(inside, (*path, name))
        elif name in KNOWN:
            yield (*path, name)


def test_no_form_asks_an_applicant_what_the_register_knows(banyuwangi):
    asked = {
        (code, ".".join(path))
        for code, service in banyuwangi.services.items()
        for path in asked_anyway((service.typed.get("form") or {}).get("properties", {}))
        if path[0] not in OTHERS
    }

    assert asked == set()
