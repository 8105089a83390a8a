"""Storing, reading, removing, and what is left after a crash."""

import os
from datetime import timedelta

import pytest
from django.db import transaction

from satuatap.domain.files import actions, ports, queries
from satuatap.domain.files.models import StoredFile, folder
from satuatap.domain.files.rules.envelope import Damaged
from satuatap.domain.files.tests.factories import BY, JPEG, NOON, PDF, store_file
from satuatap.kernel import secrets
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.ids import uuid7

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME = tmp_path
    return tmp_path


@pytest.fixture
def scanner(monkeypatch):
    """A scanner that says what the test tells it to."""

    class Told:
        says: ports.Finding | Exception = ports.Finding()

        def scan(self, _data: bytes) -> ports.Finding:
            if isinstance(self.says, Exception):
                raise self.says
            return self.says

    told = Told()
    monkeypatch.setattr(ports, "scanners", [told])
    return told


def test_what_was_stored_comes_back_and_is_unreadable_on_the_disk():
    file = store_file(PDF)

    assert queries.read(file.pk) == PDF
    assert PDF not in file.path.read_bytes()
    assert file.path.stat().st_mode & 0o077 == 0
    assert file.path.parent.stat().st_mode & 0o077 == 0


def test_a_photo_called_pdf_is_stored_as_the_photo_it_is():
    file = store_file(JPEG, name="KTP.pdf")

    assert (file.name, file.media_type) == ("KTP.jpg", "image/jpeg")


def test_a_refused_file_leaves_nothing_behind():
    with pytest.raises(Refused):
        store_file(b"MZ a program", name="surat.pdf")

    assert not StoredFile.objects.exists()
    assert not [path for path in folder().rglob("*") if path.is_file()]


def test_two_equal_files_are_encrypted_differently():
    one, two = store_file(PDF), store_file(PDF)

    assert one.sha256 == two.sha256
    assert one.path.read_bytes() != two.path.read_bytes()


@pytest.mark.parametrize(
    "damage", [lambda b: b[:-1], lambda b: b[:5], lambda b: bytes([b[0] ^ 1]) + b[1:], lambda b: b[:0]]
)
def test_damaged_bytes_are_noticed(damage):
    file = store_file(PDF)
    file.path.write_bytes(damage(file.path.read_bytes()))

    with pytest.raises(Damaged):
        queries.read(file.pk)


def test_bytes_of_another_file_in_its_place_are_noticed():
    one, two = store_file(PDF), store_file(JPEG)
    one.path.write_bytes(two.path.read_bytes())
    StoredFile.objects.filter(pk=one.pk).update(wrapped_key=two.wrapped_key)

    with pytest.raises(Damaged):
        queries.read(one.pk)


def test_a_lost_file_is_noticed():
    file = store_file(PDF)
    file.path.unlink()

    with pytest.raises(Damaged):
        queries.read(file.pk)


def test_an_unknown_file_is_not_found():
    with pytest.raises(NotFound):
        queries.read(uuid7())
    with pytest.raises(NotFound):
        actions.remove(file_id=uuid7(), by=BY, at=NOON)


def test_removing_takes_the_bytes_after_the_commit(django_capture_on_commit_callbacks):
    file = store_file(PDF)
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove(file_id=file.pk, by=BY, at=NOON)

    assert not StoredFile.objects.exists()
    assert not file.path.exists()


def test_files_of_a_thing_are_listed_and_described_in_one_query(django_assert_num_queries):
    owner = uuid7()
    files = [store_file(PDF, owner_id=owner), store_file(JPEG, owner_id=owner)]
    store_file(PDF)

    assert [file.pk for file in queries.of_owner("case", owner)] == [file.pk for file in files]
    with django_assert_num_queries(1):
        assert queries.describe([file.pk for file in files])[files[1].pk].size == len(JPEG)


def test_a_crash_between_file_and_row_leaves_an_orphan_that_is_swept(monkeypatch):
    kept = store_file(PDF)

    class PowerCut(Exception):
        pass

    def cut(*_args, **_more):
        raise PowerCut

    monkeypatch.setattr(StoredFile, "save", cut)
    with pytest.raises(PowerCut), transaction.atomic():
        store_file(JPEG)
    orphans = [path for path in folder().rglob("*") if path.is_file() and path != kept.path]
    assert len(orphans) == 1

    os.utime(orphans[0], (NOON.timestamp(),) * 2)
    assert actions.sweep_orphans(by=BY, at=NOON + timedelta(minutes=59)) == 0  # might still be in the making
    os.utime(kept.path, (NOON.timestamp(),) * 2)
    assert actions.sweep_orphans(by=BY, at=NOON + timedelta(minutes=61)) == 1
    assert not orphans[0].exists()
    assert queries.read(kept.pk) == PDF


def test_rotation_brings_every_file_under_the_new_key_and_leaves_the_bytes_alone():
    files = [store_file(PDF), store_file(JPEG)]
    before = [file.path.read_bytes() for file in files]

    assert actions.rotate_key(by=BY, at=NOON) == 2
    assert store_file(PDF).key_id == 2
    assert queries.read(files[0].pk) == PDF  # readable while the old key is in use
    assert actions.rewrap(by=BY, at=NOON, rows=1) == 1
    assert actions.rewrap(by=BY, at=NOON) == 1
    assert actions.rewrap(by=BY, at=NOON) == 0

    assert queries.keys_in_use() == {2}
    (secrets.folder() / "files-key-1").unlink()
    secrets._read_or_make.cache_clear()
    assert [queries.read(file.pk) for file in files] == [PDF, JPEG]
    assert [file.path.read_bytes() for file in files] == before


def test_without_a_scanner_a_file_is_recorded_as_unscanned():
    assert store_file(PDF).scanned == StoredFile.Scan.NONE


def test_a_scanned_file_says_so(scanner):
    assert store_file(PDF).scanned == StoredFile.Scan.CLEAN


def test_harmful_content_is_refused(scanner):
    scanner.says = ports.Finding(harmful="Test.EICAR")
    with pytest.raises(Refused, match="berbahaya"):
        store_file(PDF)
    assert not StoredFile.objects.exists()


def test_a_scanner_that_is_away_does_not_stop_the_office(scanner):
    scanner.says = ports.ScannerAway("refused")
    assert store_file(PDF).scanned == StoredFile.Scan.NONE
