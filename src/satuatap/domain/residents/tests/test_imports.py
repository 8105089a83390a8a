"""Files of residents: what is read out of any layout, what the register makes of it, and that it can be undone."""

from datetime import date, timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.db import connection
from openpyxl import Workbook

from satuatap.domain.agencies.tests.factories import make_village
from satuatap.domain.audit.models import Entry
from satuatap.domain.identity.tests.factories import make_account, make_holding
from satuatap.domain.regions.tests.factories import OTHER_TAMANSARI, TAMANSARI, make_area
from satuatap.domain.residents import actions, queries
from satuatap.domain.residents.models import Family, FamilyMember, ImportBatch, ImportLine, Person
from satuatap.domain.residents.tests.factories import (
    FEMALE,
    HEAD,
    MALE,
    NOON,
    make_family,
    make_household,
    make_nik,
    make_person,
)
from satuatap.kernel.actors import Holding, account_actor
from satuatap.kernel.errors import NotFound, Refused

pytestmark = pytest.mark.django_db
HEADS = ["No KK", "NIK", "Nama Lengkap", "JK", "Tgl Lahir", "Hubungan", "Agama", "Alamat", "RT", "RW"]
LATER = NOON + timedelta(days=1)
KK = "3510240101209777"
BUDI = ["Budi Contoh", "L", date(1985, 3, 2), "Kepala Keluarga"]
SITI = ["Siti Contoh", "P", date(1988, 7, 9), "Istri"]


def row(kk, name, sex, born_on, relation, nik=None, religion="Islam", address="Jalan Uji 1"):
    number = make_nik(born_on, MALE if sex == "L" else FEMALE) if nik is None else nik
    return [kk, number, name, sex, f"{born_on:%d/%m/%Y}", relation, religion, address, "2", "1"]


def csv_of(*rows, heads=HEADS, separator=";", encoding="utf-8"):
    return "\n".join(separator.join(cells) for cells in (heads, *rows)).encode(encoding)


@pytest.fixture
def clerk(time_machine):
    """Wayan, who keeps the register of Tamansari."""
    time_machine.move_to(LATER, tick=False)
    make_area(TAMANSARI)
    village = make_village()
    account = make_account(name="Wayan Contoh")
    make_holding(account, village, role="village-officer")
    return account_actor(
        account.pk, account.name, proof=2, holdings=[Holding("village-officer", village.pk, village.code)]
    )


def bring(clerk, data, run_jobs, name="warga.csv"):
    batch = actions.bring_import(
        data=data, name=name, area_code=TAMANSARI, key=uuid4(), language="id", by=clerk, at=LATER
    )
    run_jobs()
    batch.refresh_from_db()
    return batch


def check(clerk, data, run_jobs, **given):
    batch = bring(clerk, data, run_jobs, **given)
    actions.map_import(
        batch_id=batch.pk, header=batch.header, columns=batch.columns, day_order=batch.day_order, by=clerk,
        at=LATER,
    )  # fmt: skip
    run_jobs()
    batch.refresh_from_db()
    return batch


def enter(clerk, batch, run_jobs):
    actions.enter_import(batch_id=batch.pk, by=clerk, at=LATER)
    run_jobs()
    batch.refresh_from_db()
    return batch


def undo(clerk, batch, run_jobs):
    actions.undo_import(batch_id=batch.pk, by=clerk, at=LATER)
    run_jobs()
    batch.refresh_from_db()
    return batch


