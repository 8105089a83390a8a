"""Files of many villages, brought by whoever operates the system in the name of civil registration."""

import pytest

from satuatap.domain.agencies.tests.factories import make_unit
from satuatap.domain.identity.tests.factories import make_account, make_holding
from satuatap.domain.regions.tests.factories import OTHER_TAMANSARI, TAMANSARI, make_area, make_home
from satuatap.domain.residents import actions
from satuatap.domain.residents.models import Family, ImportBatch, ImportLine
from satuatap.domain.residents.tests.test_imports import (
    BUDI,
    HEADS,
    KK,
    LATER,
    SITI,
    clerk,
    csv_of,
    enter,
    reasons,
    row,
    undo,
)
from satuatap.kernel.actors import Holding, account_actor
from satuatap.kernel.errors import NotFound, Refused

__all__ = ["clerk"]
pytestmark = pytest.mark.django_db
OTHER_KK = "3510240101209778"
WITH_VILLAGE = [*HEADS, "Kode Desa"]


@pytest.fixture
def nita(clerk):
    """Who keeps the register of the whole region."""
    make_home()
    make_area(OTHER_TAMANSARI)
    unit = make_unit("dispendukcapil")
    account = make_account(name="Nita Contoh")
    make_holding(account, unit, role="registration-operator")
    holdings = [Holding("registration-operator", unit.pk, unit.code)]
    return account_actor(account.pk, account.name, proof=2, holdings=holdings)


def check_file(tmp_path, by, data, area_code=""):
    path = tmp_path / "warga.csv"
    path.write_bytes(data)
    told = []
    batch = actions.check_file(
        path=path, area_code=area_code, by=by, at=LATER, tell=lambda done, total: told.append((done, total))
    )
    batch.refresh_from_db()
    return batch, told


def test_each_row_names_its_village_and_all_of_it_is_entered_and_undone(tmp_path, nita, run_jobs):
    rows = (
        [*row(KK, *BUDI), TAMANSARI],
        [*row(OTHER_KK, *BUDI, nik=""), OTHER_TAMANSARI.replace(".", "")],
        [*row(OTHER_KK, *SITI), OTHER_TAMANSARI],
        [*row(KK, *SITI), OTHER_TAMANSARI],
        [*row(KK, *SITI, nik=""), "99.99.99.9999"],
        [*row(KK, *SITI, nik=""), ""],
    )
    batch, told = check_file(tmp_path, nita, csv_of(*rows, heads=WITH_VILLAGE))

    assert (batch.state, batch.file, told) == ("checked", None, [(6, 6)])
    found = reasons(batch)
    assert "milik desa lain" in found[2][-1]  # one card, two villages: both rows
    assert "milik desa lain" in found[5][-1]
    assert "tidak kami kenal" in found[6][0]
    assert found[7][0] == "Belum diisi."
    assert batch.counts == {"new": 2, "refused": 4}
    batch = enter(nita, batch, run_jobs)
    assert (batch.state, batch.words) == ("done", "")
    assert dict(Family.objects.values_list("kk", "area_code")) == {OTHER_KK: OTHER_TAMANSARI}
    assert undo(nita, batch, run_jobs).state == "undone"
    assert not Family.objects.exists()


def test_a_village_brings_no_file_of_many(tmp_path, clerk):
    with pytest.raises(NotFound):
        check_file(tmp_path, clerk, csv_of(row(KK, *BUDI)))
    assert not ImportBatch.objects.exists()


def test_a_file_without_villages_or_without_columns_is_refused_in_words(tmp_path, nita, clerk):
    with pytest.raises(Refused, match="Pilih kolomnya"):
        check_file(tmp_path, nita, csv_of(row(KK, *BUDI)))
    with pytest.raises(Refused, match="Pilih kolomnya"):
        check_file(tmp_path, clerk, b"a;b\n1;2\n", area_code=TAMANSARI)
    assert set(ImportBatch.objects.values_list("state", flat=True)) == {"failed"}
    assert not ImportLine.objects.exists()
