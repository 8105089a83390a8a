"""Files of residents: what is read out of any layout, what the register makes of it, and that it can be undone."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection

from satuatap.domain.agencies.tests.factories import make_village
from satuatap.domain.audit.models import Entry
from satuatap.domain.identity.tests.factories import make_account, make_holding
from satuatap.domain.regions.tests.factories import TAMANSARI, make_area
from satuatap.domain.residents import actions, queries
from satuatap.domain.residents.models import Family, FamilyMember, ImportLine, Person
from satuatap.domain.residents.tests.factories import (
    FEMALE,
    HEAD,
    MALE,
    NOON,
    make_household,
    make_nik,
)
from satuatap.kernel.actors import Holding, account_actor

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
                cursor.execute(f"SELECT t::text FROM {table} t ORDER BY 1")
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