def register_rows():
    """Everything the register holds, row by row, without what is only said of imports."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            if table.startswith("residents_") and not table.startswith("residents_import"):
                cursor.execute(f"SELECT t::text FROM {table} t ORDER BY 1")  # noqa: S608
                found[table] = cursor.fetchall()
    return found


def reasons(batch):
    return {line.number: [p["words"] for p in line.problems] for line in ImportLine.objects.filter(batch=batch)}


def test_a_new_card_is_read_checked_entered_and_undone(clerk, run_jobs):
    before = register_rows()
    batch = check(clerk, csv_of(row(KK, *BUDI), row(KK, *SITI)), run_jobs)
    assert (batch.state, batch.counts, batch.words) == ("checked", {"new": 2}, "")
    assert register_rows() == before

    batch = enter(clerk, batch, run_jobs)

    assert (batch.state, batch.words) == ("done", "")
    family = Family.objects.get(kk=KK)
    assert (family.area_code, family.rt, family.address, family.origin) == (
        TAMANSARI,
        "002",
        "Jalan Uji 1",
        "village-reported",
    )
    assert FamilyMember.objects.filter(family=family, relation=HEAD).get().person.party.name == "Budi Contoh"
    assert Person.objects.get(party__name="Siti Contoh").keys
    assert queries.differences() == []

    assert undo(clerk, batch, run_jobs).state == "undone"
    assert register_rows() == before
    verbs = set(Entry.objects.values_list("verb", flat=True))
    assert {"residents.import-entered", "residents.import-undone"} <= verbs


def test_changed_facts_and_moves_are_events_and_go_when_undone(clerk, run_jobs):
    people = make_household()
    agus, bima = (Person.objects.get(party=people[name]) for name in ("agus", "bima"))
    kk = Family.objects.get().kk
    rows = (
        row(kk, "Agus Contoh", "L", agus.born_on, "Kepala keluarga", nik=agus.nik, religion="Hindu"),
        row(KK, "Bima Contoh", "L", bima.born_on, "Kepala keluarga", nik=bima.nik, religion=""),
        row(KK, "Lestari Contoh", "P", date(2007, 1, 5), "Istri"),
    )
    before = register_rows()
    batch = check(clerk, csv_of(*rows), run_jobs)
    assert batch.counts == {"changed": 1, "moved": 1, "new": 1}

    batch = enter(clerk, batch, run_jobs)

    assert (batch.state, batch.words) == ("done", "")
    agus.refresh_from_db()
    assert agus.religion == 4
    assert queries.as_of(agus.pk, NOON.date()).facts.get("religion") is None
    assert {m.person.party.name for m in Family.objects.get(kk=KK).members.filter(to_on=None)} == {
        "Bima Contoh",
        "Lestari Contoh",
    }
    assert queries.differences() == []
    assert undo(clerk, batch, run_jobs).state == "undone"
    assert register_rows() == before


def test_every_row_says_what_is_wrong_with_it(clerk, run_jobs):
    rows = (
        row(KK, *BUDI),
        row("123", "Tanpa Kartu", "L", date(1990, 1, 1), "Anak"),
        row(KK, "Siti Contoh", "P", date(1988, 7, 9), "Suami", religion="Islm"),
        row("3510240101209778", "Tanpa Kepala", "L", date(1990, 1, 1), "Anak"),
    )
    batch = check(clerk, csv_of(*rows, separator=",", encoding="cp1252"), run_jobs)

    found = reasons(batch)
    assert batch.counts == {"new": 1, "refused": 3}
    assert "Nomor KK terdiri atas 16 angka" in found[3][0]
    assert found[4] == ["“Islm” tidak ada dalam daftar.", "Suami harus laki-laki dan istri harus perempuan."]
    assert found[5] == ["Satu kartu keluarga punya tepat satu kepala keluarga."]
    assert batch.unknown == {"religion": {"islm": "Islm"}}
    again = list(queries.import_rows_to_mend(clerk, batch.pk, at=LATER))
    assert again[0][:-1] == HEADS
    assert [(cells[2], cells[-1]) for cells in again[1:]] == [
        ("Tanpa Kartu", found[3][0]),
        ("Siti Contoh", "; ".join(found[4])),
        ("Tanpa Kepala", found[5][0]),
    ]
    mended = check(clerk, csv_of(*again[1:], heads=again[0]), run_jobs)
    assert (mended.state, mended.columns) == ("checked", batch.columns)


def test_what_is_only_doubtful_is_said_and_goes_in(clerk, run_jobs):
    odd = make_nik(date(1986, 3, 2), MALE, district="999999")
    rows = (
        row(KK, *BUDI, nik=odd),
        row(KK, *SITI, nik="0351024200800001"),
        row(KK, "Ani Contoh", "P", date(2020, 1, 1), "Anak", nik=""),
    )
    batch = enter(clerk, check(clerk, csv_of(*rows), run_jobs), run_jobs)

    assert (batch.counts, batch.words) == ({"new": 3}, "")
    assert [len(words) for words in reasons(batch).values()] == [2, 1, 1]
    assert Person.objects.get(party__name="Siti Contoh").provisional
    assert Person.objects.get(party__name="Ani Contoh").nik is None


def test_undo_is_refused_as_a_whole_once_somebody_went_on(clerk, run_jobs):
    batch = enter(clerk, check(clerk, csv_of(row(KK, *BUDI), row(KK, *SITI)), run_jobs), run_jobs)
    siti = Person.objects.get(party__name="Siti Contoh")
    actions.correct_fact(party_id=siti.pk, field="religion", value=4, by=clerk, at=LATER)
    between = register_rows()

    batch = undo(clerk, batch, run_jobs)

    assert batch.state == "done"
    assert "Siti Contoh" in batch.words
    assert register_rows() == between


def test_a_village_brings_its_own_people_only(clerk, run_jobs):
    make_area(OTHER_TAMANSARI)
    other = make_person("Warga Lain", sex=MALE, born_on=date(1970, 1, 1))
    family = make_family((other, HEAD), area_code=OTHER_TAMANSARI)
    nik = Person.objects.get(party=other).nik
    rows = (row(KK, "Warga Lain", "L", date(1970, 1, 1), "Kepala keluarga", nik=nik), row(family.kk, *SITI))

    batch = check(clerk, csv_of(*rows), run_jobs)

    assert batch.counts == {"refused": 2}
    assert reasons(batch)[3] == ["Kartu keluarga ini milik desa lain. Desa hanya mengisi warganya sendiri."]
    with pytest.raises(NotFound):
        actions.bring_import(
            data=csv_of(), name="x.csv", area_code=OTHER_TAMANSARI, key=uuid4(), language="id", by=clerk, at=LATER
        )
    with pytest.raises(NotFound):
        queries.import_batch(account_actor(uuid4(), "Tono", proof=2), batch.pk)


def test_a_likely_double_is_proposed_and_not_merged(clerk, run_jobs):
    rani = make_household()["rani"]
    batch = check(clerk, csv_of(row(KK, "RANI  CONTOH", "P", date(1994, 5, 15), "Kepala keluarga")), run_jobs)
    assert batch.counts == {"double": 1}
    assert ImportLine.objects.get(batch=batch).party == rani.pk


def test_a_workbook_with_joined_headings_is_read_and_its_layout_remembered(clerk, run_jobs):
    book = Workbook()
    sheet = book.active
    sheet.append(["DATA PENDUDUK DESA"])
    sheet.append(["No KK", "NIK", "Nama", "JK", "Tanggal Lahir", "SHDK", "Alamat", ""])
    sheet.append(["", "", "", "", "", "", "RT", "RW"])
    sheet.append([int(KK), int(make_nik(date(1985, 3, 2), MALE)), "Budi Contoh", 1, date(1985, 3, 2), 1, 2, 1])
    out = BytesIO()
    book.save(out)
    batch = bring(clerk, out.getvalue(), run_jobs, name="warga.xlsx")
    assert batch.state == "mapping"
    chosen = {"kk": 0, "nik": 1, "name": 2, "sex": 3, "born_on": 4, "relation": 5, "rt": 6, "rw": 7}
    actions.map_import(batch_id=batch.pk, header=2, columns=chosen, day_order="dmy", by=clerk, at=LATER)
    run_jobs()
    batch.refresh_from_db()
    assert (batch.state, batch.counts) == ("checked", {"new": 1})


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0old"])
def test_what_is_no_table_is_refused(clerk, data):
    with pytest.raises(Refused):
        actions.bring_import(data=data, name="x", area_code=TAMANSARI, key=uuid4(), language="id", by=clerk, at=LATER)
    assert not ImportBatch.objects.exists()
