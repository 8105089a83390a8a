"""Files of other systems: known by their headings in any order, read without being explained, the dead left out."""

import pytest

from satuatap.domain.residents import actions
from satuatap.domain.residents.models import ImportLayout, Person
from satuatap.domain.residents.tests.factories import NOON
from satuatap.kernel.actors import system
from satuatap.kernel.errors import NotFound

from .test_imports import BUDI, KK, SITI, bring, check, clerk, csv_of, make_nik, reasons  # noqa: F401

pytestmark = pytest.mark.django_db
COLUMNS = {
    "kk": "no_kk", "nik": "nik", "name": "nama", "sex": "sex", "born_on": "tanggallahir", "relation": "kk_level",
    "hamlet": "dusun", "status": "status_dasar",
}  # fmt: skip
OTHER = actions.LayoutEntry("sistem-lain", "Berkas sistem lain", COLUMNS, "mdy")
HEADS = ["dusun", "kk_level", "nama", "no_kk", "nik", "sex", "tanggallahir", "status_dasar", "suku"]


def put(*entries):
    return actions.put_layouts(entries=entries, by=system("test"), at=NOON)


def row(name, sex, born_on, relation, status="1"):
    nik = make_nik(born_on, 1 if sex == "L" else 2)
    return ["Krajan", relation, name, KK, nik, sex, born_on.isoformat(), status, "Osing"]


def test_a_known_layout_is_read_by_its_headings_in_whatever_order(clerk, run_jobs):  # noqa: F811
    put(OTHER)
    batch = bring(clerk, csv_of(row(*BUDI), row(*SITI), heads=HEADS), run_jobs)
    assert (batch.state, batch.layout, batch.day_order) == ("mapping", "Berkas sistem lain", "mdy")
    assert {key: HEADS[place] for key, place in batch.columns.items()} == COLUMNS


def test_where_a_heading_is_missing_it_is_another_layout(clerk, run_jobs):  # noqa: F811
    put(OTHER)
    batch = bring(clerk, csv_of(row(*BUDI)[:-2], heads=HEADS[:-2]), run_jobs)
    assert (batch.layout, batch.day_order) == ("", "dmy")


def test_what_the_office_chose_goes_before_what_the_pack_knows(clerk, run_jobs):  # noqa: F811
    put(OTHER)
    data = csv_of(row(*BUDI), heads=HEADS)
    first = bring(clerk, data, run_jobs)
    columns = {key: place for key, place in first.columns.items() if key != "hamlet"}
    actions.map_import(batch_id=first.pk, header=0, columns=columns, day_order="dmy", by=clerk, at=NOON)
    assert ImportLayout.objects.count() == 1

    again = bring(clerk, data, run_jobs)
    assert ("hamlet" in again.columns, again.day_order) == (False, "dmy")


def test_only_who_lives_is_read_and_whoever_is_missing_is_said(clerk, run_jobs):  # noqa: F811
    put(OTHER)
    dead, away = row("Wati Contoh", "P", SITI[2], "Istri", "2"), row(*SITI, status="4")
    batch = check(clerk, csv_of(row(*BUDI), dead, away, heads=HEADS), run_jobs)
    assert batch.counts == {"new": 2, "refused": 1}
    said = reasons(batch)
    assert said[3] == ["Di berkas ini tercatat “Mati”. Catat peristiwanya satu per satu."]
    assert "dibaca sebagai hidup" in said[4][0]
    assert not Person.objects.exists()


def test_nothing_is_read_behind_the_sign_that_ends_a_table(clerk, run_jobs):  # noqa: F811
    end = ["###", *[""] * (len(HEADS) - 1)]
    batch = check(clerk, csv_of(row(*BUDI), end, ["jumlah", *[""] * 8], heads=HEADS), run_jobs)
    assert batch.counts == {"new": 1}


def test_layouts_come_with_packs_alone_and_go_with_them(clerk):  # noqa: F811
    assert (put(OTHER), put(OTHER), put()) == (1, 0, 1)
    with pytest.raises(NotFound):
        actions.put_layouts(entries=[OTHER], by=clerk, at=NOON)
