"""A backup is one file that only the recovery key opens, and it brings everything back."""

import base64
import os
import shutil
import stat
import tempfile
from argparse import Namespace
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import psycopg
import pytest

from satuatap.kernel import secrets

from ..backup import age, archive, bech32, key
from ..commands import backup, restore
from ..postgres import NotRunnable
from ..postgres.cluster import OWNER, address
from ..postgres.roles import prepare
from ..supervisor.place import Place

# From the test vectors that all age programs share: the file key inside is "YELLOW SUBMARINE".
VECTOR_KEY = "AGE-SECRET-KEY-1XMWWC06LY3EE5RYTXM9MFLAZ2U56JJJ36S0MYPDRWSVLUL66MV4QX3S7F6"
VECTOR = b"""age-encryption.org/v1
-> X25519 TEiF0ypqr+bpvcqXNyCVJpL7OuwPdVwPL7KQEbFDOCc
EmECAEcKN+n/Vs9SbWiV+Hu0r+E8R77DdWYyd83nw7U
--- Vn+54jqiiUCE+WZcEVY3f1sqHjlu/z1LCQ/T7Xm7qI0
"""


def sealed(data: bytes, identity: str) -> bytes:
    target = BytesIO()
    writer = age.Writer(target, age.recipient_of(identity))
    writer.write(data)
    writer.close()
    return target.getvalue()


@pytest.mark.parametrize("size", [0, 1, age.CHUNK - 1, age.CHUNK, age.CHUNK + 1, 3 * age.CHUNK])
def test_what_was_sealed_comes_back(size):
    identity, data = age.new_identity(), os.urandom(size)
    found = sealed(data, identity)

    reader = age.Reader(BytesIO(found), identity)

    assert b"".join(iter(lambda: reader.read(1000), b"")) == data
    assert len(data) < 32 or data[:32] not in found


def test_the_header_is_that_of_other_age_programs():
    assert age._open_header(BytesIO(VECTOR), age._private(VECTOR_KEY)) == b"YELLOW SUBMARINE"


def test_a_header_with_lines_for_other_keys_is_read():
    stanza = b"-> other arg\n" + base64.b64encode(b"x" * 20).rstrip(b"=") + b"\n"
    lines = VECTOR.splitlines(keepends=True)
    text = lines[0] + stanza + b"".join(lines[1:3]) + b"---"
    whole = text + b" " + age._text(age._mac(b"YELLOW SUBMARINE", text)) + b"\n"

    assert age._open_header(BytesIO(whole), age._private(VECTOR_KEY)) == b"YELLOW SUBMARINE"


def test_another_key_opens_nothing():
    found = sealed(b"data warga", age.new_identity())

    with pytest.raises(age.Unreadable, match="bukan kunci"):
        age.Reader(BytesIO(found), age.new_identity())


@pytest.mark.parametrize(
    "damage", [lambda d: d[:-1], lambda d: d[:-30], lambda d: d[:-5] + b"xxxxx", lambda d: d + b"x"]
)
def test_a_damaged_file_is_told_apart(damage):
    identity = age.new_identity()
    found = damage(sealed(b"data warga" * 20_000, identity))

    with pytest.raises(age.Unreadable, match="rusak"):
        age.Reader(BytesIO(found), identity).read()


def test_a_mistyped_key_is_told_apart():
    identity = age.new_identity()
    wrong = identity[:-1] + ("Q" if identity[-1] != "Q" else "P")

    with pytest.raises(age.Unreadable, match="salah ketik"):
        age.recipient_of(wrong)


def test_bech32_is_read_as_it_was_written():
    data = bytes(range(32))
    assert bech32.decode(bech32.encode("age", data), "age") == data
    with pytest.raises(ValueError, match="not a key"):
        bech32.decode(bech32.encode("other", data), "age")


def test_the_recovery_key_is_shown_once(tmp_path):
    identity = key.set_up(tmp_path)

    assert age.recipient_of(identity) == key.recipient(tmp_path)
    assert key.set_up(tmp_path) is None
    assert identity not in (tmp_path / "recovery-recipient").read_text()


@pytest.fixture
def homes(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Place, Place]]:
    """A home with data, and an empty one; PostgreSQL must be able to get into both."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    folder = Path(tempfile.mkdtemp(prefix="satuatap-"))
    folder.chmod(0o711)
    yield Place(folder / "one", 8190, "127.0.0.1"), Place(folder / "two", 8191, "127.0.0.1")
    shutil.rmtree(folder)


def put_to_use(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SATUATAP_HOME", str(place.home))
    monkeypatch.setenv("PORT", str(place.port))


@pytest.mark.slow
def test_everything_comes_back_into_an_empty_home(homes, monkeypatch, capsys):
    one, two = homes
    put_to_use(one, monkeypatch)
    with backup.database_at_work(one):
        prepare(one.home)
        with psycopg.connect(**address(one.home, OWNER), autocommit=True) as connection:
            connection.execute("CREATE TABLE kept (word text)")
            connection.execute("INSERT INTO kept VALUES ('tetap ada')")
            connection.execute("COMMENT ON SCHEMA public IS 'SatuAtap x'")
    (one.home / "files/ab").mkdir(parents=True)
    (one.home / "files/ab/paper").write_bytes(b"sealed paper")
    identity = key.set_up(one.home)
    backup.run(Namespace(to=one.home / "backups"))
    (file,) = (one.home / "backups").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600

    put_to_use(two, monkeypatch)
    (two.home.parent / "key").write_text(f"{identity}\n")
    words = Namespace(file=file, key_file=two.home.parent / "key", check=True)
    restore.run(words)
    assert not (two.home / "pg").exists()
    words.check = False
    restore.run(words)

    assert "Utuh" in capsys.readouterr().out
    assert (
        secrets.folder(two.home).joinpath("postgres-app").read_bytes()
        == (one.home / "secrets/postgres-app").read_bytes()
    )
    assert stat.S_IMODE((two.home / "secrets/postgres-app").stat().st_mode) == 0o600
    assert (two.home / "files/ab/paper").read_bytes() == b"sealed paper"
    with backup.database_at_work(two), psycopg.connect(**address(two.home, OWNER)) as connection:
        assert connection.execute("SELECT word FROM kept").fetchone() == ("tetap ada",)
    with pytest.raises(NotRunnable, match="sudah berisi"):
        restore.run(words)


def test_a_backup_half_written_is_not_left_behind(tmp_path):
    def broken() -> Iterator[bytes]:
        yield b"part"
        raise NotRunnable("the database went away")

    (tmp_path / "home").mkdir()
    with pytest.raises(NotRunnable):
        archive.write(tmp_path / "out", age.recipient_of(age.new_identity()), tmp_path / "home", broken())

    assert [path.name for path in tmp_path.iterdir()] == ["home"]
