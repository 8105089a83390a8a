"""Secrets of an installation, and sealing."""

import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from satuatap.kernel import secrets


def test_a_secret_is_made_once_and_belongs_to_its_owner(tmp_path):
    first = secrets.secret("session", home=tmp_path)
    secrets._read_or_make.cache_clear()

    assert secrets.secret("session", home=tmp_path) == first
    assert len(first) == 32
    path = tmp_path / "secrets" / "session"
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_many_processes_starting_at_once_agree_on_one_secret(tmp_path):
    def start(_number):
        secrets._read_or_make.cache_clear()
        return secrets.secret("master", home=tmp_path)

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(start, range(32)))) == 1
    assert [path.name for path in (tmp_path / "secrets").iterdir()] == ["master"]


@pytest.mark.parametrize("name", ["", "../master", "a/b", ".hidden", "A"])
def test_a_name_cannot_leave_the_folder(tmp_path, name):
    with pytest.raises(ValueError, match="plain secret name"):
        secrets.secret(name, home=tmp_path)


def test_a_secret_of_another_length_is_not_used(tmp_path):
    secrets.secret("short", 16, home=tmp_path)
    with pytest.raises(ValueError, match="16 bytes"):
        secrets.secret("short", 32, home=tmp_path)


def test_sealed_comes_back_for_its_purpose_only(tmp_path):
    sealed = secrets.seal(b"key", "signing", home=tmp_path)

    assert secrets.unseal(sealed, "signing", home=tmp_path) == b"key"
    for wrong in (sealed[:-1], b"\x02" + sealed[1:], bytes([*sealed[:-1], sealed[-1] ^ 1]), b""):
        with pytest.raises(secrets.Unsealable):
            secrets.unseal(wrong, "signing", home=tmp_path)
    with pytest.raises(secrets.Unsealable):
        secrets.unseal(sealed, "tokens", home=tmp_path)


def test_the_newest_of_a_numbered_series_is_found(tmp_path):
    assert secrets.newest("files-key", home=tmp_path) == 1
    for number in (1, 2, 10):
        secrets.secret(f"files-key-{number}", home=tmp_path)
    secrets.secret("files-key-old", home=tmp_path)
    assert secrets.newest("files-key", home=tmp_path) == 10


def test_writing_durably_never_replaces_what_is_there(tmp_path):
    path = tmp_path / "thing"
    assert secrets.write_durably(path, b"first")
    assert not secrets.write_durably(path, b"second")
    assert path.read_bytes() == b"first"
    assert os.listdir(tmp_path) == ["thing"]
