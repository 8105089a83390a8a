from datetime import UTC, datetime

import pytest

from satuatap.adapters.hashkeeper.file import FileHashKeeper
from satuatap.domain.audit.ports import KeptHash

AT = datetime(2026, 11, 23, 5, tzinfo=UTC)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "elsewhere" / "hashes.jsonl"


def test_nothing_is_kept_before_the_first_hash(path):
    assert FileHashKeeper(path).kept() == ()


def test_hashes_are_added_and_read_back_by_another_start(path):
    FileHashKeeper(path).keep(KeptHash(1, "a" * 64, AT))
    FileHashKeeper(path).keep(KeptHash(2, "b" * 64, AT))

    assert FileHashKeeper(path).kept() == (KeptHash(1, "a" * 64, AT), KeptHash(2, "b" * 64, AT))


def test_a_place_that_cannot_be_reached_says_so(tmp_path):
    (tmp_path / "elsewhere").write_text("a file where the folder should be")

    with pytest.raises(OSError, match="elsewhere"):
        FileHashKeeper(tmp_path / "elsewhere" / "hashes.jsonl").keep(KeptHash(1, "a" * 64, AT))
