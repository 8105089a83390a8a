"""`satuatap residents`: a file checked where it lies, entered and undone in an officer's name."""

import argparse
from uuid import uuid4

import pytest

from satuatap.config.commands import residents as command
from satuatap.config.postgres import NotRunnable
from satuatap.domain.agencies.tests.factories import make_village
from satuatap.domain.identity.tests.factories import make_account, make_holding
from satuatap.domain.regions.tests.factories import TAMANSARI, make_area
from satuatap.domain.residents.models import Family, ImportBatch, Person
from satuatap.domain.residents.tests.test_imports import BUDI, KK, SITI, csv_of, row

pytestmark = pytest.mark.django_db
WAYAN = "wayan@tamansari.example"
AS_WAYAN = ("--as", WAYAN, "--area", TAMANSARI)


@pytest.fixture
def officer():
    make_area(TAMANSARI)
    account = make_account(name="Wayan Contoh", email=WAYAN)
    make_holding(account, make_village(), role="village-officer")
    return account


@pytest.fixture
def call(monkeypatch, run_jobs):
    """The command as typed; while it waits, a worker does what is queued."""
    monkeypatch.setattr(command.time, "sleep", lambda _seconds: run_jobs())
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return lambda *words: command.run(parser.parse_args([str(word) for word in words]))


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "warga.csv"
    path.write_bytes(csv_of(row(KK, *BUDI), row(KK, *SITI), row(KK, *SITI[:1], "X", *SITI[2:])))
    return path


def test_a_file_is_checked_and_what_is_to_be_put_right_written_beside_it(officer, call, file, tmp_path, capsys):
    assert call("import", file, *AS_WAYAN, "--mend", tmp_path / "perbaiki.csv") == 0
    said = capsys.readouterr().out
    counts = dict(line.split() for line in said.splitlines() if line.startswith("  "))
    assert counts == {"new": "2", "refused": "1"}
    assert "Belum ada data yang berubah" in said
    heads, wrong = (tmp_path / "perbaiki.csv").read_text(encoding="utf-8-sig").splitlines()
    assert heads.endswith("[!] SatuAtap")
    assert "“X” tidak ada dalam daftar." in wrong
    assert not Person.objects.exists()


def test_it_is_entered_in_the_name_of_the_officer_and_undone(officer, call, file, capsys):
    assert call("import", file, *AS_WAYAN, "--enter") == 0
    batch = ImportBatch.objects.get()
    assert (batch.state, batch.account_id, batch.file_id) == ("done", officer.pk, None)
    assert Family.objects.get().members.count() == 2

    assert call("undo", batch.pk, "--as", WAYAN) == 0
    assert "Sudah dibatalkan" in capsys.readouterr().out
    assert not Person.objects.exists()


def test_one_that_cannot_be_undone_says_why(officer, call, file, capsys):
    call("import", file, *AS_WAYAN, "--enter")
    Person.objects.update(birth_place="Licin")
    assert call("undo", ImportBatch.objects.get().pk, "--as", WAYAN) == 1
    assert "sudah dipakai atau diubah" in capsys.readouterr().out
    assert Person.objects.count() == 2


def test_nobody_brings_or_undoes_without_the_register_of_that_village(officer, call, file):
    make_account(name="Tono Contoh", email="tono@lain.example")
    with pytest.raises(NotRunnable, match="tidak memegang"):
        call("import", file, "--as", "tono@lain.example", "--area", TAMANSARI)
    with pytest.raises(NotRunnable, match="Tidak ada akun"):
        call("import", file, "--as", "tidak@ada.example", "--area", TAMANSARI)
    with pytest.raises(NotRunnable, match="berkasnya tidak ada"):
        call("undo", uuid4(), "--as", WAYAN)
    assert not ImportBatch.objects.exists()
