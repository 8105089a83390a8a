"""Another region is another folder: other names, other law, no other code."""

from datetime import date

import pytest

from satuatap.domain.catalog import queries as catalog
from satuatap.domain.packs import actions, queries
from satuatap.domain.regions import queries as regions

from .factories import FILES, INSTALLER, NOON, SHIPPED, write_pack

ON = date(2026, 11, 23)
PACK = """\
name: pulau
version: 0.1.0
extends: nasional
languages: [id, en]
home: {code: 99.01, name: Kabupaten Pulau, short_name: Pulau, government: Pemerintah Kabupaten Pulau, prefix: PLU, look: kepri}
"""
AREAS = """\
code,name,kind,bps_code,office_code
99,Provinsi Contoh,provinsi,,
99.01,Kabupaten Pulau,kabupaten,,
99.01.01,Utara,kecamatan,,
99.01.01.2001,Ujung,desa,,
"""
BIRTH = """\
code: akta-kelahiran
agency: disdukcapil
sites: [kantor]
valid_from: 2026-01-02
promise: {within: 3 working days, source: perbup}
decree: {number: 188/7/2026, on: 2026-01-02, source: perbup}
"""


def write_region(folder, **more):
    """A region on an island, with nothing but the birth record of the national pack."""
    files = dict.fromkeys(FILES, "") | {
        "pack.yaml": PACK,
        "areas.csv": AREAS,
        "sources.yaml": "sources:\n  perbup: {title: Peraturan Bupati Pulau}\n",
        "agencies.yaml": "agencies:\n  - {code: disdukcapil, kind: agency, name: Disdukcapil Pulau, short_name: Disdukcapil, source: perbup}\n",
        "sites.yaml": "sites:\n  - {code: kantor, kind: office, name: Kantor bersama, short_name: Kantor, source: perbup}\n",
        "services/akta-kelahiran.yaml": BIRTH,
    }
    return write_pack(folder, files | more)


@pytest.mark.django_db
def test_a_region_takes_the_national_service_and_gives_it_its_own_agency_and_promise(tmp_path):
    path = write_region(tmp_path / "pulau")
    assert [str(f) for f in queries.check(path) if f.level == "error"] == []

    actions.install(path=path, by=INSTALLER, at=NOON)

    standard = catalog.standard("akta-kelahiran", on=ON)
    assert regions.home().prefix == "PLU"
    assert (standard.unit_name, standard.promise.amount, standard.record) == ("Disdukcapil Pulau", 3, "SIAK")
    assert standard.paper("surat-lahir").law == "Perpres 96/2018 pasal 33"
    assert catalog.standard("akta-kelahiran", lang="en", on=ON).name == "Birth certificate"
    assert [card.code for card in catalog.cards(on=ON)] == ["akta-kelahiran"]


def test_what_a_region_has_not_said_yet_is_named(tmp_path):
    path = write_region(tmp_path / "pulau", **{"services/akta-kelahiran.yaml": "code: akta-kelahiran\n"})

    messages = [f.message for f in queries.check(path) if f.level == "error"]

    assert messages == ["the service lacks agency, valid_from"]


def test_a_national_service_that_a_region_does_not_take_up_is_named_and_not_offered(tmp_path):
    path = write_region(tmp_path / "pulau")

    found = queries.check(path)

    assert "the national service “akta-kematian” is not offered here" in {f.message for f in found}
    assert list(queries.read(path).services) == ["akta-kelahiran"]


def test_the_tariff_of_another_region_is_refused(tmp_path):
    service = (
        BIRTH
        + "fees:\n  - {label: Denda, amount: 10000, law: Perda Banyuwangi 1/2024, source: perbup, region: 35.10}\n"
    )
    path = write_region(tmp_path / "pulau", **{"services/akta-kelahiran.yaml": service})

    errors = [f for f in queries.check(path) if f.level == "error"]

    assert [f.message for f in errors] == ["this tariff is the law of 35.10, not of 99.01"]
    assert errors[0].line == 8


def test_national_facts_stay_the_same_in_every_region(tmp_path):
    island, banyuwangi = queries.read(write_region(tmp_path / "pulau")), queries.read(SHIPPED / "banyuwangi")

    for key in ("papers", "form", "flow", "fee_law"):
        assert island.services["akta-kelahiran"].typed[key] == banyuwangi.services["akta-kelahiran"].typed[key]
